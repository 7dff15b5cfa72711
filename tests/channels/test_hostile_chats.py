"""Whatever is posted to a channel is read, ignored, or refused as `bad_event`; nothing else happens."""

import json
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from orchestrator.domain.errors import Invalid
from orchestrator.ports.channels import InboundReply
from support.connections import connected_telegram, slack_reply, telegram_reply
from support.servers.messaging import Posted
from support.servers.slack_server import SlackServer, slack_server
from support.servers.telegram_server import TelegramServer

VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=20) | st.sampled_from(["im", "private", "message", "D0ADA"]),
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(["id", "from", "text", "type", "user", "chat", "ts"]), inner)
    ),
    max_leaves=8,
)
Read = Callable[[Posted], InboundReply]

HOSTILE = [
    b"",
    b"null",
    b"[]",
    b"0",
    b'"text"',
    b"{}",
    b"\x00\xff\xfe",
    b"[" * 1_000_000,
    b'{"a":' * 200_000,
    b'{"update_id": 1e400, "type": []}',
    b'{"update_id": 123456789012345678901234567890}',
    b'{"update_id": 1, "type": "event_callback", "event_id": "' + b"x" * 1_000_000 + b'"}',
    b'{"type": "url_verification", "challenge": {}}',
    b'{"type": "event_callback", "event_id": "E1", "event": {"type": "message", "user": "\\ud800"}}',
    "\ud800".encode("utf-16-le", "surrogatepass"),
]


@pytest.fixture(scope="module")
def telegram() -> Iterator[TelegramServer]:
    with connected_telegram() as server:
        yield server


@pytest.fixture(scope="module")
def slack() -> Iterator[SlackServer]:
    with slack_server() as server:
        yield server


def check(read: Read, posted: Posted) -> None:
    try:
        events = read(posted).events
    except Invalid as error:
        if error.code != "bad_event":
            raise
        return
    for event in events:
        for text, most in ((event.id, 200), (event.sender, 200), (event.thread, 500), (event.message, 200)):
            assert 1 <= len(text) <= most
        assert "\0" not in f"{event}"
        f"{event}".encode()


@pytest.mark.parametrize("body", HOSTILE, ids=lambda body: f"{len(body)}-{body[:12]!r}")
def test_bodies_that_no_service_sends(telegram: TelegramServer, slack: SlackServer, body: bytes) -> None:
    check(telegram_reply, telegram.post(body))
    for content_type in ("application/json", "application/x-www-form-urlencoded", ""):
        for signed in (body, b"payload=" + body):
            posted = slack.post(signed, content_type)
            if _is_text(signed):
                check(slack_reply, posted)


def test_a_megabyte_of_text(telegram: TelegramServer, slack: SlackServer) -> None:
    for sign in ("a ", "*a* ", "<", "<@U1>", "`", "@mara_bot "):
        text = sign * (1_000_000 // len(sign) // 2)
        entities = [{"type": "mention", "offset": 2 * place, "length": 9} for place in range(900)]
        check(telegram_reply, telegram.message_update(text, entities=entities))
        check(slack_reply, slack.message_event(text))


@given(st.binary(max_size=200))
def test_random_bytes(telegram: TelegramServer, slack: SlackServer, body: bytes) -> None:
    check(telegram_reply, telegram.post(body))
    if _is_text(body):
        check(slack_reply, slack.post(body))
        check(slack_reply, slack.post(body, "application/x-www-form-urlencoded"))


@settings(max_examples=50)
@given(st.data())
def test_a_value_of_another_type_in_an_update(telegram: TelegramServer, data: st.DataObject) -> None:
    message = telegram.message("@mara_bot hello", -100, reply_to_message={"message_id": 5, "from": telegram.me})
    press = {"id": "1", "from": telegram.person(5), "data": "a:1", "message": message}
    update = {"update_id": 1, **data.draw(st.sampled_from([{"message": message}, {"edited_message": message}, {"callback_query": press}]))}
    check(telegram_reply, telegram.post(json.dumps(_spoil(update, data)).encode()))


@settings(max_examples=50)
@given(st.data())
def test_a_value_of_another_type_in_an_event(slack: SlackServer, data: st.DataObject) -> None:
    message = slack.message("<@U0MARA> hello", thread_ts="1.2")
    posted = data.draw(
        st.sampled_from(
            [slack.message_event("hello"), slack.mention("hello"), slack.changed(message, "hi"), slack.deleted(message), slack.challenge()]
        )
    )
    check(slack_reply, slack.post(json.dumps(_spoil(json.loads(posted.body), data)).encode()))


@settings(max_examples=50)
@given(st.data())
def test_a_value_of_another_type_in_a_press(slack: SlackServer, data: st.DataObject) -> None:
    payload = {
        "type": "block_actions",
        "user": {"id": "U1", "name": "ada"},
        "channel": {"id": "D1"},
        "team": {"id": "T0HOUSE"},
        "message": {"ts": "1.2", "thread_ts": "1.1", "user": "U0MARA"},
        "actions": [{"type": "button", "value": "a:1", "action_ts": "1.3"}],
    }
    check(slack_reply, slack.form({"payload": json.dumps(_spoil(payload, data))}))


def _spoil(content: Any, data: st.DataObject) -> Any:
    """The content with one value, somewhere in it, of any kind."""
    if isinstance(content, dict) and content and data.draw(st.integers(0, 4)):
        name = data.draw(st.sampled_from(sorted(content)))
        return {**content, name: _spoil(content[name], data)}
    if isinstance(content, list) and content and data.draw(st.integers(0, 4)):
        return [_spoil(content[0], data), *content[1:]]
    return data.draw(VALUES)


def _is_text(body: bytes) -> bool:
    """Slack signs texts only; anything else is refused as not signed."""
    try:
        body.decode()
    except UnicodeDecodeError:
        return False
    return True
