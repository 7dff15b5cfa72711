"""SIGKILL while mails are being handed over, by the served process to a mail server: what its next start makes of them."""

import time
from collections import Counter
from collections.abc import Awaitable, Callable
from typing import Any
from uuid import UUID, uuid4

import psycopg
import pytest

from orchestrator.adapters.postgres.server.embedded import EmbeddedServer
from orchestrator.bootstrap.program import Running
from support.servers.mail_server import MailServer
from support.servers.served import Served
from support.stories import House, build_house

pytestmark = pytest.mark.timeout(900)
READY = "INSERT INTO procrastinate_jobs (queue_name, task_name, args) VALUES ('notification', 'sweep_sendings', '{\"timestamp\": 0}')"
"""The periodic job comes now, not at the next full minute."""
MINUTES_PASS = """
    UPDATE mails SET claimed_until = now(), due_at = now() WHERE status = 'waiting';
    UPDATE procrastinate_workers SET last_heartbeat = now() - interval '5 minutes';
"""


class Outside:
    """The database as its owner sees it, where news happen and time passes."""

    def __init__(self, owner: "psycopg.Connection[Any]", house: House) -> None:
        self._owner, self._house = owner, house

    def happen(self, person: UUID) -> UUID:
        """News for a person that have settled; returns what they are about."""
        thing = uuid4()
        values = (person, self._house.avee, self._house.conversation, thing)
        self._owner.execute("SELECT add_mail_news(%s, 'wrote', %s, %s, %s)", values)
        self._owner.execute("UPDATE mail_news SET due_at = now(), created_at = now() - interval '10 minutes' WHERE thing_id = %s", (thing,))
        return thing

    def told(self) -> list[tuple[Any, ...]]:
        """(thing, status of the news, id of the mail, status of the mail)."""
        return self._owner.execute(
            "SELECT n.thing_id, n.status, m.id, m.status FROM mail_news n LEFT JOIN mails m ON m.user_id = n.user_id AND m.id = n.mail_id"
        ).fetchall()


def test_killed_while_mails_are_handed_over(
    run: Callable[[Callable[[Running], Awaitable[Any]]], Any], database: EmbeddedServer, post: MailServer
) -> None:
    house: House = run(lambda program: build_house(program.services))
    served = Served(database, SMTP_URL=post.url, MAIL_FROM="hello@example.org")
    try:
        with psycopg.connect(database.owner_url.replace("+psycopg", ""), autocommit=True) as owner:
            # The accounts' first mails are no part of the story.
            owner.execute("UPDATE users SET email_confirmed_at = now()")
            owner.execute("DELETE FROM procrastinate_jobs")
            owner.execute("UPDATE mails SET status = 'dropped'")
            outside = Outside(owner, house)
            things = [outside.happen(house.asker), outside.happen(house.creator)]
            post.ignored, post.unthanked = "ada@example.org", "mira@example.org"
            served.start()
            owner.execute(READY)
            for _ in things:
                assert post.reached.acquire(timeout=60), "a mail is on its way for each of them"
            # One more comes while nobody works.
            served.kill()
            things.append(outside.happen(house.asker))
            owner.execute(MINUTES_PASS)
            post.ignored = post.unthanked = ""
            served.start()
            owner.execute(READY)
            deadline = time.monotonic() + 100
            while not all(row[3] == "sent" for row in outside.told()):
                assert time.monotonic() < deadline, outside.told()
                time.sleep(0.1)
            told = outside.told()
        assert {row[0] for row in told} == set(things)
        assert {row[1] for row in told} == {"told"}
        # Only what the mail server had taken comes again, and can be recognised by its Message-ID.
        wanted = {row[2].hex: 2 if row[0] == things[1] else 1 for row in told}
        assert Counter(mail["message-id"].strip("<>").partition("@")[0] for mail in post.got) == wanted
    finally:
        served.stop()
