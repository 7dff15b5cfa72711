"""Erasing an account: nothing of the person is left, what others keep has no trace of them, and nobody else can do it."""

import asyncio
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from orchestrator.adapters.postgres.server.embedded import EmbeddedServer
from orchestrator.domain.accounts.limits import PasswordLimits
from support.api import PASSWORD, Api
from support.links import sign_in
from support.rights import ADDRESS, ANSWER, HANDLE, WORDS, Lived, find_traces, live
from support.servers import programs
from support.stories import rows

MAILS = programs.HOME / "mail"


def wait_until(holds: Callable[[], bool], timeout_s: float = 60) -> None:
    """Waits for a job."""
    deadline = time.monotonic() + timeout_s
    while not holds():
        assert time.monotonic() < deadline, "it did not come in time"
        time.sleep(0.05)


@pytest.fixture
def lived(api: Api, creator: Api, avee: str) -> Lived:
    return live(api, creator, avee)


def erase(person: Api, expect: int = 204, **changes: object) -> dict[str, Any]:
    found: dict[str, Any] = person.call("DELETE", "/me", expect, json={"password": PASSWORD, **changes})
    return found


def test_nothing_is_left_in_the_whole_database(lived: Lived, database: EmbeddedServer) -> None:
    assert {word for _, word in find_traces(database)} >= set(WORDS) - {"periwinkle"}, "the search finds what is there"
    erase(lived.person)
    assert find_traces(database) == {}
    lived.person.call("GET", "/me", 401)
    assert sign_in(lived.creator, ADDRESS) == 401


def test_the_answer_stays_and_still_serves(lived: Lived, api: Api, database: EmbeddedServer) -> None:
    erase(lived.person)
    (answer,) = rows(database, "SELECT question_pattern, answer_content, asked_by, state FROM canonical_answers")
    assert tuple(answer) == (ANSWER, ANSWER, None, "active")
    assert {row[0] for row in rows(database, "SELECT question_pattern FROM canonical_answer_versions")} == {ANSWER}
    wait_until(lambda: not rows(database, "SELECT 1 FROM canonical_answers WHERE vector_norm(embedding::vector) = 0"))
    other = api.sign_up("other")
    assert other.ask(other.start(lived.avee), "May I bring the instrument on a Tuesday?")["path"] in ("B", "C")


def test_a_pattern_in_the_creators_words_stays(lived: Lived, database: EmbeddedServer) -> None:
    answer = f"/avees/{lived.avee}/canonical-answers/{lived.answered}"
    lived.creator.call("PATCH", answer, 200, json={"question_pattern": "Do you repair old instruments?"})
    erase(lived.person)
    assert {row[0] for row in rows(database, "SELECT question_pattern FROM canonical_answer_versions")} == {
        "Do you repair old instruments?"
    }
    assert find_traces(database) == {}


def test_the_creator_is_told_that_the_question_is_withdrawn(lived: Lived) -> None:
    assert len(lived.creator.call("GET", "/orchestrator/queue", 200, params={"avee_id": lived.avee, "status": "accepted"})["items"]) == 1
    erase(lived.person)
    assert lived.creator.call("GET", "/orchestrator/queue", 200, params={"avee_id": lived.avee, "status": "accepted"})["items"] == []


def test_the_counts_of_other_peoples_agents_stay(lived: Lived, database: EmbeddedServer) -> None:
    path = f"/orchestrator/metrics/{lived.avee}?days=7"
    before = lived.creator.call("GET", path, 200)["paths"]
    erase(lived.person)
    rows(database, "DELETE FROM metric_counts")
    # Questions that they sent to the creator are no longer counted.
    assert lived.creator.call("GET", path, 200)["paths"] == before | {"E": 0}
    (kept,) = rows(database, "SELECT sum(messages) FROM past_counts")
    assert kept[0] >= 3


def test_a_wrong_password_erases_nothing_and_is_counted(lived: Lived) -> None:
    for _ in range(PasswordLimits().soon):
        assert erase(lived.person, 422, password="not the passphrase")["code"] == "wrong_password"
    assert erase(lived.person, 429)["code"] == "too_many_requests"
    lived.person.call("GET", "/me", 200)


