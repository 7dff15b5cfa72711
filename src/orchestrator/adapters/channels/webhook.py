"""A program of the owner's own as a channel: it posts what people write, and gets the replies, both signed by Standard Webhooks."""

import base64
import hashlib
import hmac
import json
import secrets
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any
from urllib.parse import urlsplit
from uuid import UUID

from orchestrator.adapters.channels.outcomes import bad_event, bad_signature
from orchestrator.adapters.channels.reading import (
    MAX_ID_CHARACTERS,
    MAX_THREAD_CHARACTERS,
    VALUE,
    check_time,
    clean_name,
    read_id,
    read_object,
    read_optional_id,
    read_part,
    read_text,
)
from orchestrator.domain.channels.events import InboundEvent, InboundKind, Outgoing
from orchestrator.domain.channels.kinds import ChannelKind
from orchestrator.domain.channels.webhook_secret import spell_webhook_secret
from orchestrator.domain.errors import Forbidden, Invalid, Limited, OrchestratorError, Unavailable
from orchestrator.ports.channels import Connected, Connection, InboundReply, InboundRequest
from orchestrator.ports.notifying import WebhookSender

TURN_S = 5.0
"""How long a message waits for its turn, where many of the same channel are under way."""
MAX_PAUSE_S = 86_400.0
MOST_SIGNATURES = 10
"""Signatures that are compared of one request; a program that changes its secret sends two."""
TYPES = {each.value: each for each in (InboundKind.message, InboundKind.pressed, InboundKind.edited, InboundKind.deleted)}
"""What a program may post."""
GONE = frozenset({"target_gone", "target_not_allowed"})
"""Codes after which nothing leaves until the owner gives another address."""


class WebhookChannel:
    """A Channel. `sender` guards private addresses, has a deadline, and is closed by whoever made it."""

    def __init__(self, sender: WebhookSender) -> None:
        self._sender = sender

    @property
    def kind(self) -> ChannelKind:
        return ChannelKind.webhook

    async def connect(self, connection: Connection, inbound_url: str) -> Connected:
        url = connection.settings.get("url", "")
        try:
            await self._sender.check(url, UUID(connection.id))
        except Invalid as error:
            raise Invalid("channel_refused", error.detail, field="url") from None
        except OrchestratorError as error:
            raise Unavailable("channel_unreachable", error.detail) from None
        return Connected(urlsplit(url).hostname or "")

    async def disconnect(self, connection: Connection) -> None:
        """Nothing: the program learns it by the status of what it posts next."""

    def receive(self, connection: Connection, request: InboundRequest) -> InboundReply:
        event_id = _check_signature(spell_webhook_secret(connection.secrets["inbound_secret"]), request)
        return InboundReply((_read_event(event_id, read_object(request.body)),), body=b"{}")

    async def send(self, connection: Connection, thread: str, message: Outgoing, handle: str = "") -> str:
        message_id = _make_id("msg", connection.id, thread, message.key)
        await self._post(connection, message_id, _render("message.send", thread, message_id, message))
        return message_id

    async def edit(self, connection: Connection, thread: str, message: str, changed: Outgoing, handle: str = "") -> None:
        delivery = _make_id("edit", connection.id, message, changed.key)
        await self._post(connection, delivery, _render("message.edit", thread, message, changed))

    async def close(self) -> None:
        """Nothing: the sender is another's."""

    async def _post(self, connection: Connection, delivery: str, body: str) -> None:
        secret = spell_webhook_secret(connection.secrets["inbound_secret"])
        url, channel = connection.settings.get("url", ""), UUID(connection.id)
        try:
            await self._sender.post(url, secret, delivery, body, datetime.now(UTC), channel, TURN_S)
        except OrchestratorError as error:
            raise _translate(error) from None


def sign(secret: str, message_id: str, seconds: str, body: bytes) -> str:
    """One signature of Standard Webhooks: `v1,` and the base64 of HMAC-SHA256. `secret` begins with `whsec_`."""
    key = base64.b64decode(secret.removeprefix("whsec_"))
    return "v1," + base64.b64encode(hmac.digest(key, f"{message_id}.{seconds}.".encode() + body, hashlib.sha256)).decode()


def _check_signature(secret: str, request: InboundRequest) -> str:
    """The id of the request. Raises Unauthenticated `bad_signature`."""
    message_id, seconds, signatures = (request.headers.get(f"webhook-{name}", "") for name in ("id", "timestamp", "signature"))
    if not (0 < len(message_id) <= MAX_ID_CHARACTERS and message_id.isascii() and message_id.isprintable()):
        raise bad_signature("The header webhook-id is missing, or is not 1 to 200 ASCII characters.")
    check_time(seconds, request.now)
    expected = sign(secret, message_id, seconds, request.body).encode()
    given = signatures[:4_000].encode(errors="replace").split()[:MOST_SIGNATURES]
    if not any(hmac.compare_digest(expected, each) for each in given):
        raise bad_signature()
    return message_id


def _read_event(event_id: str, body: Mapping[str, Any]) -> InboundEvent:
    if body.get("id", event_id) != event_id:
        raise bad_event("The field id is not the header webhook-id.")
    try:
        kind = TYPES[read_id(body, "type")]
    except KeyError:
        raise bad_event(f"The field type is none of {', '.join(TYPES)}.") from None
    sender, is_private = read_part(body, "sender"), body.get("is_private", True)
    if not isinstance(is_private, bool):
        raise bad_event("The field is_private is neither true nor false.")
    sender_id = read_id(sender, "id")
    value = read_id(body, "value") if kind is InboundKind.pressed else ""
    if value and not VALUE.fullmatch(value):
        raise bad_event("The field value is not that of a button.")
    return InboundEvent(
        id=event_id,
        kind=kind,
        sender=sender_id,
        sender_name=clean_name(sender.get("name")),
        thread=read_optional_id(body, "thread", sender_id, MAX_THREAD_CHARACTERS),
        message=read_optional_id(body, "message_id", event_id) if kind is InboundKind.message else read_id(body, "message_id"),
        text=read_text(body, "text") if kind in (InboundKind.message, InboundKind.edited) else "",
        value=value,
        reply_to=read_optional_id(body, "reply_to") if kind is InboundKind.message else "",
        is_private=is_private,
    )


def _make_id(prefix: str, *parts: str) -> str:
    """Equal for equal parts; another each time where the last one, the key, is ''."""
    told = "\n".join(parts) if parts[-1] else secrets.token_hex(16)
    return f"{prefix}_{hashlib.sha256(told.encode()).hexdigest()[:32]}"


def _render(kind: str, thread: str, message_id: str, message: Outgoing) -> str:
    buttons = [{"label": button.label, "value": button.value} for button in message.buttons]
    return json.dumps(
        {
            "type": kind,
            "thread": thread,
            "message_id": message_id,
            "text": message.text,
            "buttons": buttons,
            "reply_to": message.reply_to or None,
        },
        ensure_ascii=False,
    )


def _translate(error: OrchestratorError) -> OrchestratorError:
    if error.code in GONE:
        why = "The program at this address said that it takes no more (410)." if error.code == "target_gone" else error.detail
        return Forbidden("needs_token", f"{why} Give the channel another address.")
    if isinstance(error, Limited):
        return Limited("channel_busy", error.detail, retry_after_s=TURN_S)
    pause = error.fields.get("retry_after_s")
    if isinstance(pause, float) and pause > 0:
        return Limited("channel_busy", error.detail, retry_after_s=min(pause, MAX_PAUSE_S))
    return Unavailable("channel_unreachable", error.detail)
