"""Clarification over HTTP: two answers compete, the asker chooses one, and the question is routed with the choice."""

import pytest

from support.api import Api
from support.guests import enter

QUESTION = "How do I reset my password?"
ANSWERS = {
    "How do I reset my password in the app?": "In the app, tap the gear. Then tap *Password*.",
    "How do I reset my password on the website?": "On the website, open your account page and choose *Forgotten*.",
}


@pytest.fixture
def api(crowd: Api) -> Api:
    return crowd


@pytest.fixture
def avee(api: Api) -> str:
    creator = api.sign_up("mira")
    avee = creator.create_avee("mira-agent", display_name="Mira's agent")
    for question, answer in ANSWERS.items():
        creator.add_answer(avee, question, answer)
    return avee


@pytest.mark.parametrize("picked", [0, 1])
def test_a_choice_is_added_to_the_question_and_routed_once(api: Api, avee: str, picked: int) -> None:
    asker = api.sign_up()
    conversation = asker.start(avee)
    asked_back = asker.ask(conversation, QUESTION)
    assert (asked_back["path"], asked_back["decision"]["rule"]) == ("B", "vague")
    choices = asked_back["reply"]["choices"]
    assert len(choices) == 2
    assert all(choice in asked_back["reply"]["content"] for choice in choices)

    answered = asker.ask(conversation, choices[picked])
    assert (answered["path"], answered["decision"]["rule"]) == ("C", "known_question")
    assert answered["reply"]["signed"]["text"] == ANSWERS[choices[picked]]
    assert answered["reply"]["choices"] == []
    decision = asker.call("GET", f"/orchestrator/decisions/{answered['decision']['id']}", 200)
    assert decision["evidence"]["question"] == f"{QUESTION} {choices[picked]}"
    assert decision["evidence"]["is_follow_up"]


def test_clarification_ends_whatever_the_asker_replies(api: Api, avee: str) -> None:
    asker = api.sign_up()
    conversation = asker.start(avee)
    paths = [asker.ask(conversation, text)["path"] for text in (QUESTION, "I don't know", "no idea", "whatever", "hmm")]
    assert paths[0] == "B"
    assert "BBB" not in "".join(paths)
    assert len(asker.call("GET", "/orchestrator/queue", 200)["items"]) == paths.count("D")


def test_another_question_instead_of_a_choice_is_answered(api: Api, avee: str) -> None:
    asker = api.sign_up()
    conversation = asker.start(avee)
    assert asker.ask(conversation, QUESTION)["path"] == "B"
    assert asker.ask(conversation, "Would you ever teach a class on repairing antique violins?")["path"] == "D"


def test_a_guest_sees_the_choices_again_when_the_page_is_opened_anew(api: Api, avee: str) -> None:
    guest = enter(api, "mira-agent" + api.suffix)
    asked_back = guest.ask(guest.start(avee), QUESTION)
    shown = guest.call("GET", f"/orchestrator/decisions/{asked_back['decision']['id']}", 200)
    assert shown["evidence"]["choices"] == asked_back["reply"]["choices"] != []
    assert guest.call("GET", "/me", 200)["has_password"] is False
