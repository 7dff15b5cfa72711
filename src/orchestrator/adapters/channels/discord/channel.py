"""Discord by HTTP interactions, without a gateway: commands, buttons and forms come in; answers leave by the interaction's token while it
lives, and as a direct message afterwards."""

import asyncio
import hashlib
import time
from collections.abc import Mapping
from typing import Any, NoReturn

from orchestrator.adapters.channels.calls import DEADLINE_S, Answer, ServiceCalls
from orchestrator.adapters.channels.discord import interactions
from orchestrator.adapters.channels.discord.interactions import COMMANDS, EPHEMERAL, Handle, is_snowflake, read_handle, read_person
from orchestrator.adapters.channels.outcomes import as_refused
from orchestrator.adapters.channels.plain import render_discord
from orchestrator.domain.channels.events import Button, Outgoing
from orchestrator.domain.channels.kinds import ABILITIES, ChannelKind
from orchestrator.domain.errors import Forbidden, Invalid, Kind, NotFound, OrchestratorError, Unavailable
from orchestrator.ports.channels import Connected, Connection, InboundReply, InboundRequest

LOADING = 128
"""The flag of a reply that shows that the app is thinking."""
MOST_BUTTONS, BUTTONS_PER_ROW, MAX_LABEL_CHARACTERS, MAX_NONCE_CHARACTERS = 25, 5, 80, 25
FRESH_S = 10.0
"""An interaction that is younger may not have reached Discord's other end yet: its token is tried again."""
TRIES = 3
OPENING_PAUSE_S = 60.0
"""The pause after Discord said that too many people are written to for the first time."""

# Discord's numbers of errors: https://discord.com/developers/docs/topics/opcodes-and-status-codes
UNKNOWN_MESSAGE, NOT_OUR_MESSAGE, OPENING_TOO_FAST = 10008, 50005, 40003
TOKEN_USED = frozenset({10008, 10015, 10062, 50027})
PERSON_GONE = frozenset({10003, 10013, 50001, 50007, 50033, 50278})
"""Unknown channel or person, no access, somebody who takes no messages from the bot or shares no server with it."""


