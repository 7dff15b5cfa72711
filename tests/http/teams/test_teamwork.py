"""What a team does about one question together: who may do what, notes, the shared draft, and one answer."""

from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest

from orchestrator.adapters.postgres.server.embedded import EmbeddedServer
from support.api import PASSWORD, Api, open_workshop
from support.stories import NOVEL_QUESTION, rows

ROLES = ("viewer", "answerer", "editor")
Team = dict[str, Api]


@pytest.fixture
def avee(creator: Api) -> str:
    return open_workshop(creator)


@pytest.fixture
def team(api: Api, creator: Api, avee: str, database: EmbeddedServer) -> Team:
    """People by their roles; put into the team by the database, as invitations have tests of their own."""
    people = {"owner": creator} | {role: api.sign_up(f"the-{role}") for role in ROLES}
    for role in ROLES:
        rows(database, "INSERT INTO team_members VALUES (:avee, :user, :role)", avee=avee, user=people[role].user["id"], role=role)
    return people


@pytest.fixture
def asker(api: Api) -> Api:
    return api.sign_up("ada")


@pytest.fixture
def question(asker: Api, avee: str) -> str:
    return accept(asker, avee, NOVEL_QUESTION)


def accept(asker: Api, avee: str, text: str) -> str:
    """The id of a question that waits."""
    offered: str = asker.ask(asker.start(avee), text)["escalation"]["id"]
    asker.call("POST", f"/orchestrator/queue/{offered}/accept", 200)
    return offered


def thread_of(person: Api, question: str) -> list[dict[str, Any]]:
    conversation = person.call("GET", f"/orchestrator/queue/{question}", 200)["conversation_id"]
    found: list[dict[str, Any]] = person.call("GET", f"/conversations/{conversation}/messages", 200)["items"]
    return found


# what is tried, and the least role that may do it
TRIED: list[tuple[str, str, dict[str, Any] | None, str]] = [
    ("GET", "/orchestrator/queue/{question}", None, "viewer"),
    ("GET", "/orchestrator/queue/{question}/work", None, "viewer"),
    ("GET", "/avees/{avee}/documents", None, "viewer"),
    ("GET", "/avees/{avee}/canonical-answers", None, "viewer"),
    ("GET", "/avees/{avee}/members", None, "viewer"),
    ("GET", "/avees/{avee}/trust", None, "viewer"),
    ("GET", "/avees/{avee}/trust/costs", None, "viewer"),
    ("GET", "/avees/{avee}/answer-conflicts", None, "viewer"),
    ("GET", "/orchestrator/config/{avee}", None, "viewer"),
    ("GET", "/orchestrator/config/{avee}/versions", None, "viewer"),
    ("GET", "/orchestrator/metrics/{avee}", None, "viewer"),
    ("GET", "/orchestrator/decisions?avee_id={avee}", None, "viewer"),
    ("PUT", "/orchestrator/queue/{question}/opening", {}, "viewer"),
    ("GET", "/avees/{avee}/passages?query=hours", None, "viewer"),
    ("POST", "/orchestrator/queue/{question}/notes", {"text": "See last spring."}, "answerer"),
    ("POST", "/orchestrator/queue/{question}/assign", {"user_id": None}, "answerer"),
    ("PUT", "/orchestrator/queue/{question}/draft", {"answer": "Yes."}, "answerer"),
    ("POST", "/orchestrator/queue/{question}/defer", None, "answerer"),
    ("POST", "/avees/{avee}/canonical-answers", {"question_pattern": "How long?", "answer_content": "An hour."}, "editor"),
    ("POST", "/avees/{avee}/documents", {"title": "Prices", "content": "A class costs ten."}, "editor"),
    ("PUT", "/orchestrator/config/{avee}", {"max_escalations_per_day": 5}, "editor"),
    ("PATCH", "/avees/{avee}", {"display_name": "The agent"}, "editor"),
    ("GET", "/avees/{avee}/webhooks", None, "owner"),
    ("GET", "/avees/{avee}/invitations", None, "owner"),
    ("POST", "/avees/{avee}/invitations", {"email": "x@example.org", "role": "viewer"}, "owner"),
]


