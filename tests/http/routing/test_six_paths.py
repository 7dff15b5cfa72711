"""Each path over HTTP, with real documents and answers."""

import pytest

from support.api import Api, open_workshop


@pytest.fixture
def api(crowd: Api) -> Api:
    return crowd


@pytest.fixture
def creator(api: Api) -> Api:
    return api.sign_up("mira")


@pytest.fixture
def avee(creator: Api) -> str:
    return open_workshop(creator)


def test_known_question_is_served_with_attribution_and_counted(api: Api, creator: Api, avee: str) -> None:
    asker = api.sign_up()
    answered = asker.ask(asker.start(avee), "How can I reset my password?")
    assert (answered["path"], answered["action"], answered["decision"]["rule"]) == ("C", "serve_canonical", "known_question")
    assert "Forgotten password" in answered["reply"]["content"]
    assert "Mira" in answered["reply"]["content"]
    assert answered["reply"]["sources"][0]["kind"] == "canonical_answer"
    assert answered["reply"]["sources"][0]["answered_at"]
    assert creator.call("GET", f"/avees/{avee}/canonical-answers", 200)["items"][0]["times_reused"] == 1


def test_documents_answer_with_sources(api: Api, avee: str) -> None:
    asker = api.sign_up()
    answered = asker.ask(asker.start(avee), "What are the opening hours of the workshop?")
    assert answered["path"] == "A"
    assert "Tuesday to Saturday" in answered["reply"]["content"]
    assert answered["reply"]["sources"][0]["title"].startswith("Opening hours")


def test_vague_message_is_asked_back(api: Api, avee: str) -> None:
    asker = api.sign_up()
    answered = asker.ask(asker.start(avee), "it doesn't work")
    assert answered["path"] == "B"
    assert "?" in answered["reply"]["content"]


def test_novel_question_is_offered(api: Api, avee: str) -> None:
    asker = api.sign_up()
    answered = asker.ask(asker.start(avee), "Would you ever teach a class on repairing antique violins?")
    assert answered["path"] == "D"
    assert answered["escalation"]["status"] == "pending"
    assert answered["escalation"]["remaining_today"] == 10
    assert asker.call("GET", "/orchestrator/queue", 200)["items"][0]["id"] == answered["escalation"]["id"]


def test_blocked_topic_is_refused(api: Api, creator: Api, avee: str) -> None:
    creator.configure(avee, blocked_topics=["refund"])
    asker = api.sign_up()
    conversation = asker.start(avee)
    assert asker.ask(conversation, "Are you REFUNDING old tickets?")["decision"]["rule"] == "blocked_topic"
    assert asker.ask(conversation, "How can I reset my password?")["path"] == "C"
