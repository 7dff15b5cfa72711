""" "Do you mean ...?" over HTTP: asked before a proof, served on a yes, not asked twice, and seen by nobody else."""

import pytest

from support.api import Api

ANSWER = "Press D on any page. Press it again to go back."
QUESTION = "How do I turn on dark mode?"
CLOSE = "How do I get the dark mode?"


@pytest.fixture
def asker(api: Api, creator: Api, avee: str) -> Api:
    creator.add_answer(avee, QUESTION, ANSWER)
    return api.sign_up("asker")


def test_the_same_words_are_answered_on_the_first_day(asker: Api, avee: str) -> None:
    routed = asker.ask(asker.start(avee), "Hello! How can I turn on the dark mode, please?")
    assert (routed["path"], routed["decision"]["rule"]) == ("C", "known_question")


def test_a_yes_serves_the_answer_and_is_remembered(asker: Api, avee: str) -> None:
    thread = asker.start(avee)
    asked = asker.ask(thread, CLOSE)
    assert (asked["path"], asked["decision"]["rule"]) == ("B", "close_question")
    assert asked["reply"]["content"] == f"Do you mean: *{QUESTION}*"
    assert asked["reply"]["choices"] == ["Yes", "No, something else"]
    assert ANSWER not in str(asked)
    served = asker.ask(thread, "Yes")
    assert (served["path"], served["acted"]) == ("C", {"kind": "chose"})
    assert ANSWER in served["reply"]["content"]
    again = asker.ask(asker.start(avee), f"{CLOSE} Thanks!")
    assert (again["path"], again["decision"]["rule"]) == ("C", "known_question"), "the same words of the same person"


def test_a_no_goes_on_as_if_the_answer_were_not_there(asker: Api, avee: str) -> None:
    thread = asker.start(avee)
    asker.ask(thread, CLOSE)
    offered = asker.ask(thread, "No, something else")
    assert offered["path"] == "D"
    assert offered["suggestions"] == []
    accepted = asker.ask(thread, "yes")
    assert accepted["path"] == "E"
    assert CLOSE in accepted["reply"]["content"], "the question is passed on, not the no"
    assert asker.ask(asker.start(avee), CLOSE)["path"] == "D", "nobody is asked the same twice"


def test_whoever_says_nothing_to_it_is_not_asked_again_either(asker: Api, avee: str) -> None:
    thread = asker.start(avee)
    asker.ask(thread, CLOSE)
    assert asker.ask(thread, "hello")["path"] == "A"
    assert asker.ask(thread, CLOSE)["path"] == "D"


def test_another_person_is_asked_and_their_yes_is_their_own(api: Api, asker: Api, avee: str) -> None:
    thread = asker.start(avee)
    asker.ask(thread, CLOSE)
    asker.ask(thread, "yes please")
    other = api.sign_up("other")
    assert other.ask(other.start(avee), CLOSE)["decision"]["rule"] == "close_question"


def test_it_is_asked_in_the_language_of_the_question(api: Api, creator: Api, avee: str) -> None:
    question = "Wie schalte ich den Dunkelmodus der Notizen ein?"
    creator.add_answer(avee, question, "Drücke D.")
    asker = api.sign_up("fragende")
    thread = asker.start(avee)
    asked = asker.ask(thread, "Wie mache ich den Dunkelmodus der Notizen an?")
    assert asked["reply"]["content"] == f"Meinst du: *{question}*"
    assert asked["reply"]["choices"] == ["Ja", "Nein, etwas anderes"]
    assert asker.ask(thread, "Ja")["path"] == "C"


def test_of_two_questions_that_are_asked_back_neither_is_lost(api: Api, creator: Api, avee: str) -> None:
    creator.add_answer(avee, QUESTION, ANSWER)
    creator.add_answer(avee, "How do I print a page?", "Press P.")
    asker = api.sign_up("asker")
    thread, other = asker.start(avee), "How do I get a page printed?"
    asked = asker.ask(thread, f"{CLOSE} {other}")
    assert (asked["path"], asked["parts"]) == ("B", []), "one question back is enough"
    assert asker.ask(thread, "No, something else")["path"] == "D"
    accepted = asker.ask(thread, "yes")["reply"]["content"]
    assert CLOSE in accepted
    assert other in accepted
