"""Examples of an answer: the creator marks past messages as served by it or not, before sending it and later."""

from typing import Any

import pytest
from sqlalchemy import create_engine, text

from orchestrator.adapters.postgres.server.embedded import EmbeddedServer
from support.api import Api

PATTERN = "Which glue holds wood outdoors?"
ANSWER = "Polyurethane glue, clamped for a day."
NEAR = "Which glue will hold wood that stands outdoors?"
NEAR_NEAR = "Which glue would hold wood that stands outdoors?"
OTHER = "What do you stick garden furniture together with?"
NEAR_OTHER = "What do you stick garden chairs together with?"


@pytest.fixture
def api(crowd: Api) -> Api:
    return crowd


@pytest.fixture
def avee(creator: Api) -> str:
    """An agent that serves what is near enough, so that examples and exclusions alone decide."""
    avee = creator.create_avee("mira-agent")
    creator.configure(avee, trust_mode="immediate")
    return avee


@pytest.fixture
def asker(api: Api) -> Api:
    return api.sign_up("ada")


def ask(asker: Api, avee: str, question: str) -> dict[str, Any]:
    return asker.ask(asker.start(avee), question)


def boundary(person: Api, avee: str, answer: str, expect: int = 200) -> dict[str, Any]:
    found: dict[str, Any] = person.call("GET", f"/avees/{avee}/canonical-answers/{answer}/boundary", expect)
    return found


def pick(person: Api, avee: str, answer: str, decision: str, serves: bool, expect: int = 204) -> Any:
    return person.call("PUT", f"/avees/{avee}/canonical-answers/{answer}/examples/{decision}", expect, json={"serves": serves})


def unpick(person: Api, avee: str, answer: str, decision: str, expect: int = 204) -> Any:
    return person.call("DELETE", f"/avees/{avee}/canonical-answers/{answer}/examples/{decision}", expect)


def said(samples: list[dict[str, Any]]) -> dict[str, Any]:
    return {each["message_content"]: each["why_not"] for each in samples}


def labels(creator: Api, avee: str) -> int:
    found: int = creator.call("GET", f"/avees/{avee}/trust", 200)["standing"]["labels"]
    return found


def test_an_exclusion_keeps_the_answer_from_its_message_and_from_nearer_ones(creator: Api, avee: str, asker: Api) -> None:
    answer = creator.add_answer(avee, PATTERN, ANSWER)["id"]
    asked = ask(asker, avee, NEAR)
    assert asked["path"] == "C"
    pick(creator, avee, answer, asked["decision"]["id"], serves=False)
    assert ask(asker, avee, NEAR)["path"] != "C"
    again = ask(asker, avee, NEAR_NEAR)
    assert again["path"] != "C"
    assert ANSWER not in str(again)
    assert ask(asker, avee, PATTERN)["path"] == "C"
    found = boundary(creator, avee, answer)
    assert said(found["near_samples"]) == {NEAR: "counter_example", NEAR_NEAR: "counter_example"}
    assert set(said(found["served_samples"])) == {PATTERN}
    assert [(each["question"], each["serves"]) for each in found["examples"]] == [(NEAR, False)]
    # The label was picked by the creator and not drawn at random, so it proves nothing.
    assert labels(creator, avee) == 0


def test_removing_an_exclusion_undoes_it(creator: Api, avee: str, asker: Api) -> None:
    answer = creator.add_answer(avee, PATTERN, ANSWER)["id"]
    decision = ask(asker, avee, NEAR)["decision"]["id"]
    pick(creator, avee, answer, decision, serves=False)
    unpick(creator, avee, answer, decision)
    unpick(creator, avee, answer, decision)
    assert ask(asker, avee, NEAR)["path"] == "C"
    assert boundary(creator, avee, answer)["examples"] == []


def test_an_example_adds_a_phrasing_and_serves_near_messages(creator: Api, avee: str, asker: Api) -> None:
    answer = creator.add_answer(avee, PATTERN, ANSWER)["id"]
    asked = ask(asker, avee, OTHER)
    assert asked["path"] != "C"
    assert ask(asker, avee, NEAR_OTHER)["path"] != "C"
    pick(creator, avee, answer, asked["decision"]["id"], serves=True)
    assert ask(asker, avee, OTHER)["path"] == "C"
    assert ask(asker, avee, NEAR_OTHER)["path"] == "C"
    (phrasing,) = boundary(creator, avee, answer)["wordings"]
    assert (phrasing["question"], phrasing["origin"]) == (OTHER, "picked")
    unpick(creator, avee, answer, asked["decision"]["id"])
    assert boundary(creator, avee, answer)["wordings"] == []
    assert ask(asker, avee, NEAR_OTHER)["path"] != "C"
    assert labels(creator, avee) == 0


def test_a_second_mark_on_a_message_replaces_the_first(creator: Api, avee: str, asker: Api) -> None:
    answer = creator.add_answer(avee, PATTERN, ANSWER)["id"]
    decision = ask(asker, avee, OTHER)["decision"]["id"]
    pick(creator, avee, answer, decision, serves=True)
    pick(creator, avee, answer, decision, serves=False)
    found = boundary(creator, avee, answer)
    assert [each["serves"] for each in found["examples"]] == [False]
    assert found["wordings"] == []
    assert ask(asker, avee, OTHER)["path"] != "C"


