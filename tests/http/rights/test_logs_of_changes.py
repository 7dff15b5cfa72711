"""The logs of changes: complete, in the same transaction, readable by those concerned, and changed by nobody."""

import pytest
from sqlalchemy import create_engine, text
from sqlalchemy.exc import DBAPIError

from orchestrator.adapters.postgres.server.embedded import EmbeddedServer
from support.api import PASSWORD, Api
from support.rights import Lived, live
from support.stories import rows


def kinds(reader: Api, path: str, **query: str) -> list[str]:
    return [each["kind"] for each in reader.call("GET", path, 200, params=query)["items"]]


def test_every_change_of_an_agent_is_told(api: Api, creator: Api, avee: str) -> None:
    member = api.sign_up("ada")
    path = f"/avees/{avee}"
    creator.call("PATCH", path, 200, json={"persona": "Brief."})
    creator.configure(avee, max_escalations_per_day=3)
    creator.call("PUT", f"{path}/members/{member.user['id']}", 200, json={"tier": "paid", "layer": "friends"})
    document = creator.add_document(avee, "Hours", "# Hours\n\nFrom nine to five.\n")
    creator.call("DELETE", f"{path}/documents/{document['id']}", 204)
    answer = creator.add_answer(avee, "How?", "So.")
    creator.call("DELETE", f"{path}/canonical-answers/{answer['id']}", 204)
    told = creator.call("GET", f"{path}/audit", 200)["items"]
    assert [each["kind"] for each in told] == [
        "answer.changed", "document.removed", "document.added", "member.added", "rules.changed", "agent.changed", "agent.added",
    ]  # fmt: skip
    by_kind = {each["kind"]: each for each in told}
    assert (by_kind["rules.changed"]["before"], by_kind["rules.changed"]["after"]) == (
        {"max_escalations_per_day": 10},
        {"max_escalations_per_day": 3},
    )
    assert by_kind["agent.changed"]["after"] == {"persona": "Brief."}
    assert by_kind["member.added"]["subject"]["handle"] == "ada"
    assert by_kind["answer.changed"]["after"] == {"state": "retired"}
    assert {each["person"]["handle"] for each in told} == {"mira"}
    assert {each["via"] for each in told} == {"session"}
    assert all(each["network"] == "" or each["network"].endswith(("/24", "/48")) for each in told)


def test_what_a_person_does_with_their_account_is_told(api: Api, creator: Api) -> None:
    token = creator.call("POST", "/tokens", 201, json={"name": "script"})
    creator.call("DELETE", f"/tokens/{token['id']}", 204)
    creator.call("PATCH", "/me", 200, json={"display_name": "Mira B"})
    creator.call("PUT", "/me/password", 204, json={"current": PASSWORD, "password": "another long passphrase"})
    found = creator.call("GET", "/me/audit", 200)
    assert [each["kind"] for each in found["items"]] == [
        "password.changed", "account.changed", "token.removed", "token.added", "session.added",
    ]  # fmt: skip
    assert token["token"] not in str(found)
    assert found["items"][0]["before"] is None


def test_a_token_is_named_as_the_way(creator: Api, avee: str) -> None:
    token = Api(creator.client, creator.call("POST", "/tokens", 201, json={"name": "script"})["token"])
    token.call("PATCH", f"/avees/{avee}", 200, json={"display_name": "Renamed"})
    (entry,) = creator.call("GET", f"/avees/{avee}/audit", 200, params={"kind": "agent.changed"})["items"]
    assert entry["via"] == "token"


def test_pages_and_filters(api: Api, creator: Api, avee: str) -> None:
    for number in range(5):
        creator.configure(avee, max_escalations_per_day=number + 1)
    path, seen, cursor = f"/avees/{avee}/audit", [], None
    while True:
        page = creator.call("GET", path, 200, params={"limit": "2", "kind": "rules.changed"} | ({"cursor": cursor} if cursor else {}))
        seen += [each["after"]["max_escalations_per_day"] for each in page["items"]]
        if not (cursor := page["next_cursor"]):
            break
    assert seen == [5, 4, 3, 2, 1]
    assert kinds(creator, path, person=creator.user["id"], kind="agent.added") == ["agent.added"]
    assert kinds(creator, path, person=api.sign_up("nobody").user["id"]) == []
    creator.call("GET", path, 422, params={"kinds": "x"})


def test_nobody_reads_anothers_log(api: Api, creator: Api, avee: str) -> None:
    stranger = api.sign_up("stranger")
    assert stranger.call("GET", f"/avees/{avee}/audit", 404)["code"] == "avee_not_found"
    assert kinds(stranger, "/me/audit") == ["session.added"]
    api.call("GET", "/me/audit", 401)


