"""Whatever is posted, signed or not, an adapter answers with one of its two errors, or with events that keep to the port's bounds."""

import json
import string
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any
from urllib.parse import parse_qsl

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from orchestrator.adapters.channels.discord.channel import DiscordChannel
from orchestrator.adapters.channels.twilio import TwilioChannel
from orchestrator.adapters.channels.twilio import sign as sign_form
from orchestrator.adapters.channels.webhook import WebhookChannel
from orchestrator.adapters.channels.webhook import sign as sign_webhook
from orchestrator.adapters.notifying.programs import WebhookPoster
from orchestrator.domain.channels.webhook_secret import spell_webhook_secret
from orchestrator.domain.errors import Invalid, Unauthenticated
from orchestrator.ports.channels import Channel, Connection, InboundReply, InboundRequest
from support.servers.discord_server import DiscordServer
from support.servers.twilio_server import TwilioServer

NOW = datetime(2026, 5, 4, 12, tzinfo=UTC)
STAMP = str(int(NOW.timestamp()))
URL = "https://ask.example.org/channels/1/inbound"
DISCORD, TWILIO, SECRET = DiscordServer(), TwilioServer(), "fkD3kqGQ1zAx0y5nH4Qy0bVf4y1m1G3s0a9p7c2d8e6"


@dataclass(frozen=True)
class Posting:
    """One service, how it signs any body, and a body that it might post."""

    channel: Channel
    sign: Callable[[bytes], Mapping[str, str]]
    example: Mapping[str, Any]

    def post(self, body: bytes, headers: Mapping[str, str] | None = None) -> InboundReply | None:
        """None where it was refused as the port says; any other error fails the test."""
        secrets = {"inbound_secret": SECRET} | DISCORD.secrets | TWILIO.secrets
        connection = Connection("01890a5d-ac96-774b-bcce-b302099a8057", DISCORD.settings | TWILIO.settings, secrets)
        signed = self.sign(body) if headers is None else headers
        reply, code = None, ""
        try:
            reply = self.channel.receive(connection, InboundRequest(signed, body, URL, NOW))
        except (Unauthenticated, Invalid) as error:
            code = error.code
        if reply is None:
            assert code == "bad_signature" or (headers is None and code == "bad_event")
            return None
        for event in reply.events:
            assert 0 < len(event.id) <= 200
            assert 0 < len(event.sender) <= 200
            assert 0 < len(event.thread) <= 500
            assert 0 < len(event.message) <= 200
            json.dumps([event.text, event.sender_name, event.thread], ensure_ascii=False).encode()
        return reply


def _sign_form(body: bytes) -> Mapping[str, str]:
    try:
        fields = parse_qsl(body.decode("ascii"), keep_blank_values=True, errors="replace")
    except ValueError:
        fields = []
    return {"x-twilio-signature": sign_form(TWILIO.token, URL, fields)}


PRESS = {
    "type": 3,
    "id": "9",
    "token": "abc",
    "user": {"id": "1"},
    "message": {"id": "7"},
    "data": {"custom_id": "y:1", "name": "ask", "options": [], "components": []},
}
POSTINGS = {
    "webhook": Posting(
        WebhookChannel(WebhookPoster()),
        lambda body: {"webhook-id": "e", "webhook-timestamp": STAMP, "webhook-signature": sign_webhook(spell_webhook_secret(SECRET), "e", STAMP, body)},
        {"type": "message", "sender": {"id": "1", "name": "Ada"}, "thread": "t", "message_id": "m", "text": "Hi", "value": "v", "reply_to": "r", "is_private": True},
    ),
    "discord": Posting(DiscordChannel(URL), lambda body: DISCORD.sign(body, NOW).headers, PRESS),
    "twilio": Posting(TwilioChannel(URL), _sign_form, {"To": TWILIO.number, "From": "+4915111111111", "MessageSid": "SM1", "Body": "Hi"}),
}  # fmt: skip
each = pytest.mark.parametrize("posting", list(POSTINGS.values()), ids=list(POSTINGS))
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=20), lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=8), inner, max_size=4), max_leaves=10
)  # fmt: skip


@each
@settings(max_examples=40)
@given(body=st.binary(max_size=300))
def test_any_bytes(posting: Posting, body: bytes) -> None:
    posting.post(body)
    posting.post(body, {})


@each
@settings(max_examples=40)
@given(data=st.data())
def test_any_value_in_any_place(posting: Posting, data: st.DataObject) -> None:
    body: dict[str, Any] = json.loads(json.dumps(posting.example))
    for name in data.draw(st.lists(st.sampled_from(sorted(body)), max_size=3)):
        place = body
        if isinstance(body[name], dict) and body[name] and data.draw(st.booleans()):
            place, name = body[name], data.draw(st.sampled_from(sorted(body[name])))
        place[name] = data.draw(JSON)
    if posting is POSTINGS["discord"]:
        body["type"] = data.draw(st.sampled_from([1, 2, 3, 5]) | JSON)
    posting.post(json.dumps(body).encode())


@each
@settings(max_examples=40)
@given(headers=st.dictionaries(
    st.sampled_from(["webhook-id", "webhook-timestamp", "webhook-signature", "x-signature-ed25519", "x-signature-timestamp", "x-twilio-signature"]), st.text(max_size=300) | st.just(STAMP)
))  # fmt: skip
def test_any_headers(posting: Posting, headers: dict[str, str]) -> None:
    assert posting.post(json.dumps(posting.example).encode(), headers) is None


@each
@pytest.mark.parametrize(
    "body", [
        b"[" * 1_000_000, b'{"a":' * 200_000, b"1" * 1_000_000, b'{"type":' + b"1" * 999_990 + b"}", b"NaN", b"null", b"\x00" * 1_000_000, b"%" * 1_000_000, b"a=b&" * 250_000,
        b'{"type":"message","sender":{"id":"1"},"text":"' + b"\\ud800" * 160_000 + b'"}', b"Body=" + b"%FF" * 330_000, string.printable.encode() * 10_000,
    ],
    ids=lambda body: f"{body[:8]!r}",
)  # fmt: skip
def test_a_megabyte(posting: Posting, body: bytes) -> None:
    assert posting.post(body) is None


@each
def test_the_example_itself_is_taken(posting: Posting) -> None:
    form = posting is POSTINGS["twilio"]
    body = (
        "&".join(f"{name}={value}".replace("+", "%2B") for name, value in posting.example.items()) if form else json.dumps(posting.example)
    )
    reply = posting.post(body.encode())
    assert reply is not None
    assert len(reply.events) == 1
