"""Common mistakes of message routers, each with a test that would catch it."""

from uuid import UUID

import pytest
from sqlalchemy import create_engine

from orchestrator.adapters.postgres.server.embedded import EmbeddedServer
from support.api import Api
from support.seeding import add_escalation
from support.stories import NOVEL_QUESTION, rows


def test_answers_are_stored_with_embeddings_and_reused(shared: Api, shared_database: EmbeddedServer) -> None:
    creator, asker = shared.sign_up(), shared.sign_up()
    avee = creator.create_avee()
    answer = creator.add_answer(avee, "How do I change my address?", "Write to the office.")
    stored = "SELECT vector_norm(embedding::vector) AS length FROM canonical_answers WHERE id = :id"
    assert rows(shared_database, stored, id=answer["id"])[0].length == pytest.approx(1, abs=0.01)
    response = asker.ask(asker.start(avee), "How can I change my address?")
    assert (response["path"], response["reply"]["sources"][0]["id"]) == ("C", answer["id"])


def test_the_confidence_threshold_changes_the_outcome(shared: Api) -> None:
    creator, asker = shared.sign_up(), shared.sign_up()
    avee = creator.create_avee()
    creator.add_document(avee, "Opening hours", "# Opening hours\n\nThe workshop is open from Tuesday to Saturday.\n")
    paths = []
    for threshold in (0.0, 1.0):
        creator.configure(avee, auto_answer_confidence_threshold=threshold)
        paths.append(asker.ask(asker.start(avee), "When is the workshop open?")["path"])
    assert paths == ["A", "D"]


def test_the_canonical_threshold_changes_the_outcome(shared: Api) -> None:
    creator, asker = shared.sign_up(), shared.sign_up()
    avee = creator.create_avee()
    creator.add_answer(avee, "How do I change my address?", "Write to the office.")
    paths = []
    for threshold in (0.01, 1.0):
        creator.configure(avee, canonical_match_threshold=threshold, trust_mode="immediate")
        paths.append(asker.ask(asker.start(avee), "What is the way to report a new address?")["path"])
    assert paths[0] == "C"
    assert paths[1] != "C"


def test_each_agent_has_its_own_daily_limit(shared: Api, shared_database: EmbeddedServer) -> None:
    asker = shared.sign_up()
    full, free = shared.sign_up().create_avee(), shared.sign_up().create_avee()
    conversation = asker.start(full)
    message = asker.ask(conversation, "hello!")["message_id"]
    engine = create_engine(shared_database.owner_url)
    with engine.begin() as connection:
        for minutes in range(10):
            add_escalation(
                connection, UUID(full), UUID(asker.user["id"]), UUID(conversation), UUID(message),
                status="accepted", accepted_at=f"{_minutes_ago(shared_database, minutes)}",
            )  # fmt: skip
    engine.dispose()
    refused = asker.ask(conversation, NOVEL_QUESTION)
    assert (refused["path"], refused["decision"]["rule"]) == ("F", "gate_closed")
    assert "limit of 10 questions in 24 hours" in refused["decision"]["reason"]
    offered = asker.ask(asker.start(free), NOVEL_QUESTION)
    assert (offered["path"], offered["escalation"]["remaining_today"]) == ("D", 10)


def _minutes_ago(database: EmbeddedServer, minutes: int) -> str:
    then: str = rows(database, "SELECT (now() - make_interval(mins => :minutes))::text AS then", minutes=minutes)[0].then
    return then


def test_blocked_topics_take_effect(shared: Api) -> None:
    creator, asker = shared.sign_up(), shared.sign_up()
    avee = creator.create_avee()
    creator.add_answer(avee, "What does the insurance cost?", "Nothing.")
    conversation = asker.start(avee)
    assert asker.ask(conversation, "What does the insurance cost?")["path"] == "C"
    creator.configure(avee, blocked_topics=["insurance"])
    for message in ("What does the insurance cost?", "WHAT ABOUT INSURANCES?", "hi, insurance?"):
        refused = asker.ask(conversation, message)
        assert (refused["path"], refused["decision"]["rule"], refused["suggestions"]) == ("F", "blocked_topic", [])
        assert "Nothing." not in refused["reply"]["content"]


def test_a_blocked_topic_matches_whole_words_only(shared: Api) -> None:
    creator, asker = shared.sign_up(), shared.sign_up()
    avee = creator.create_avee()
    creator.configure(avee, blocked_topics=["art", "tax"])
    for message in ("Where do I start the party?", "Is a taxi cheaper than the bus to the workshop?"):
        assert asker.ask(asker.start(avee), message)["decision"]["rule"] != "blocked_topic"


def test_the_client_cannot_choose_its_layer(shared: Api) -> None:
    creator, asker = shared.sign_up(), shared.sign_up()
    avee = creator.create_avee()
    creator.add_answer(avee, "Where do you live?", "In the mill.", layer="intimate")
    conversation = asker.start(avee)
    assert asker.ask(conversation, "Where do you live?", 403, layer="intimate")["code"] == "layer_not_granted"
    assert "mill" not in str(asker.ask(conversation, "Where do you live?"))


@pytest.mark.parametrize("message", ["this", "which supplement should I take?", "hi, can I get a refund?", "thistle honey"])
def test_a_question_is_not_a_greeting(shared: Api, message: str) -> None:
    asker = shared.sign_up()
    response = asker.ask(asker.start(shared.sign_up().create_avee()), message)
    assert response["decision"]["rule"] != "small_talk"


@pytest.mark.parametrize("message", ["hi", "thanks a lot!", "good morning :)"])
def test_a_greeting_is_a_greeting(shared: Api, message: str) -> None:
    asker = shared.sign_up()
    response = asker.ask(asker.start(shared.sign_up().create_avee()), message)
    assert (response["path"], response["decision"]["rule"], response["escalation"]) == ("A", "small_talk", None)