class DiscordChannel:
    """A Channel. All that one person writes is one thread, which nobody else reads. `settle_s` is the pause before a fresh token is tried
    again."""

    def __init__(self, api_base: str, deadline_s: float = DEADLINE_S, settle_s: float = 1.0) -> None:
        self._calls = ServiceCalls("Discord", api_base, deadline_s)
        self._settle_s = settle_s

    @property
    def kind(self) -> ChannelKind:
        return ChannelKind.discord

    async def connect(self, connection: Connection, inbound_url: str) -> Connected:
        """`inbound` in the settings is `set` where Discord took the address, and `paste` where the owner has to enter it there."""
        application = _read_application_id(connection)
        try:
            found = await self._call(connection, "GET", "/applications/@me")
            _check_application(connection, found.content)
            await self._call(connection, "PUT", f"/applications/{application}/commands", _spell_commands())
            is_set = await self._set_endpoint(connection, inbound_url)
        except OrchestratorError as error:
            raise as_refused(error, "Discord does not take this bot token.", "bot_token") from None
        bot = found.content.get("bot")
        name = bot.get("username") if isinstance(bot, dict) else None
        return Connected(f"@{name}"[:100] if isinstance(name, str) else "", {"inbound": "set" if is_set else "paste"})

    async def disconnect(self, connection: Connection) -> None:
        try:
            await self._call(connection, "PUT", f"/applications/{_read_application_id(connection)}/commands", [])
            if connection.settings.get("inbound") == "set":
                await self._call(connection, "PATCH", "/applications/@me", {"interactions_endpoint_url": None})
        except OrchestratorError as error:
            if error.kind in (Kind.unavailable, Kind.limited):
                raise Unavailable("channel_unreachable", error.detail) from None

    def receive(self, connection: Connection, request: InboundRequest) -> InboundReply:
        return interactions.receive(connection, request)

    async def send(self, connection: Connection, thread: str, message: Outgoing, handle: str = "") -> str:
        content, answered = _render(message), read_handle(handle)
        sent = await self._answer(connection, answered, content) if answered else None
        if sent is None:
            channel = await self._open_direct(connection, thread)
            sent = await self._call(connection, "POST", f"/channels/{channel}/messages", content | _identify(connection, message))
        return self._read_message_id(sent)

    async def edit(self, connection: Connection, thread: str, message: str, changed: Outgoing, handle: str = "") -> None:
        """`handle` of the press of a button of this message also reaches a message that only one person sees."""
        if not is_snowflake(message):
            return
        content, pressed = _render(changed), read_handle(handle)
        if pressed and await self._edit_with(connection, pressed, message, content):
            return
        channel = await self._open_direct(connection, thread)
        await self._call(connection, "PATCH", f"/channels/{channel}/messages/{message}", content, {UNKNOWN_MESSAGE, NOT_OUR_MESSAGE})

    async def close(self) -> None:
        await self._calls.close()

    async def _answer(self, connection: Connection, handle: Handle, content: dict[str, Any]) -> Answer | None:
        """Sends by the token of an interaction; None where it is used or too old."""
        if handle.is_pending:
            original = await self._call_with(connection, handle, "GET", "/messages/@original")
            if _is_used(original) and original.code != UNKNOWN_MESSAGE:
                return None
            if _read_flags(original) & LOADING:
                changed = await self._call_with(connection, handle, "PATCH", "/messages/@original", content)
                return None if _is_used(changed) else changed
            if original.content.get("content") == content["content"].strip():
                return original  # an earlier try got here, and its answer was lost
        private = {"flags": EPHEMERAL} if handle.is_private else {}
        further = await self._call_with(connection, handle, "POST", "?wait=true", content | private)
        return None if _is_used(further) else further

    async def _edit_with(self, connection: Connection, handle: Handle, message: str, content: Mapping[str, Any]) -> bool:
        """Whether the token of an interaction reached the message: the one whose button was pressed has another name there."""
        original = await self._call_with(connection, handle, "GET", "/messages/@original")
        name = "@original" if original.content.get("id") == message else message
        return not _is_used(await self._call_with(connection, handle, "PATCH", f"/messages/{name}", content))

    async def _open_direct(self, connection: Connection, thread: str) -> str:
        """The channel of direct messages with the person of a thread."""
        person = read_person(thread)
        if not person:
            raise NotFound("thread_gone", "This is no thread of Discord's.")
        found = await self._call(connection, "POST", "/users/@me/channels", {"recipient_id": person})
        return self._read_message_id(found)

    async def _set_endpoint(self, connection: Connection, inbound_url: str) -> bool:
        """Whether Discord took the address: it asks there at once, so that one that does not answer yet is refused."""
        try:
            await self._call(connection, "PATCH", "/applications/@me", {"interactions_endpoint_url": inbound_url})
        except Invalid:
            return False
        return True

    async def _call_with(
        self, connection: Connection, handle: Handle, method: str, path: str, content: Mapping[str, Any] | None = None
    ) -> Answer:  # fmt: skip
        """A call by an interaction's token, which needs no other. An answer that `_is_used` says that the token is none any more, or that a
        message is gone."""
        for tries_left in reversed(range(TRIES)):
            answer = await self._calls.call(method, f"/webhooks/{_read_application_id(connection)}/{handle.token}{path}", {}, content)
            if not _is_used(answer) or time.time() - handle.made_at_s > FRESH_S or not tries_left:
                break
            await asyncio.sleep(self._settle_s)
        if not answer.is_success and not _is_used(answer):
            self._refuse(answer)
        return answer

    async def _call(
        self, connection: Connection, method: str, path: str, content: Mapping[str, Any] | list[Any] | None = None,
        ignored: frozenset[int] | set[int] = frozenset(),
    ) -> Answer:  # fmt: skip
        """A call as the bot. Errors with a number in `ignored` are answers."""
        headers = {"Authorization": f"Bot {connection.secrets.get('bot_token', '')}"}
        if not headers["Authorization"].isascii() or not headers["Authorization"].isprintable():
            raise Forbidden("needs_token", "The bot token has signs that no token of Discord has.")
        answer = await self._calls.call(method, path, headers, content)
        if not answer.is_success and answer.code not in ignored:
            self._refuse(answer)
        return answer

    def _refuse(self, answer: Answer) -> NoReturn:
        """Raises the error that an answer means."""
        if answer.code == OPENING_TOO_FAST:
            raise self._calls.busy(OPENING_PAUSE_S)
        if answer.code in PERSON_GONE:
            raise NotFound("thread_gone", "This person takes no more messages from the bot on Discord.")
        if answer.status == 401:
            raise Forbidden("needs_token", "Discord no longer takes the bot token. Enter a new one.")
        if not answer.content:
            raise self._calls.unreachable(f"(status {answer.status})")
        raise Invalid("channel_refused", f"Discord refused: {answer.reason or answer.status}")

    def _read_message_id(self, answer: Answer) -> str:
        found = answer.content.get("id")
        if not isinstance(found, str) or not is_snowflake(found):
            raise self._calls.unreachable("(its answer has no id)")
        return found


