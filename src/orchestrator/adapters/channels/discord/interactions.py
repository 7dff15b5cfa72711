"""Reading Discord's interactions: whose signature, what somebody did, and what Discord is answered at once."""

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

from orchestrator.adapters.channels.outcomes import bad_event, bad_signature
from orchestrator.adapters.channels.reading import (
    VALUE,
    check_time,
    clean_name,
    read_id,
    read_object,
    read_part,
    read_text,
)
from orchestrator.domain.channels.events import InboundEvent, InboundKind
from orchestrator.ports.channels import Connection, InboundReply, InboundRequest

PING, COMMAND, COMPONENT, MODAL = 1, 2, 3, 5
PONG, DEFERRED_MESSAGE, DEFERRED_UPDATE, OPEN_MODAL = 1, 5, 6, 9
EPHEMERAL = 64
"""The flag of a message that only one person sees."""
BOT_DM = 1
MODAL_PREFIX = "r:"
"""A button whose value begins with this opens a field for text; what is written there comes as a message that replies to the button's."""
MAX_REPLY_CHARACTERS = 4_000
"""Discord's bound of a field for text."""

COMMANDS: list[dict[str, Any]] = [
    {"name": "ask", "description": "Ask a question. Only you see the answer.", "options": [
        {"type": 3, "name": "question", "description": "What do you want to know?", "required": True, "max_length": 6_000}]},
    {"name": "link", "description": "Connect your Discord account with your account here."},
    {"name": "connect", "description": "Connect your Discord account by a code that you were shown.", "options": [
        {"type": 3, "name": "code", "description": "The code", "required": True, "max_length": 100}]},
]  # fmt: skip
"""Registered for servers where the app is added (0) and for messages to the bot itself."""

_SNOWFLAKE = re.compile(r"[0-9]{1,20}")
_TOKEN = re.compile(r"[A-Za-z0-9_.=-]{1,400}")
_HANDLE = re.compile(r"([of])([ed]):([0-9]{1,20}):([A-Za-z0-9_.=-]{1,400})")
_THREAD = re.compile(r"user:([0-9]{1,20})")
_FIRST_MS = 1_420_070_400_000
"""The time from which Discord's ids count, in ms since 1970."""


@dataclass(frozen=True, slots=True)
class Handle:
    """What may answer one interaction, for fifteen minutes."""

    is_pending: bool
    """Whether Discord shows that the app is thinking, which the first message replaces."""
    is_private: bool
    """Whether only one person sees what is said with it."""
    interaction: int
    token: str

    @property
    def made_at_s(self) -> float:
        """When the interaction happened, in seconds since 1970."""
        return ((self.interaction >> 22) + _FIRST_MS) / 1_000


def read_handle(text: str) -> Handle | None:
    """None for a text that is no handle of ours."""
    found = _HANDLE.fullmatch(text)
    return Handle(found[1] == "o", found[2] == "e", int(found[3]), found[4]) if found else None


def read_person(thread: str) -> str:
    """The Discord id of the one person in a thread; '' for a text that is no thread of ours."""
    found = _THREAD.fullmatch(thread)
    return found[1] if found else ""


def is_snowflake(text: str) -> bool:
    """Whether a text has the form of Discord's ids."""
    return _SNOWFLAKE.fullmatch(text) is not None


def receive(connection: Connection, request: InboundRequest) -> InboundReply:
    """As `Channel.receive`."""
    _check_signature(connection.settings.get("public_key", ""), request)
    body = read_object(request.body)
    match body.get("type"):
        case 1:
            return _reply({"type": PONG})
        case 2:
            return _reply(
                {"type": DEFERRED_MESSAGE} | _visibility(body), _read_event(body, "o", text=_read_command(read_part(body, "data")))
            )
        case 3:
            return _receive_press(body)
        case 5:
            message = _read_snowflake(read_part(body, "message"), "id")
            event = _read_event(body, "f", text=_read_field(read_part(body, "data")), reply_to=message)
            return _reply({"type": DEFERRED_UPDATE}, event)
        case _:
            raise bad_event("This type of interaction is not known here.")