def test_each_role_may_do_what_it_may_and_nothing_more(team: Team, asker: Api, avee: str, question: str) -> None:
    order = [*ROLES, "owner"]
    for method, path, body, least in TRIED:
        where = path.format(avee=avee, question=question)
        for role in order:
            answered = team[role].call(method, where, json=body)
            is_allowed = order.index(role) >= order.index(least)
            assert (answered.status_code < 300) == is_allowed, (role, method, path, answered.status_code, answered.text)
            if not is_allowed:
                assert (answered.status_code, answered.json()["code"]) == (403, "role_too_low"), (role, method, path)
        if "/queue/" not in path or path.endswith(("work", "opening", "notes", "draft", "assign")):
            assert asker.call(method, where, json=body).status_code in (403, 404), (method, path)


def test_a_viewer_who_opens_a_question_does_not_begin_it(team: Team, question: str, database: EmbeddedServer) -> None:
    opened = "SELECT opened_at IS NOT NULL AS it_is FROM escalation_queue WHERE id = :id"
    team["viewer"].call("GET", f"/orchestrator/queue/{question}", 200)
    assert not rows(database, opened, id=question)[0].it_is, "neither for the asker who withdraws it, nor for the metrics"
    team["answerer"].call("GET", f"/orchestrator/queue/{question}", 200)
    assert rows(database, opened, id=question)[0].it_is


def test_the_second_to_answer_gets_what_the_first_wrote(team: Team, asker: Api, question: str) -> None:
    path = f"/orchestrator/queue/{question}/answer"
    with ThreadPoolExecutor(2) as pool:
        tried = {
            name: pool.submit(team[name].call, "POST", path, json={"answer": f"Yes, says the {name}."}) for name in ("answerer", "editor")
        }
    (first,) = [name for name, each in tried.items() if each.result().status_code == 200]
    (second,) = [each.result().json() for name, each in tried.items() if name != first]
    assert second["code"] == "already_answered"
    assert second["fields"]["answer"] == f"Yes, says the {first}."
    assert second["fields"]["answered_by"] == f"The-{first.title()}"
    answers = [each for each in thread_of(asker, question) if each["kind"] == "answer"]
    assert [(each["content"], each["author"]) for each in answers] == [(f"Yes, says the {first}.", f"The-{first.title()}")]
    assert asker.call("GET", f"/orchestrator/queue/{question}", 200)["answered_by"] == f"The-{first.title()}"


def test_what_an_answerer_writes_is_reused_and_corrected(team: Team, api: Api, asker: Api, avee: str, question: str) -> None:
    team["owner"].configure(avee, trust_mode="immediate")
    answered = team["answerer"].call("POST", f"/orchestrator/queue/{question}/answer", 200, json={"answer": "Yes, in autumn."})
    again = api.sign_up("bea")
    assert again.ask(again.start(avee), NOVEL_QUESTION)["path"] == "C"
    answer = f"/avees/{avee}/canonical-answers/{answered['canonical_answer_id']}"
    assert team["answerer"].call("PATCH", answer, 403, json={"answer_content": "No."})["code"] == "role_too_low"
    team["editor"].call("PATCH", answer, 200, json={"answer_content": "Yes, in spring."})
    thread = asker.call("GET", f"/orchestrator/queue/{question}", 200)["conversation_id"]
    assert "in spring" in asker.wait_for_message(thread, lambda each: each["kind"] == "correction")["content"]


