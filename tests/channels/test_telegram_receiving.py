"""What Telegram posts: who wrote what in which thread, and what does not concern the bot."""

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pytest

from orchestrator.adapters.channels.telegram.channel import TelegramChannel
from orchestrator.domain.channels.events import InboundKind
from orchestrator.domain.errors import Unauthenticated
from support.connections import TELEGRAM, connected_telegram, only, request, telegram_reply
from support.servers.messaging import Posted, Sent
from support.servers.telegram_server import ADA, GROUP, TelegramServer

BOT = {"id": 7654321, "is_bot": True, "first_name": "Mara"}


@pytest.fixture(scope="module")
def telegram() -> Iterator[TelegramServer]:
    with connected_telegram() as server:
        yield server


def test_a_message_in_private(telegram: TelegramServer) -> None:
    event = only(telegram_reply(telegram.message_update("When do I feed my *bees*? 🐝", message_id=17)))
    assert (event.kind, event.sender, event.sender_name, event.thread) == (InboundKind.message, str(ADA), "Ada Lovelace", f"{ADA}:0:0")
    assert (event.text, event.message, event.is_private) == ("When do I feed my *bees*? 🐝", "17", True)
    assert event.id.startswith("update:")


def test_the_same_update_has_the_same_id(telegram: TelegramServer) -> None:
    posted = telegram.message_update("Hello")
    assert telegram_reply(posted) == telegram_reply(posted)
    assert only(telegram_reply(posted)).id != only(telegram_reply(telegram.message_update("Hello"))).id


@pytest.mark.parametrize("secret", ["", "wrong", "kT3-xYz", "ü" * 43, None])
def test_a_wrong_secret_is_refused(telegram: TelegramServer, secret: str | None) -> None:
    posted = telegram.message_update("Hello")
    headers = {"x-telegram-bot-api-secret-token": secret} if secret is not None else {}
    with pytest.raises(Unauthenticated) as refused:
        telegram_reply(Posted(headers, posted.body))
    assert refused.value.code == "bad_signature"


def test_a_channel_without_a_secret_takes_nothing(telegram: TelegramServer) -> None:
    bare = replace(TELEGRAM, secrets={"bot_token": "1:x", "inbound_secret": "+/="})
    with pytest.raises(Unauthenticated):
        TelegramChannel().receive(bare, request(Posted({"x-telegram-bot-api-secret-token": ""}, telegram.message_update("Hello").body)))


@pytest.mark.parametrize("text", ["/start connect-4711", "/help", "/connect", "/link abc", "/unknown thing"])
def test_commands_stay_as_they_are_written(telegram: TelegramServer, text: str) -> None:
    assert only(telegram_reply(telegram.message_update(text))).text == text


@pytest.mark.parametrize(
    ("text", "read"),
    [
        ("@mara_bot, when do I feed my bees?", "when do I feed my bees?"),
        ("🐝🐝 hello @Mara_Bot when do I feed them?", "🐝🐝 hello when do I feed them?"),
        ("/ask when do I feed my bees?", "when do I feed my bees?"),
        ("/ask@mara_bot when?", "when?"),
        ("/start@mara_bot connect-1", "/start connect-1"),
        ("/ask", "/help"),
        ("@mara_bot", "/help"),
        ("When do I feed my bees?", None),
        ("@mara_bot_2 when?", None),
        ("/ask@other_bot when?", None),
        ("/help", None),
        ("mail@mara_bot.example when?", None),
    ],
)
def test_a_group_is_read_where_the_bot_is_addressed(telegram: TelegramServer, text: str, read: str | None) -> None:
    events = telegram_reply(telegram.message_update(text, GROUP)).events
    assert [event.text for event in events] == ([] if read is None else [read])
    assert all((event.thread, event.is_private) == (f"{GROUP}:0:{ADA}", False) for event in events)


def test_a_reply_to_the_bot_addresses_it(telegram: TelegramServer) -> None:
    replied = {"message_id": 55, "date": 1, "chat": {"id": GROUP, "type": "supergroup"}, "from": BOT}
    event = only(telegram_reply(telegram.message_update("And in winter?", GROUP, reply_to_message=replied)))
    assert (event.text, event.reply_to) == ("And in winter?", "55")
    other = {**replied, "from": telegram.person(9)}
    assert telegram_reply(telegram.message_update("And in winter?", GROUP, reply_to_message=other)).events == ()


