"""After the creator writes in a thread, the agent is silent there until the creator hands it back or a day has passed."""

from typing import Any

import pytest
from sqlalchemy import create_engine, text

from orchestrator.adapters.postgres.server.embedded import EmbeddedServer
from support.api import Api

QUESTION = "Would you ever teach a class on repairing antique violins?"


@pytest.fixture
def api(crowd: Api) -> Api:
    return crowd


@pytest.fixture
def asker(api: Api) -> Api:
    return api.sign_up("ada")


def escalated(asker: Api, avee: str) -> dict[str, Any]:
    """(question that waits for the creator, its conversation)."""
    conversation = asker.start(avee)
    offer: dict[str, Any] = asker.ask(conversation, QUESTION)["escalation"]
    asker.call("POST", f"/orchestrator/queue/{offer['id']}/accept", 200)
    return offer | {"conversation_id": conversation}


@pytest.fixture
def conversation(creator: Api, avee: str, asker: Api) -> str:
    """A thread with an escalated question, in which the creator has written."""
    opened = str(escalated(asker, avee)["conversation_id"])
    write(creator, opened, "Which violin is it?")
    return opened


def write(person: Api, conversation: str, content: str) -> None:
    person.call("POST", f"/conversations/{conversation}/messages", 201, json={"content": content})


def silenced_until(person: Api, conversation: str) -> str | None:
    found = person.call("GET", "/conversations", 200)["items"]
    until: str | None = next(each["agent_silenced_until"] for each in found if each["id"] == conversation)
    return until


def test_the_agent_says_nothing_and_the_creator_reads_it(creator: Api, asker: Api, conversation: str) -> None:
    assert silenced_until(asker, conversation)
    answered = asker.ask(conversation, "It is a Stainer copy, from about 1880. What do you think?")
    assert (answered["path"], answered["action"], answered["reply"], answered["escalation"]) == ("E", "queue_for_creator", None, None)
    assert answered["decision"]["rule"] == "creator_present"
    last = creator.call("GET", f"/conversations/{conversation}/messages", 200)["items"][0]
    assert (last["role"], last["content"]) == ("user", "It is a Stainer copy, from about 1880. What do you think?")
    explained = asker.call("GET", f"/orchestrator/decisions/{answered['decision']['id']}", 200)
    assert "Mira is in this conversation" in explained["reason"]


def test_the_creator_finds_the_thread_of_the_question(creator: Api, asker: Api, conversation: str) -> None:
    seen = creator.call("GET", f"/conversations/{conversation}", 200)
    mine = {"unread": seen["unread"]}
    assert seen == asker.call("GET", f"/conversations/{conversation}", 200) | mine
    assert (seen["asker_handle"], bool(seen["agent_silenced_until"])) == (asker.user["handle"], True)


def test_the_same_client_message_id_is_silent_again(asker: Api, conversation: str) -> None:
    first, again = (asker.ask(conversation, "A copy, I think.", client_message_id="one") for _ in range(2))
    assert first == again
    assert first["reply"] is None


def test_as_a_stream_it_is_a_decision_and_an_end(asker: Api, conversation: str) -> None:
    body = {"conversation_id": conversation, "message": "A copy, I think."}
    stream = asker.call("POST", "/orchestrator/message", json=body, headers={"Accept": "text/event-stream"}).text
    assert [line.removeprefix("event: ") for line in stream.splitlines() if line.startswith("event: ")] == ["decision", "done"]


def test_handed_back_the_agent_answers_again(creator: Api, asker: Api, conversation: str) -> None:
    handed = creator.call("POST", f"/conversations/{conversation}/hand-back", 200)
    assert handed["agent_silenced_until"] is None
    assert asker.ask(conversation, "hello")["path"] == "A"
    assert silenced_until(asker, conversation) is None
    creator.call("POST", f"/conversations/{conversation}/hand-back", 200)
    write(creator, conversation, "I am back.")
    assert asker.ask(conversation, "hello")["reply"] is None


def test_a_day_after_the_creators_last_message_the_agent_answers_again(
    asker: Api, conversation: str, shared_database: EmbeddedServer
) -> None:
    engine = create_engine(shared_database.owner_url)
    with engine.begin() as connection:
        day_later = "UPDATE conversations SET agent_silenced_until = agent_silenced_until - interval '24 hours' WHERE id = :id"
        connection.execute(text(day_later), {"id": conversation})
    engine.dispose()
    assert silenced_until(asker, conversation) is None
    assert asker.ask(conversation, "hello")["path"] == "A"


def test_an_answer_alone_does_not_silence_the_agent(creator: Api, avee: str, asker: Api) -> None:
    waiting = escalated(asker, avee)
    creator.call("POST", f"/orchestrator/queue/{waiting['id']}/answer", 200, json={"answer": "Yes, in January."})
    assert silenced_until(asker, waiting["conversation_id"]) is None
    assert asker.ask(waiting["conversation_id"], "thanks!")["path"] == "A"


def test_other_threads_are_answered(avee: str, asker: Api, conversation: str) -> None:
    assert asker.ask(asker.start(avee), QUESTION)["path"] == "D"


def test_only_the_creator_hands_back(api: Api, asker: Api, conversation: str) -> None:
    refused = asker.call("POST", f"/conversations/{conversation}/hand-back", 403)
    assert refused["code"] == "not_the_creator"
    stranger = api.sign_up("eve")
    stranger.create_avee("eve-agent")
    stranger.call("POST", f"/conversations/{conversation}/hand-back", 404)
    assert silenced_until(asker, conversation)


def test_a_thread_without_an_accepted_question_is_open_to_the_team_and_to_nobody_else(
    api: Api, creator: Api, avee: str, asker: Api
) -> None:
    thread = asker.start(avee)
    creator.call("POST", f"/conversations/{thread}/messages", 201, json={"content": "May I help here?"})
    assert creator.call("POST", f"/conversations/{thread}/hand-back", 200)["taken_over_at"] is None
    api.sign_up("otto").call("POST", f"/conversations/{thread}/hand-back", 404)