def test_a_token_erases_nobody(lived: Lived) -> None:
    token = Api(lived.person.client, lived.person.call("POST", "/tokens", 201, json={"name": "script"})["token"])
    assert erase(token, 403)["code"] == "session_required"
    assert token.call("GET", "/me/export", 403)["code"] == "session_required"


def test_agents_are_deleted_only_where_each_is_named(lived: Lived, database: EmbeddedServer) -> None:
    second = lived.creator.create_avee("second")
    refused = erase(lived.creator, 409, delete_agents=[lived.avee])
    assert refused["code"] == "agents_remain"
    assert [each["id"] for each in refused["fields"]["agents"]] == [second]
    lived.creator.call("GET", "/me", 200)
    erase(lived.creator, delete_agents=[lived.avee, second])
    assert lived.person.call("GET", "/conversations", 200)["items"] == []
    assert find_traces(database, ("Mira", "mira-agent", "second")) == {}


def test_naming_another_ones_agent_does_not_delete_it(lived: Lived) -> None:
    erase(lived.person, delete_agents=[lived.avee])
    lived.creator.call("GET", "/avees/mira-agent", 200)


def test_a_deleted_agent_leaves_no_row(lived: Lived, database: EmbeddedServer) -> None:
    lived.creator.call("DELETE", f"/avees/{lived.avee}", 204)
    tables = rows(database, "SELECT table_name FROM information_schema.columns WHERE column_name = 'avee_id' AND table_schema = 'public'")
    left = {row[0]: rows(database, f"SELECT count(*) FROM {row[0]} WHERE avee_id = :id", id=lived.avee)[0][0] for row in tables}
    assert {table: count for table, count in left.items() if count} == {}
    entries = lived.creator.call("GET", "/me/audit", 200, params={"kind": "agent.removed"})["items"]
    assert [each["subject_id"] for each in entries] == [lived.avee]


def test_the_handle_and_the_address_are_free_again(lived: Lived, api: Api) -> None:
    erase(lived.person)
    again = api.sign_up(HANDLE, email=ADDRESS)
    assert again.call("GET", "/conversations", 200)["items"] == []


def test_erasing_twice_at_once_is_done_once(lived: Lived) -> None:
    async def both() -> list[int]:
        calls = [asyncio.to_thread(lived.person.call, "DELETE", "/me", json={"password": PASSWORD}) for _ in range(2)]
        return sorted(response.status_code for response in await asyncio.gather(*calls))

    assert asyncio.run(both()) in ([204, 401], [204, 422])


def test_files_of_mails_go_too(api: Api, creator: Api, avee: str) -> None:
    """Without a mail server, mails are files; those of earlier runs in the same folder are left out."""
    before = set(MAILS.glob("*.eml"))

    def letters() -> list[Path]:
        return [path for path in set(MAILS.glob("*.eml")) - before if ADDRESS.encode() in path.read_bytes()]

    lived = live(api, creator, avee)
    wait_until(lambda: bool(letters()))
    erase(lived.person)
    wait_until(lambda: not letters())


def test_a_message_that_is_being_answered_is_there_whole_or_not_at_all(lived: Lived, database: EmbeddedServer) -> None:
    async def together() -> tuple[list[int], int]:
        body = {"conversation_id": lived.conversation, "message": "What does a marmalade jar cost?"}
        asked = [asyncio.to_thread(lived.person.call, "POST", "/orchestrator/message", json=body) for _ in range(3)]
        erased = asyncio.to_thread(lived.person.call, "DELETE", "/me", json={"password": PASSWORD})
        *answers, last = await asyncio.gather(*asked, erased)
        return [each.status_code for each in answers], last.status_code

    statuses, erased = asyncio.run(together())
    assert erased == 204
    assert set(statuses) <= {200, 401, 404, 409}, statuses
    assert find_traces(database) == {}
