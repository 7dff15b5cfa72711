""" "Do you mean ...?" across languages: a question and a bank that share no word meet, and are never served without a yes."""

import time
from typing import Any

import pytest

from orchestrator.adapters.postgres.server.embedded import EmbeddedServer
from support.api import Api
from support.stories import count, rows

ENGLISH = ("How do I cancel my subscription?", "Open your account page and press Cancel. It ends with the month.")
GERMAN = ("Wann werden die neuen Kurse veröffentlicht?", "Neue Kurse erscheinen am ersten Montag im Monat.")
OTHERS = [("Do you buy used guitars?", "Yes, acoustic ones."), ("Which strings do you recommend?", "Phosphor bronze, 12 to 53.")]


@pytest.fixture
def bank(creator: Api, avee: str, database: EmbeddedServer) -> str:
    for question, answer in (ENGLISH, GERMAN, *OTHERS):
        creator.add_answer(avee, question, answer)
    embed_missing(database)
    return avee


def embed_missing(database: EmbeddedServer) -> None:
    """Has the worker run the job at once, which it does every minute."""
    rows(database, "SELECT enqueue_job('upkeep', 'embed_missing_questions', jsonb_build_object('timestamp', 0))")
    deadline = time.monotonic() + 60
    while count(database, "multilingual_vectors WHERE embedding IS NULL"):
        assert time.monotonic() < deadline, "the job embeds the questions"
        time.sleep(0.1)


def say(asker: Api, conversation: str, text: str) -> dict[str, Any]:
    routed: dict[str, Any] = asker.call("POST", "/orchestrator/message", 200, json={"conversation_id": conversation, "message": text})
    return routed


def test_a_german_question_meets_an_english_bank(api: Api, bank: str) -> None:
    asker = api.sign_up("fragender")
    thread = asker.start(bank)
    asked = say(asker, thread, "Wie kann ich mein Abonnement kündigen?")
    assert (asked["path"], asked["decision"]["rule"]) == ("B", "close_question")
    assert asked["reply"]["content"] == f"Meinst du: *{ENGLISH[0]}*"
    served = say(asker, thread, "Ja")
    assert served["path"] == "C"
    assert ENGLISH[1] in served["reply"]["content"]
    again = say(asker, asker.start(bank), "Wie kann ich mein Abonnement kündigen?")
    assert again["path"] == "C", "the same words of the same person"


def test_an_english_question_meets_a_german_bank(api: Api, bank: str) -> None:
    asker = api.sign_up("visitor")
    asked = say(asker, asker.start(bank), "When are the new courses going to be published?")
    assert (asked["path"], asked["decision"]["rule"]) == ("B", "close_question")
    assert asked["reply"]["content"] == f"Do you mean: *{GERMAN[0]}*"


def test_a_question_about_something_else_is_not_asked_about(api: Api, bank: str) -> None:
    asker = api.sign_up("fragender")
    routed = say(asker, asker.start(bank), "Wie viele Monde hat der Planet Saturn eigentlich?")
    assert routed["path"] in "DF"


def test_a_no_goes_on_without_it(api: Api, bank: str) -> None:
    asker = api.sign_up("fragender")
    thread = asker.start(bank)
    say(asker, thread, "Wie kann ich mein Abonnement kündigen?")
    offered = say(asker, thread, "Nein, etwas anderes")
    assert offered["path"] == "D"
    assert ENGLISH[1] not in str(offered["suggestions"])