def test_a_mention_without_a_user_name(telegram: TelegramServer) -> None:
    entities = [{"type": "text_mention", "offset": 0, "length": 4, "user": BOT}]
    assert only(telegram_reply(telegram.message_update("Mara when?", GROUP, entities=entities))).text == "when?"


def test_the_address_of_a_link_is_read(telegram: TelegramServer) -> None:
    entities = [{"type": "text_link", "offset": 3, "length": 4, "url": "https://bees.example"}]
    assert only(telegram_reply(telegram.message_update("🐝 this", entities=entities))).text == "🐝 this (https://bees.example)"


def test_each_person_and_each_topic_has_a_thread(telegram: TelegramServer) -> None:
    topic = {"message_thread_id": 7, "is_topic_message": True}
    root = {"message_id": 7, "date": 1, "chat": {"id": GROUP, "type": "supergroup"}, "from": BOT}
    posted = [
        telegram.message_update("/ask a", GROUP, **topic, reply_to_message=root),
        telegram.message_update("/ask a", GROUP, person=5, **topic),
        # A thread of replies in a group without topics is none.
        telegram.message_update("/ask a", GROUP, message_thread_id=7),
    ]
    events = [only(telegram_reply(each)) for each in posted]
    assert [event.thread for event in events] == [f"{GROUP}:7:{ADA}", f"{GROUP}:7:5", f"{GROUP}:0:{ADA}"]
    assert events[0].reply_to == ""
    # Nor does everybody in a topic that the bot began address it.
    assert telegram_reply(telegram.message_update("a", GROUP, **topic, reply_to_message=root)).events == ()


def test_an_edit(telegram: TelegramServer) -> None:
    message = telegram.message("When?")
    event = only(telegram_reply(telegram.edited_update(message, "When do I feed them?")))
    assert (event.kind, event.message, event.text) == (InboundKind.edited, str(message["message_id"]), "When do I feed them?")
    moving = {**telegram.message(None), "location": {"latitude": 1.0, "longitude": 2.0}}
    assert telegram_reply(telegram.update(edited_message=moving)).events == ()


@pytest.mark.parametrize("is_inaccessible", [False, True])
@pytest.mark.parametrize(("place", "thread"), [(ADA, f"{ADA}:0:0"), (GROUP, f"{GROUP}:0:{ADA}")])
def test_a_pressed_button(telegram: TelegramServer, place: int, thread: str, is_inaccessible: bool) -> None:
    event = only(telegram_reply(telegram.press(Sent("77", str(place), "Do you mean …?"), "choice:1", is_inaccessible=is_inaccessible)))
    assert (event.kind, event.value, event.message, event.thread) == (InboundKind.pressed, "choice:1", "77", thread)
    assert event.handle
    assert event.text == ""


@pytest.mark.parametrize(("fields", "text"), [({"caption": "What is this?"}, "What is this?"), ({}, "")])
def test_pictures_and_voices_are_told_with_the_words_beside_them(telegram: TelegramServer, fields: dict[str, Any], text: str) -> None:
    contents: list[dict[str, Any]] = [{"photo": [{"file_id": "a"}]}, {"voice": {"file_id": "a"}}, {"sticker": {}}]
    for content in contents:
        event = only(telegram_reply(telegram.message_update(None, **content, **fields)))
        assert (event.kind, event.text) == (InboundKind.message, text)
        assert telegram_reply(telegram.message_update(None, GROUP, **content)).events == ()


def test_the_pictures_of_an_album_are_one_event(telegram: TelegramServer) -> None:
    album: dict[str, Any] = {"photo": [{"file_id": "a"}], "media_group_id": "130"}
    assert len({only(telegram_reply(telegram.message_update(None, **album))).id for _ in range(3)}) == 1


def test_what_does_not_concern_the_bot(telegram: TelegramServer) -> None:
    message = telegram.message("Hello")
    updates: list[dict[str, Any]] = [
        {"message": {**message, "from": BOT}},
        {"message": {**telegram.message(None), "new_chat_members": [telegram.person(5)]}},
        {"message": {**telegram.message(None), "pinned_message": message}},
        {"message": {**message, "is_automatic_forward": True}},
        {"message": {key: value for key, value in message.items() if key != "from"}},
        {"channel_post": message},
        {"my_chat_member": {}},
        {"callback_query": {"id": "1", "from": telegram.person(5), "data": "a", "inline_message_id": "x"}},
        {"callback_query": {"id": "1", "from": telegram.person(5), "data": "not ours!", "message": message}},
        {},
    ]
    for update in updates:
        assert telegram_reply(telegram.update(**update)).events == ()
