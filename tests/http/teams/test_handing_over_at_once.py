"""An agent is accepted while its owner, or who accepts it, erases their account: one of the two happens, and no error of the server."""

import time
from concurrent.futures import ThreadPoolExecutor

import psycopg
import pytest

from orchestrator.adapters.postgres.server.embedded import EmbeddedServer
from support.api import PASSWORD, Api
from support.guests import id_of
from support.links import confirmed
from support.servers.mail_server import MailServer
from support.teams import invited

WAITING = """
    SELECT count(*) FROM pg_locks l JOIN pg_stat_activity a ON a.pid = l.pid WHERE NOT l.granted AND a.datname = current_database()
"""


@pytest.fixture
def api(mailing: Api) -> Api:
    return mailing


@pytest.mark.parametrize("who", ["owner", "heir"])
@pytest.mark.parametrize("begun", ["locked", "erased"])
def test_accepting_what_is_being_erased(api: Api, post: MailServer, database: EmbeddedServer, who: str, begun: str) -> None:
    """`begun` is how far the erasure is when the other accepts: its first step is done, or all of it but the commit."""
    owner, heir = confirmed(api, post, "mira"), confirmed(api, post, "ines")
    avee = owner.create_avee("mira-agent")
    token = invited(owner, avee, post, "ines@example.org", "owner", password=PASSWORD)
    erased = id_of({"owner": owner, "heir": heir}[who])
    agents = [avee] if who == "owner" else []
    dsn = database.runtime_url.replace("+psycopg", "")
    with psycopg.connect(dsn) as erasing, psycopg.connect(database.owner_url.replace("+psycopg", ""), autocommit=True) as watching:
        erasing.execute("SELECT name_person(%s, '', '')", (erased,))
        # As erase_person() begins.
        erasing.execute("SELECT 1 FROM users WHERE id = current_person() FOR UPDATE")
        if begun == "erased":
            erasing.execute("SELECT erase_person(%s::uuid[])", (agents,))
        with ThreadPoolExecutor(1) as pool:
            accepting = pool.submit(heir.call, "PUT", f"/invitations/{token}")
            until_waiting(watching)
            if begun == "locked":
                erasing.execute("SELECT erase_person(%s::uuid[])", (agents,))
            erasing.commit()
            answered = accepting.result(30)
        assert (answered.status_code, answered.json()["code"]) in ((409, "link_used"), (404, "link_unknown"), (401, "not_signed_in"))
        left = watching.execute("SELECT handle FROM users").fetchall()
        assert left == [("ines",) if who == "owner" else ("mira",)]
        assert watching.execute("SELECT count(*) FROM avees").fetchall() == [(0 if who == "owner" else 1,)]


def test_erasing_what_was_handed_over_at_the_same_time(api: Api, post: MailServer, database: EmbeddedServer) -> None:
    """Both over HTTP: whichever is first."""
    owner, heir = confirmed(api, post, "mira"), confirmed(api, post, "ines")
    avee = owner.create_avee("mira-agent")
    token = invited(owner, avee, post, "ines@example.org", "owner", password=PASSWORD)
    with ThreadPoolExecutor(2) as pool:
        accepting = pool.submit(heir.call, "PUT", f"/invitations/{token}")
        erasing = pool.submit(owner.call, "DELETE", "/me", json={"password": PASSWORD, "delete_agents": [avee]})
        accepted, erased = accepting.result(60).status_code, erasing.result(60).status_code
    assert (accepted in (200, 404, 409), erased) == (True, 204)


def until_waiting(watching: "psycopg.Connection[tuple[int]]") -> None:
    """Until another connection waits for a lock."""
    deadline = time.monotonic() + 60
    while not watching.execute(WAITING).fetchall()[0][0]:
        assert time.monotonic() < deadline, "nobody waited"
        time.sleep(0.02)
