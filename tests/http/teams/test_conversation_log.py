"""Every conversation with an agent: its team searches them, and nobody else."""

from typing import Any

import pytest

from orchestrator.adapters.postgres.server.embedded import EmbeddedServer
from support.api import Api, open_workshop
from support.stories import NOVEL_QUESTION, PASSWORD_QUESTION, rows


@pytest.fixture
def avee(creator: Api) -> str:
    return open_workshop(creator)


def found(reader: Api, avee: str, **wanted: str) -> list[Any]:
    return [each["id"] for each in reader.call("GET", f"/avees/{avee}/conversations", 200, params=wanted)["items"]]


def test_it_is_searched_by_text_person_path_and_time(api: Api, creator: Api, avee: str, database: EmbeddedServer) -> None:
    creator.configure(avee, trust_mode="immediate")
    ada, bea = api.sign_up("ada"), api.sign_up("bea")
    known, novel, empty = ada.start(avee), bea.start(avee), ada.start(avee)
    assert ada.ask(known, PASSWORD_QUESTION)["path"] == "C"
    assert bea.ask(novel, NOVEL_QUESTION)["path"] == "D"
    direct = ada.start(avee, "direct")
    ada.call("POST", f"/conversations/{direct}/messages", 201, json={"content": "A violin for your eyes only."})
    assert found(creator, avee) == [novel, known], "empty and direct ones are left out"
    assert empty not in found(creator, avee)
    assert found(creator, avee, query="VIOLIN") == [novel]
    assert found(creator, avee, query="100%_") == []
    # Also a piece of a word, from any place in it, and one that is too short for the index.
    for piece in ("toring antiq", "oring antiqu", "ring antique", "an", "V"):
        assert novel in found(creator, avee, query=piece), piece
    assert known not in found(creator, avee, query="toring antiq")
    assert found(creator, avee, person="@Ada") == [known]
    assert found(creator, avee, person="nobody") == []
    assert found(creator, avee, path="D") == [novel]
    rows(database, "UPDATE messages SET created_at = now() - interval '3 days' WHERE conversation_id = :id", id=known)
    assert found(creator, avee, since="2026-01-01T00:00:00Z", until="2999-01-01T00:00:00Z", path="C") == [known]
    (kept,) = rows(database, "SELECT (now() - interval '1 day') AT TIME ZONE 'UTC' AS at")
    assert found(creator, avee, since=f"{kept.at.isoformat()}Z") == [novel]
    page = creator.call("GET", f"/avees/{avee}/conversations?limit=1", 200)
    assert [each["id"] for each in page["items"]] == [novel]
    assert found(creator, avee, cursor=page["next_cursor"]) == [known]


def test_it_is_the_teams_alone(api: Api, creator: Api, avee: str, database: EmbeddedServer) -> None:
    ada, vera, otto = api.sign_up("ada"), api.sign_up("vera"), api.sign_up("otto")
    thread = ada.start(avee)
    ada.ask(thread, PASSWORD_QUESTION)
    rows(database, "INSERT INTO team_members VALUES (:avee, :user, 'viewer')", avee=avee, user=vera.user["id"])
    assert found(vera, avee) == [thread]
    assert vera.call("GET", f"/conversations/{thread}/messages", 200)["items"][-1]["content"] == PASSWORD_QUESTION
    for person in (ada, otto):
        assert person.call("GET", f"/avees/{avee}/conversations", 404)["code"] == "avee_not_found"
    otto.call("GET", f"/conversations/{thread}/messages", 404)
    creator.call("DELETE", f"/avees/{avee}/team/{vera.user['id']}", 204)
    vera.call("GET", f"/avees/{avee}/conversations", 404)
    vera.call("GET", f"/conversations/{thread}/messages", 404)