def test_removing_a_phrasing_removes_its_example(creator: Api, avee: str, asker: Api) -> None:
    answer = creator.add_answer(avee, PATTERN, ANSWER)["id"]
    pick(creator, avee, answer, ask(asker, avee, OTHER)["decision"]["id"], serves=True)
    (phrasing,) = boundary(creator, avee, answer)["wordings"]
    where = f"/avees/{avee}/canonical-answers/{answer}/wordings/{phrasing['id']}"
    creator.call("DELETE", where, 204)
    assert boundary(creator, avee, answer)["examples"] == []
    assert creator.call("DELETE", where, 404)["code"] == "wording_not_found"
    assert ask(asker, avee, NEAR_OTHER)["path"] != "C"


def test_examples_can_be_marked_before_the_answer_is_sent(api: Api, creator: Api, avee: str, asker: Api) -> None:
    otto = api.sign_up("otto")
    near, other = ask(otto, avee, NEAR)["decision"]["id"], ask(otto, avee, OTHER)["decision"]["id"]
    ask(otto, avee, NEAR_OTHER)
    offer = ask(asker, avee, PATTERN)["escalation"]["id"]
    asker.call("POST", f"/orchestrator/queue/{offer}/accept", 200)

    def preview(**body: Any) -> dict[str, Any]:
        found: dict[str, Any] = creator.call("POST", f"/orchestrator/queue/{offer}/served-preview", 200, json=body)
        return found

    assert set(said(preview()["served_samples"])) == {NEAR}
    picks = [{"decision_id": near, "serves": False}, {"decision_id": other, "serves": True}]
    moved = preview(examples=picks)
    assert set(said(moved["served_samples"])) == {OTHER, NEAR_OTHER}
    assert said(moved["near_samples"])[NEAR] == "counter_example"
    assert {each["message_content"]: each["serves"] for each in moved["served_samples"]} == {OTHER: True, NEAR_OTHER: None}
    # A preview stores nothing.
    assert set(said(preview()["served_samples"])) == {NEAR}

    creator.call("POST", f"/orchestrator/queue/{offer}/answer", 200, json={"answer": ANSWER, "examples": picks})
    assert [ask(otto, avee, question)["path"] == "C" for question in (NEAR, OTHER, NEAR_OTHER, PATTERN)] == [False, True, True, True]


def test_near_messages_show_their_differences(creator: Api, avee: str, asker: Api) -> None:
    answer = creator.add_answer(avee, "How do I store 20 litres of paint in winter?", "Dry and above freezing.")["id"]
    messages = {
        "How do I store 50 litres of paint in winter?": ["number"],
        "Why don't I store 20 litres of paint in winter?": ["negation", "asked_for"],
        "How do I store 20 litres of paint in winter without heating?": ["negation", "condition"],
    }
    for each in messages:
        ask(asker, avee, each)
    found = boundary(creator, avee, answer)
    shown = {each["message_content"]: each for each in found["near_samples"]}
    assert {each: shown[each]["differs"] for each in messages} == messages
    assert {each["why_not"] for each in shown.values()} == {"asks_something_else"}


def test_an_exclusion_is_as_private_as_its_answer_and_deleted_with_it(
    creator: Api, avee: str, asker: Api, shared_database: EmbeddedServer
) -> None:
    answer = creator.add_answer(avee, PATTERN, ANSWER, layer="friends")["id"]
    creator.call("PUT", f"/avees/{avee}/members/{asker.user['id']}", 200, json={"tier": "follower", "layer": "friends"})
    decision = ask(asker, avee, NEAR)["decision"]["id"]
    pick(creator, avee, answer, decision, serves=False)
    engine = create_engine(shared_database.runtime_url)
    with engine.begin() as connection:
        for layer, seen in (("public", 0), ("friends", 1)):
            connection.execute(text("SELECT name_person(:p, :a, :l)"), {"p": asker.user["id"], "a": avee, "l": layer})
            assert connection.execute(text("SELECT count(*) FROM answer_examples")).scalar_one() == seen
    engine.dispose()
    creator.call("DELETE", f"/avees/{avee}/canonical-answers/{answer}", 204)
    assert boundary(creator, avee, answer, 404)["code"] == "answer_not_found"
    assert pick(creator, avee, answer, decision, True, 404)["code"] == "answer_not_found"


def test_only_the_creator_marks_examples(api: Api, creator: Api, avee: str, asker: Api) -> None:
    answer = creator.add_answer(avee, PATTERN, ANSWER)["id"]
    decision = ask(asker, avee, NEAR)["decision"]["id"]
    stranger = api.sign_up("eve")
    stranger_avee = stranger.create_avee("eve-agent")
    stranger_answer = stranger.add_answer(stranger_avee, PATTERN, "None.")["id"]
    for person in (asker, stranger):
        assert boundary(person, avee, answer, 404)["code"] == "avee_not_found"
        assert pick(person, avee, answer, decision, False, 404)["code"] == "avee_not_found"
        assert unpick(person, avee, answer, decision, 404)["code"] == "avee_not_found"
    # A message to another creator's agent cannot be an example, even if one's own agent is named.
    assert pick(stranger, stranger_avee, stranger_answer, decision, False, 404)["code"] == "decision_not_found"
    assert pick(stranger, stranger_avee, answer, decision, False, 404)["code"] == "answer_not_found"
    assert ask(asker, avee, NEAR)["path"] == "C"