def test_notes_and_the_draft_are_the_teams_alone(team: Team, asker: Api, question: str) -> None:
    path = f"/orchestrator/queue/{question}"
    note = team["answerer"].call("POST", f"{path}/notes", 201, json={"text": "Ask Mira about the glue."})
    team["answerer"].call(
        "PUT", f"{path}/draft", 200, json={"answer": "Yes, and bring old strings.", "version": 0}, headers={"If-Match": ""}
    )
    work = team["viewer"].call("GET", f"{path}/work", 200)
    assert [(each["content"], each["author"], each["is_own"]) for each in work["notes"]] == [
        ("Ask Mira about the glue.", "The-Answerer", False)
    ]
    assert (work["draft"]["answer"], work["draft"]["editor"]) == ("Yes, and bring old strings.", "The-Answerer")
    assert team["editor"].call("DELETE", f"{path}/notes/{note['id']}", 404)["code"] == "note_not_found"
    for hidden in ("glue", "strings"):
        assert hidden not in asker.call("GET", path, 200).__repr__() + repr(thread_of(asker, question))
    team["answerer"].call("DELETE", f"{path}/notes/{note['id']}", 204)
    assert team["viewer"].call("GET", f"{path}/work", 200)["notes"] == []


def test_two_who_write_one_draft_overwrite_nothing_unread(team: Team, question: str) -> None:
    path = f"/orchestrator/queue/{question}/draft"
    by_hand = {"headers": {"If-Match": ""}}
    team["answerer"].call("PUT", path, 200, json={"answer": "One", "version": 0}, **by_hand)
    stale = team["editor"].call("PUT", path, 412, json={"answer": "Two", "version": 0}, **by_hand)
    assert (stale["code"], stale["fields"]["version"]) == ("changed_meanwhile", 1)
    assert team["editor"].call("PUT", path, 200, json={"answer": "One and two", "version": 1}, **by_hand)["version"] == 2
    assert team["editor"].call("PUT", path, 428, json={"answer": "Two"}, **by_hand)["code"] == "precondition_required"


def test_who_has_it_open_is_seen_by_the_others(team: Team, question: str, database: EmbeddedServer) -> None:
    path = f"/orchestrator/queue/{question}/opening"
    team["answerer"].call("PUT", path, 200, json={"is_writing": True})
    seen = team["owner"].call("PUT", path, 200, json={})["openings"]
    assert [(each["display_name"], each["is_writing"]) for each in seen] == [("The-Answerer", True)]
    rows(database, "UPDATE question_openings SET noted_at = now() - interval '61 seconds' WHERE is_writing")
    assert team["owner"].call("PUT", path, 200, json={})["openings"] == [], "whoever is gone for a minute is not shown"
    team["owner"].call("DELETE", path, 204)
    assert team["answerer"].call("PUT", path, 200, json={"is_writing": True})["openings"] == []


def test_a_question_is_assigned_to_somebody_who_may_answer(team: Team, asker: Api, question: str, database: EmbeddedServer) -> None:
    path = f"/orchestrator/queue/{question}"
    for wrong in (team["viewer"], asker):
        assert team["owner"].call("POST", f"{path}/assign", 422, json={"user_id": wrong.user["id"]})["code"] == "not_an_answerer"
    rows(database, "INSERT INTO notification_targets (user_id, id, url, masked) VALUES (:user, gen_random_uuid(), 'json://127.0.0.1:9', 'x')",
         user=team["answerer"].user["id"])  # fmt: skip
    team["owner"].call("POST", f"{path}/assign", 204, json={"user_id": team["answerer"].user["id"]})
    shown = team["viewer"].call("GET", path, 200)
    assert (shown["assigned_to"], shown["assigned_name"]) == (team["answerer"].user["id"], "The-Answerer")
    assert asker.call("GET", path, 200)["assigned_to"] is None
    assert len(rows(database, "SELECT 1 FROM notifications WHERE kind = 'assigned'")) == 1
    avee = shown["avee_id"]
    team["owner"].call("DELETE", f"/avees/{avee}/team/{team['answerer'].user['id']}", 204)
    assert team["viewer"].call("GET", path, 200)["assigned_to"] is None, "nobody waits for somebody who left"
    team["editor"].call("POST", f"{path}/answer", 200, json={"answer": "Yes."})
    assert team["owner"].call("POST", f"{path}/assign", 409, json={"user_id": None})["code"] == "not_waiting"