def _check_signature(public_key: str, request: InboundRequest) -> None:
    """Raises Unauthenticated `bad_signature`."""
    seconds, signature = request.headers.get("x-signature-timestamp", ""), request.headers.get("x-signature-ed25519", "")
    check_time(seconds, request.now)
    try:
        key = Ed25519PublicKey.from_public_bytes(bytes.fromhex(public_key))
        key.verify(bytes.fromhex(signature[:200]), seconds.encode() + request.body)
    except (ValueError, InvalidSignature):
        raise bad_signature() from None


def _receive_press(body: Mapping[str, Any]) -> InboundReply:
    value, message = read_id(read_part(body, "data"), "custom_id"), _read_snowflake(read_part(body, "message"), "id")
    if not VALUE.fullmatch(value):
        raise bad_event("The pressed button is none of ours.")
    if value.startswith(MODAL_PREFIX):
        return _reply({"type": OPEN_MODAL, "data": _render_modal(value)})
    return _reply({"type": DEFERRED_UPDATE}, _read_event(body, "f", value=value, message=message))


def _render_modal(value: str) -> Mapping[str, Any]:
    text = {"type": 4, "custom_id": "text", "style": 2, "label": "Your reply", "required": True, "max_length": MAX_REPLY_CHARACTERS}
    return {"custom_id": value, "title": "Reply", "components": [{"type": 1, "components": [text]}]}


def _read_event(
    body: Mapping[str, Any], how: str, *, text: str = "", value: str = "", message: str = "", reply_to: str = ""
) -> InboundEvent:
    interaction, token = _read_snowflake(body, "id"), body.get("token")
    if not isinstance(token, str) or not _TOKEN.fullmatch(token):
        raise bad_event("The field token is not that of an interaction.")
    member = read_part(body, "member") if "member" in body else {}
    user = read_part(member if "member" in body else body, "user")
    person = _read_snowflake(user, "id")
    return InboundEvent(
        id=interaction,
        kind=InboundKind.pressed if value else InboundKind.message,
        sender=person,
        sender_name=clean_name(member.get("nick")) or clean_name(user.get("global_name")) or clean_name(user.get("username")),
        thread=f"user:{person}",
        message=message or interaction,
        text=text,
        value=value,
        reply_to=reply_to,
        is_private=True,
        handle=f"{how}{'d' if _is_direct(body) else 'e'}:{interaction}:{token}",
    )


def _is_direct(body: Mapping[str, Any]) -> bool:
    """Whether it happened in the person's messages to the bot itself, where nobody else reads."""
    context = body.get("context")
    return context == BOT_DM if isinstance(context, int) else "guild_id" not in body and "member" not in body


def _visibility(body: Mapping[str, Any]) -> dict[str, Any]:
    return {} if _is_direct(body) else {"data": {"flags": EPHEMERAL}}


def _read_command(data: Mapping[str, Any]) -> str:
    """What the person would have written where there are no commands."""
    options = data.get("options")
    found = (
        {each.get("name"): each for each in options if isinstance(each, dict) and isinstance(each.get("name"), str)}
        if isinstance(options, list)
        else {}
    )
    match data.get("name"):
        case "ask":
            return read_text(found.get("question", {}), "value")
        case "connect":
            return f"/connect {read_text(found.get('code', {}), 'value').strip()}"
        case "link":
            return "/link"
        case _:
            raise bad_event("This command is not known here.")


def _read_field(data: Mapping[str, Any]) -> str:
    """The text of the only field, wherever in rows and labels Discord puts it."""
    rows = data.get("components")
    for row in rows if isinstance(rows, list) else ():
        inner = row.get("components", [row.get("component")]) if isinstance(row, dict) else ()
        for each in inner if isinstance(inner, list) else ():
            if isinstance(each, dict) and each.get("custom_id") == "text":
                return read_text(each, "value")
    raise bad_event("The form has no field with a text.")


def _read_snowflake(whole: Mapping[str, Any], name: str) -> str:
    found = read_id(whole, name)
    if not is_snowflake(found):
        raise bad_event(f"The field {name} is not one of Discord's ids.")
    return found


def _reply(content: Mapping[str, Any], *events: InboundEvent) -> InboundReply:
    return InboundReply(events, body=json.dumps(content).encode())