def _read_application_id(connection: Connection) -> str:
    found = connection.settings.get("application_id", "")
    if not is_snowflake(found):
        raise Invalid("channel_refused", "The application id is a number of up to 20 digits.", field="application_id")
    return found


def _check_application(connection: Connection, found: Mapping[str, Any]) -> None:
    """Raises Invalid `channel_refused` where the token is of another application, or the key is not its own."""
    if found.get("id") != connection.settings.get("application_id"):
        raise Invalid("channel_refused", "The bot token belongs to an application with another id.", field="application_id")
    if found.get("verify_key") != connection.settings.get("public_key", "").strip().lower():
        raise Invalid("channel_refused", "This is not the public key of the application.", field="public_key")


def _spell_commands() -> list[Any]:
    return [command | {"type": 1, "integration_types": [0], "contexts": [0, 1]} for command in COMMANDS]


def _render(message: Outgoing) -> dict[str, Any]:
    buttons = [_render_button(button) for button in message.buttons[:MOST_BUTTONS]]
    rows = [{"type": 1, "components": buttons[at : at + BUTTONS_PER_ROW]} for at in range(0, len(buttons), BUTTONS_PER_ROW)]
    text = render_discord(message.text, ABILITIES[ChannelKind.discord].max_characters)
    return {"content": text, "components": rows, "allowed_mentions": {"parse": []}}


def _render_button(button: Button) -> Mapping[str, Any]:
    label = " ".join(button.label.split()) or "…"
    shown = label if len(label) <= MAX_LABEL_CHARACTERS else label[: MAX_LABEL_CHARACTERS - 1] + "…"
    return {"type": 2, "style": 2, "label": shown, "custom_id": button.value}


def _identify(connection: Connection, message: Outgoing) -> dict[str, Any]:
    """What the bot's own messages have besides: by which a repetition is recognised, and to which message they reply."""
    nonce = hashlib.sha256(f"{connection.id}\n{message.key}".encode()).hexdigest()[:MAX_NONCE_CHARACTERS]
    told: dict[str, Any] = {"nonce": nonce, "enforce_nonce": True} if message.key else {}
    if is_snowflake(message.reply_to):
        told["message_reference"] = {"message_id": message.reply_to, "fail_if_not_exists": False}
    return told


def _is_used(answer: Answer) -> bool:
    """Whether the token of an interaction is used, too old, or of a message that is gone."""
    return not answer.is_success and (answer.code in TOKEN_USED or answer.status in (401, 404))


def _read_flags(answer: Answer) -> int:
    flags = answer.content.get("flags")
    return flags if isinstance(flags, int) else 0
