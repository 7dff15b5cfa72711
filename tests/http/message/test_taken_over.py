"""A thread that its creator took over is in their inbox, with what they have not read, until they hand it back."""

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


@pytest.fixture
def thread(creator: Api, avee: str, asker: Api) -> str:
    """A thread with an accepted question."""
    conversation = asker.start(avee)
    offer = asker.ask(conversation, QUESTION)["escalation"]
    asker.call("POST", f"/orchestrator/queue/{offer['id']}/accept", 200)
    return conversation


def write(person: Api, conversation: str, content: str) -> dict[str, Any]:
    written: dict[str, Any] = person.call("POST", f"/conversations/{conversation}/messages", 201, json={"content": content})
    return written


def inbox(person: Api) -> dict[str, int]:
    """The unread messages by conversation."""
    return {each["id"]: each["unread"] for each in person.call("GET", "/conversations?side=creator", 200)["items"]}


def unread(person: Api) -> tuple[int, int]:
    counted = person.call("GET", "/conversations/unread", 200)
    return counted["as_creator"], counted["as_asker"]


def read(person: Api, conversation: str) -> None:
    newest = person.call("GET", f"/conversations/{conversation}/messages", 200)["items"][0]
    person.call("PUT", f"/conversations/{conversation}/read", 204, json={"message_id": newest["id"]})


def test_it_is_in_the_inbox_with_what_is_unread_until_it_is_handed_back(creator: Api, asker: Api, thread: str) -> None:
    assert inbox(creator) == {}
    write(creator, thread, "Which violin is it?")
    assert (inbox(creator), unread(creator)) == ({thread: 0}, (0, 0))
    asker.ask(thread, "A Stainer copy.")
    asker.ask(thread, "From about 1880.")
    assert (inbox(creator), unread(creator)) == ({thread: 2}, (1, 0))
    read(creator, thread)
    assert (inbox(creator), unread(creator)) == ({thread: 0}, (0, 0))
    asker.ask(thread, "And the bow is lost.")
    assert inbox(creator) == {thread: 1}
    write(creator, thread, "I see.")
    assert inbox(creator) == {thread: 0}, "who writes has read"
    creator.call("POST", f"/conversations/{thread}/hand-back", 200)
    assert (inbox(creator), unread(creator)) == ({}, (0, 0))


def test_the_asker_is_told_once_that_it_was_handed_back(creator: Api, asker: Api, thread: str) -> None:
    write(creator, thread, "Which violin is it?")
    read(asker, thread)
    for _ in range(2):
        creator.call("POST", f"/conversations/{thread}/hand-back", 200)
    notices = [each for each in asker.call("GET", f"/conversations/{thread}/messages", 200)["items"] if each["kind"] == "notice"]
    assert [each["content"] for each in notices[:-1]] == ["Mira has handed this conversation back; I answer again from here on."]
    assert unread(asker) == (0, 1)


def test_that_is_told_in_the_language_of_the_conversation(creator: Api, avee: str, asker: Api) -> None:
    """A short last message is in no language of its own."""
    conversation = asker.start(avee)
    offer = asker.ask(conversation, "Würdest du jemals einen Kurs über das Restaurieren alter Geigen geben?")["escalation"]
    asker.call("POST", f"/orchestrator/queue/{offer['id']}/accept", 200)
    write(creator, conversation, "Welche Geige ist es?")
    asker.ask(conversation, "Stainer, ok")
    creator.call("POST", f"/conversations/{conversation}/hand-back", 200)
    newest = asker.call("GET", f"/conversations/{conversation}/messages", 200)["items"][0]
    assert newest["content"] == "Mira hat dieses Gespräch zurückgegeben; ab jetzt antworte wieder ich."


def test_a_creator_who_does_not_come_back_still_has_it(creator: Api, asker: Api, thread: str, shared_database: EmbeddedServer) -> None:
    write(creator, thread, "Which violin is it?")
    engine = create_engine(shared_database.owner_url)
    with engine.begin() as connection:
        connection.execute(text("UPDATE conversations SET agent_silenced_until = now() - interval '1 s' WHERE id = :id"), {"id": thread})
    engine.dispose()
    assert asker.ask(thread, "hello")["path"] == "A", "the agent answers again after a day"
    assert inbox(creator) == {thread: 1}


def test_direct_messages_are_in_the_inbox_and_an_answer_is_unread_for_its_asker(creator: Api, avee: str, asker: Api) -> None:
    direct, empty = asker.start(avee, "direct"), asker.start(avee, "direct")
    write(asker, direct, "Are you there?")
    assert inbox(creator) == {direct: 1}
    assert empty not in inbox(creator)
    write(creator, direct, "I am.")
    assert (unread(creator), unread(asker)) == ((0, 0), (0, 1))
    read(asker, direct)
    assert unread(asker) == (0, 0)


def test_reading_goes_forward_only_and_only_in_ones_own_threads(creator: Api, crowd: Api, asker: Api, thread: str) -> None:
    write(creator, thread, "Which violin is it?")
    asker.ask(thread, "A Stainer copy.")
    messages = creator.call("GET", f"/conversations/{thread}/messages", 200)["items"]
    read(creator, thread)
    creator.call("PUT", f"/conversations/{thread}/read", 204, json={"message_id": messages[-1]["id"]})
    assert inbox(creator) == {thread: 0}
    stranger = crowd.sign_up("eve")
    refused = stranger.call("PUT", f"/conversations/{thread}/read", 404, json={"message_id": messages[0]["id"]})
    assert refused["code"] == "message_not_found"
    elsewhere = asker.start(asker.call("GET", "/conversations", 200)["items"][0]["avee_id"])
    asker.call("PUT", f"/conversations/{elsewhere}/read", 404, json={"message_id": messages[0]["id"]})


def test_the_inbox_comes_in_pages(creator: Api, avee: str, crowd: Api) -> None:
    threads = []
    for _ in range(3):
        person = crowd.sign_up()
        threads.append(person.start(avee, "direct"))
        write(person, threads[-1], "Hello?")
    first = creator.call("GET", "/conversations?side=creator&limit=2", 200)
    rest = creator.call("GET", f"/conversations?side=creator&limit=2&cursor={first['next_cursor']}", 200)
    assert [each["id"] for each in (*first["items"], *rest["items"])] == threads[::-1]
    assert rest["next_cursor"] is None


def test_a_message_to_a_waiting_question_is_counted_with_it(creator: Api, asker: Api, thread: str) -> None:
    assert [each["messages_since"] for each in creator.call("GET", "/orchestrator/queue?status=accepted", 200)["items"]] == [0]
    asker.ask(thread, "hello")
    assert [each["messages_since"] for each in creator.call("GET", "/orchestrator/queue?status=accepted", 200)["items"]] == [1]
