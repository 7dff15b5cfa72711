"""What is shown as possible help beside an offer or a refusal can be judged: a yes settles the question."""

from typing import Any

import pytest

from support.api import Api

DOCUMENT = "# The course\n\nThe basket course lasts two days. Willow is soaked overnight. Bring an apron and a sharp knife.\n"
QUESTION = "How do I soak rattan for a chair seat?"


@pytest.fixture
def api(crowd: Api) -> Api:
    return crowd


@pytest.fixture
def avee(creator: Api) -> str:
    avee = creator.create_avee("mira-agent")
    creator.add_document(avee, "Baskets", DOCUMENT)
    return avee


def asked_with_help(asker: Api, avee: str) -> dict[str, Any]:
    conversation = asker.start(avee)
    asked = asker.ask(conversation, QUESTION)
    assert (asked["path"], bool(asked["suggestions"])) == ("D", True), asked["decision"]
    assert asked["nearest"] == {"excerpt": asked["suggestions"][0]["excerpt"], "source": asked["suggestions"][0]}
    return asked | {"conversation_id": conversation}


def say(asker: Api, asked: dict[str, Any], verdict: str, expect: int = 200, **changes: Any) -> dict[str, Any]:
    path = f"/orchestrator/decisions/{asked['decision']['id']}/feedback"
    said: dict[str, Any] = asker.call("POST", path, expect, json={"verdict": verdict} | changes)
    return said


def value_of(creator: Api, avee: str, name: str) -> float | None:
    value: float | None = creator.call("GET", f"/orchestrator/metrics/{avee}", 200)["metrics"][name]["value"]
    return value


def test_a_yes_closes_the_offer_and_counts_as_settled(api: Api, creator: Api, avee: str) -> None:
    ada = api.sign_up("ada")
    asked = asked_with_help(ada, avee)
    assert say(ada, asked, "helpful", source_id=asked["suggestions"][0]["id"])["escalation"] is None
    (message,) = [
        each for each in ada.call("GET", f"/conversations/{asked['conversation_id']}/messages", 200)["items"] if each["role"] == "user"
    ]
    assert message["verdict"] == "helpful"
    assert ada.call("GET", f"/orchestrator/queue/{asked['escalation']['id']}", 200)["status"] == "declined"
    assert value_of(creator, avee, "auto_answer_rate") == 1.0
    assert say(ada, asked, "helpful")["escalation"] is None, "saying it twice changes nothing"


def test_what_was_settled_is_no_unanswered_subject(api: Api, creator: Api, avee: str) -> None:
    askers = [api.sign_up(name) for name in ("ada", "otto")]
    asked = [asked_with_help(asker, avee) for asker in askers]
    path = f"/orchestrator/metrics/{avee}"
    assert creator.call("GET", path, 200)["unanswered_subjects"] != []
    for asker, each in zip(askers, asked, strict=True):
        say(asker, each, "helpful")
    assert creator.call("GET", path, 200)["unanswered_subjects"] == []


def test_a_no_leaves_the_offer_and_the_question_unanswered(api: Api, creator: Api, avee: str) -> None:
    ada = api.sign_up("ada")
    asked = asked_with_help(ada, avee)
    assert say(ada, asked, "not_my_question")["escalation"]["id"] == asked["escalation"]["id"]
    assert ada.call("GET", f"/orchestrator/queue/{asked['escalation']['id']}", 200)["status"] == "pending"
    assert value_of(creator, avee, "auto_answer_rate") == 0.0


def test_a_yes_after_asking_the_creator_leaves_the_question_in_the_inbox(api: Api, creator: Api, avee: str) -> None:
    ada = api.sign_up("ada")
    asked = asked_with_help(ada, avee)
    ada.call("POST", f"/orchestrator/queue/{asked['escalation']['id']}/accept", 200)
    assert say(ada, asked, "helpful")["escalation"]["status"] == "accepted"
    assert value_of(creator, avee, "auto_answer_rate") == 0.0, "the creator has it to answer still"


def test_no_verdict_on_help_opens_a_closed_gate(api: Api, creator: Api, avee: str) -> None:
    creator.configure(avee, escalation_enabled=False)
    ada = api.sign_up("ada")
    asked = ada.ask(ada.start(avee), QUESTION)
    assert (asked["path"], bool(asked["suggestions"])) == ("F", True)
    assert say(ada, asked, "not_my_question")["escalation"] is None
    assert creator.call("GET", f"/orchestrator/queue?avee_id={avee}", 200)["items"] == []


def test_only_what_was_shown_can_be_judged_and_only_by_the_asker(api: Api, creator: Api, avee: str) -> None:
    ada, eve = api.sign_up("ada"), api.sign_up("eve")
    asked = asked_with_help(ada, avee)
    assert say(ada, asked, "helpful", 404, source_id=asked["decision"]["id"])["code"] == "source_not_found"
    assert say(ada, asked, "wrong", 409)["code"] == "not_an_answer"
    assert say(eve, asked, "helpful", 404)["code"] == "decision_not_found"
    answered = ada.ask(ada.start(avee), "How long does the basket course last?")
    assert answered["path"] == "A"
    assert say(ada, answered, "helpful", 404, source_id=asked["suggestions"][0]["id"])["code"] == "source_not_found"