def test_where_a_second_signature_is_wanted_an_editor_sends_what_an_answerer_wrote(
    team: Team, asker: Api, avee: str, question: str
) -> None:
    path = f"/orchestrator/queue/{question}"
    team["owner"].configure(avee, second_signature=True)
    assert team["answerer"].call("POST", f"{path}/answer", 403, json={"answer": "Yes."})["code"] == "signature_needed"
    draft = team["answerer"].call("PUT", f"{path}/draft", 200, json={"answer": "Yes, in May.", "propose": True})
    assert draft["proposer"] == "The-Answerer"
    (listed,) = team["editor"].call("GET", f"/orchestrator/queue?avee_id={avee}", 200)["items"]
    assert listed["is_proposed"] is True
    assert asker.call("GET", path, 200)["is_proposed"] is False
    team["editor"].call("POST", f"{path}/answer", 200, json={"answer": "Yes, in May."})
    (answer,) = [each for each in thread_of(asker, question) if each["kind"] == "answer"]
    assert (answer["content"], answer["author"]) == ("Yes, in May.", "The-Answerer"), "whoever wrote it is its author"


def test_an_edit_takes_a_proposal_back(team: Team, asker: Api, avee: str, question: str) -> None:
    path = f"/orchestrator/queue/{question}"
    team["answerer"].call("PUT", f"{path}/draft", 200, json={"answer": "Yes, in May.", "propose": True})
    assert team["editor"].call("PUT", f"{path}/draft", 200, json={"answer": "Yes, in June."})["proposed_at"] is None
    team["editor"].call("POST", f"{path}/answer", 200, json={"answer": "Yes, in June."})
    (answer,) = [each for each in thread_of(asker, question) if each["kind"] == "answer"]
    assert answer["author"] == "The-Editor"


def test_the_database_itself_sends_nothing_without_the_signature(team: Team, avee: str, question: str, database: EmbeddedServer) -> None:
    team["owner"].configure(avee, second_signature=True)
    sent = "UPDATE escalation_queue SET status = 'answered', creator_answer = 'So.' WHERE id = '{}'"
    for role, is_allowed in (("viewer", False), ("answerer", False), ("editor", True)):
        found = as_person(database, team[role].user["id"], sent.format(question))
        assert (found == 1) == is_allowed, role


def as_person(database: EmbeddedServer, person: str, statement: str) -> int | None:
    """Rows that the statement changes in this person's name, and then not; None where it is refused."""
    from sqlalchemy import create_engine

    from support.places import name_person, rows_changed

    engine = create_engine(database.runtime_url)
    try:
        with engine.connect() as connection:
            name_person(connection, person)  # type: ignore[arg-type]
            changed = rows_changed(connection, statement)
            connection.rollback()
            return changed
    finally:
        engine.dispose()


def test_a_direct_message_is_the_owners_alone(team: Team, asker: Api, avee: str) -> None:
    direct = asker.start(avee, "direct")
    asker.call("POST", f"/conversations/{direct}/messages", 201, json={"content": "For your eyes only."})
    assert team["owner"].call("GET", f"/conversations/{direct}/messages", 200)["items"][0]["content"] == "For your eyes only."
    for role in ROLES:
        assert team[role].call("GET", f"/conversations/{direct}/messages", 404)["code"] == "conversation_not_found"


def test_a_teammate_takes_a_thread_over_under_their_own_name(team: Team, asker: Api, avee: str, question: str) -> None:
    thread = asker.call("GET", f"/orchestrator/queue/{question}", 200)["conversation_id"]
    team["answerer"].call("POST", f"/conversations/{thread}/messages", 201, json={"content": "Which violin is it?"})
    newest = asker.call("GET", f"/conversations/{thread}/messages", 200)["items"][0]
    assert (newest["role"], newest["author"]) == ("creator", "The-Answerer")
    assert asker.ask(thread, "A very old one.")["decision"]["rule"] == "creator_present"
    assert [each["id"] for each in team["editor"].call("GET", "/conversations?side=creator", 200)["items"]] == [thread]
    assert team["viewer"].call("POST", f"/conversations/{thread}/messages", json={"content": "And I?"}).status_code == 403


