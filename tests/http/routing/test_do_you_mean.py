""" "Do you mean ...?" over HTTP: asked before a proof, served on a yes, not asked twice, and seen by nobody else."""

from typing import Any

import pytest

from support.api import Api

ANSWER = "Press D on any page. Press it again to go back."
QUESTION = "How do I turn on dark mode?"
CLOSE = "How do I get the dark mode?"


@pytest.fixture
def asker(api: Api, creator: Api, avee: str) -> Api:
    creator.call("POST", f"/avees/{avee}/canonical-answers", 201, json={"question_pattern": QUESTION, "answer_content": ANSWER})
    return api.sign_up("asker")


def say(asker: Api, conversation: str, text: str) -> dict[str, Any]:
    routed: dict[str, Any] = asker.call("POST", "/orchestrator/message", 200, json={"conversation_id": conversation, "message": text})
    return routed


def test_the_same_words_are_answered_on_the_first_day(asker: Api, avee: str) -> None:
    routed = say(asker, asker.start(avee), "Hello! How can I turn on the dark mode, please?")
    assert (routed["path"], routed["decision"]["rule"]) == ("C", "known_question")


def test_a_yes_serves_the_answer_and_is_remembered(asker: Api, avee: str) -> None:
    thread = asker.start(avee)
    asked = say(asker, thread, CLOSE)
    assert (asked["path"], asked["decision"]["rule"]) == ("B", "close_question")
    assert asked["reply"]["content"] == f"Do you mean: *{QUESTION}*"
    assert asked["reply"]["choices"] == ["Yes", "No, something else"]
    assert ANSWER not in str(asked)
    served = say(asker, thread, "Yes")
    assert (served["path"], served["acted"]) == ("C", {"kind": "chose"})
    assert ANSWER in served["reply"]["content"]
    again = say(asker, asker.start(avee), f"{CLOSE} Thanks!")
    assert (again["path"], again["decision"]["rule"]) == ("C", "known_question"), "the same words of the same person"


def test_a_no_goes_on_as_if_the_answer_were_not_there(asker: Api, avee: str) -> None:
    thread = asker.start(avee)
    say(asker, thread, CLOSE)
    offered = say(asker, thread, "No, something else")
    assert offered["path"] == "D"
    assert offered["suggestions"] == []
    accepted = say(asker, thread, "yes")
    assert accepted["path"] == "E"
    assert CLOSE in accepted["reply"]["content"], "the question is passed on, not the no"
    assert say(asker, asker.start(avee), CLOSE)["path"] == "D", "nobody is asked the same twice"


def test_whoever_says_nothing_to_it_is_not_asked_again_either(asker: Api, avee: str) -> None:
    thread = asker.start(avee)
    say(asker, thread, CLOSE)
    assert say(asker, thread, "hello")["path"] == "A"
    assert say(asker, thread, CLOSE)["path"] == "D"


def test_another_person_is_asked_and_their_yes_is_their_own(api: Api, asker: Api, avee: str) -> None:
    thread = asker.start(avee)
    say(asker, thread, CLOSE)
    say(asker, thread, "yes please")
    other = api.sign_up("other")
    assert say(other, other.start(avee), CLOSE)["decision"]["rule"] == "close_question"


def test_it_is_asked_in_the_language_of_the_question(api: Api, creator: Api, avee: str) -> None:
    question = "Wie schalte ich den Dunkelmodus der Notizen ein?"
    creator.call("POST", f"/avees/{avee}/canonical-answers", 201, json={"question_pattern": question, "answer_content": "Drücke D."})
    asker = api.sign_up("fragende")
    thread = asker.start(avee)
    asked = say(asker, thread, "Wie mache ich den Dunkelmodus der Notizen an?")
    assert asked["reply"]["content"] == f"Meinst du: *{question}*"
    assert asked["reply"]["choices"] == ["Ja", "Nein, etwas anderes"]
    assert say(asker, thread, "Ja")["path"] == "C"