def test_an_erased_person_is_nameless_in_it(api: Api, creator: Api, avee: str) -> None:
    lived = live(api, creator, avee)
    lived.person.call("DELETE", "/me", 204, json={"password": PASSWORD})
    told = creator.call("GET", f"/avees/{avee}/audit", 200)["items"]
    removed = next(each for each in told if each["kind"] == "member.removed")
    assert (removed["person"], removed["subject"]) == (None, None)
    assert lived.person.user["id"] not in str(told)


@pytest.mark.parametrize("table", ["agent_audit", "account_audit"])
@pytest.mark.parametrize("statement", ["UPDATE {} SET kind = 'x'", "DELETE FROM {}", "TRUNCATE {}"])
def test_not_even_its_owner_changes_an_entry(creator: Api, avee: str, database: EmbeddedServer, table: str, statement: str) -> None:
    engine = create_engine(database.runtime_url)
    with engine.connect() as connection:
        connection.execute(text("SELECT name_person(:id, '', '')"), {"id": creator.user["id"]})
        with pytest.raises(DBAPIError, match="permission denied"):
            connection.execute(text(statement.format(table)))
    engine.dispose()
    assert rows(database, f"SELECT count(*) FROM {table}")[0][0] >= 1


def test_an_entry_cannot_be_made_up(creator: Api, avee: str, database: EmbeddedServer) -> None:
    engine = create_engine(database.runtime_url)
    with engine.connect() as connection:
        connection.execute(text("SELECT name_person(:id, '', '')"), {"id": creator.user["id"]})
        with pytest.raises(DBAPIError, match="permission denied"):
            connection.execute(text("SELECT add_audit_entry('rules.changed', :avee, NULL, NULL, NULL, NULL, NULL)"), {"avee": avee})
    engine.dispose()


def test_old_entries_go(creator: Api, avee: str, database: EmbeddedServer) -> None:
    rows(database, "UPDATE agent_audit SET created_at = now() - interval '401 days'")
    rows(database, "SELECT purge_audit()")
    assert kinds(creator, f"/avees/{avee}/audit") == []
    assert kinds(creator, "/me/audit") == ["session.added"]


def test_a_change_that_is_undone_leaves_no_entry(creator: Api, avee: str, database: EmbeddedServer) -> None:
    engine = create_engine(database.owner_url)
    with engine.connect() as connection:
        connection.execute(text("UPDATE avees SET persona = 'x', version = version + 1"))
        connection.rollback()
    engine.dispose()
    assert kinds(creator, f"/avees/{avee}/audit") == ["agent.added"]


def test_erasing_a_conversation(api: Api, creator: Api, avee: str, database: EmbeddedServer) -> None:
    lived: Lived = live(api, creator, avee)
    assert creator.call("DELETE", f"/conversations/{lived.conversation}", 404)["code"] == "conversation_not_found"
    lived.person.call("DELETE", f"/conversations/{lived.conversation}", 204)
    lived.person.call("GET", f"/conversations/{lived.conversation}", 404)
    lived.person.call("DELETE", f"/conversations/{lived.conversation}", 404)
    for word in ("violoncello", "Sacramento"):
        for table in (
            "messages",
            "orchestrator_decisions",
            "escalation_queue",
            "canonical_answers",
            "canonical_answer_versions",
            "phrasings",
        ):
            assert rows(database, f"SELECT 1 FROM {table} t WHERE t::text ILIKE :word", word=f"%{word}%") == [], table
    # The others are as they were.
    waiting = creator.call("GET", "/orchestrator/queue", 200, params={"avee_id": avee, "status": "accepted"})["items"]
    assert [each["id"] for each in waiting] == [lived.waiting]
    assert len(lived.person.call("GET", "/conversations", 200)["items"]) == 2
    assert "conversation.removed" in kinds(lived.person, "/me/audit")
    assert "conversation.removed" not in kinds(creator, f"/avees/{avee}/audit")


def test_a_waiting_question_is_withdrawn_with_its_conversation(api: Api, creator: Api, avee: str) -> None:
    lived = live(api, creator, avee)
    waiting = lived.person.call("GET", f"/orchestrator/queue/{lived.waiting}", 200)["conversation_id"]
    lived.person.call("DELETE", f"/conversations/{waiting}", 204)
    creator.call("GET", f"/orchestrator/queue/{lived.waiting}", 404)
    answered = creator.call("POST", f"/orchestrator/queue/{lived.waiting}/answer", 404, json={"answer": "So."})
    assert answered["code"] == "escalation_not_found"