def test_the_second_signature_holds_in_threads_and_refusals_too(team: Team, asker: Api, avee: str, question: str) -> None:
    team["owner"].configure(avee, second_signature=True)
    thread = asker.call("GET", f"/orchestrator/queue/{question}", 200)["conversation_id"]
    for role, expected in (("answerer", 403), ("editor", 201)):
        assert team[role].call("POST", f"/conversations/{thread}/messages", json={"content": "Yes."}).status_code == expected
    refused = team["answerer"].call("POST", f"/orchestrator/queue/{question}/decline", 403, json={"reason": "Yes, in May."})
    assert refused["code"] == "signature_needed"
    team["answerer"].call("POST", f"/orchestrator/queue/{question}/decline", 200)


def test_an_answerer_opens_no_stored_answer_to_others(team: Team, asker: Api, avee: str, question: str) -> None:
    kept = team["owner"].add_answer(avee, "Where is the key?", "Under the blue pot.", layer="intimate")
    body = {"answer": "Under the blue pot.", "question_pattern": "Where is the key?", "layer": "public"}
    team["answerer"].call("POST", f"/orchestrator/queue/{question}/answer", 200, json=body)
    (stored,) = [each for each in team["owner"].call("GET", f"/avees/{avee}/canonical-answers", 200)["items"] if each["id"] == kept["id"]]
    assert stored["layer"] == "intimate"


@pytest.mark.parametrize("changes", [{"retention_days": 1}, {"second_signature": True}])
def test_some_rules_are_the_owners(team: Team, avee: str, changes: dict[str, Any]) -> None:
    path = f"/orchestrator/config/{avee}"
    assert team["editor"].call("PUT", path, 403, json=changes)["code"] == "role_too_low"
    team["owner"].configure(avee, **changes)
    assert team["editor"].call("POST", f"{path}/versions/1/restore", 403)["code"] == "role_too_low"
    team["editor"].call("PUT", path, 200, json={"max_escalations_per_day": 3})


def test_an_editor_gives_themselves_nothing(team: Team, avee: str) -> None:
    mine = f"/avees/{avee}/members/{team['editor'].user['id']}"
    assert team["editor"].call("PUT", mine, 403, json={"tier": "paid", "layer": "intimate"})["code"] == "role_too_low"
    assert team["editor"].call("PATCH", f"/avees/{avee}", 403, json={"handle": "another-handle"})["code"] == "role_too_low"


def test_a_viewer_who_asked_withdraws_their_own_question_and_no_other(team: Team, avee: str, question: str) -> None:
    assert team["viewer"].call("POST", f"/orchestrator/queue/{question}/decline", 403)["code"] == "role_too_low"
    own = accept(team["viewer"], avee, NOVEL_QUESTION + " In winter?")
    assert team["viewer"].call("POST", f"/orchestrator/queue/{own}/decline").status_code in (200, 409), "as any asker"


def test_from_where_others_acted_is_the_owners_alone(team: Team, avee: str) -> None:
    team["owner"].configure(avee, max_escalations_per_day=7)
    seen = {role: team[role].call("GET", f"/avees/{avee}/audit", 200)["items"] for role in ("owner", "viewer")}
    assert any(each["network"] or each["via"] for each in seen["owner"])
    assert not any(each["network"] or each["via"] for each in seen["viewer"])


def test_what_a_teammate_wrote_is_in_their_copy_and_goes_with_them(team: Team, avee: str, question: str, database: EmbeddedServer) -> None:
    team["answerer"].call("POST", f"/orchestrator/queue/{question}/notes", 201, json={"text": "A quince note."})
    team["answerer"].call("PUT", f"/orchestrator/queue/{question}/draft", 200, json={"answer": "A quince draft."})
    signed_in = team["answerer"]
    signed_in.call("DELETE", "/me", 204, json={"password": PASSWORD, "delete_agents": []})
    for table, column in (("question_notes", "content"), ("answer_drafts", "answer")):
        assert rows(database, f"SELECT 1 FROM {table} WHERE {column} LIKE '%quince%'") == []
