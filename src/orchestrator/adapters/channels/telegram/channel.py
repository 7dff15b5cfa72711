"""Telegram: a bot that is told of messages by a webhook, by the library python-telegram-bot."""

import asyncio
import hmac
import re
from collections.abc import Awaitable, Callable
from typing import TypeVar

import httpx
from pydantic import ValidationError
from telegram import Bot, InlineKeyboardButton, InlineKeyboardMarkup, LinkPreviewOptions, ReplyParameters
from telegram import error as errors
from telegram.constants import ParseMode

from orchestrator.adapters.channels import outcomes
from orchestrator.adapters.channels.telegram import updates
from orchestrator.adapters.channels.telegram.html import render_html
from orchestrator.adapters.channels.telegram.requests import HIDDEN, Pause, TokenRequest, TokenTransport
from orchestrator.domain.channels.events import Button, Outgoing
from orchestrator.domain.channels.kinds import ChannelKind
from orchestrator.domain.errors import OrchestratorError
from orchestrator.ports.channels import Connected, Connection, InboundReply, InboundRequest

API_BASE = "https://api.telegram.org"
DEADLINE_S = 10.0
"""For all that one call of the port asks of Telegram together."""
PRESS_DEADLINE_S = 2.0
MAX_LABEL_CHARACTERS = 64
UPDATES = ("message", "edited_message", "callback_query")
SECRET_HEADER = "x-telegram-bot-api-secret-token"
SERVICE = "Telegram"

_TOKEN = re.compile(r"\d{1,20}:[A-Za-z0-9_-]{1,200}")
# Telegram tells what is wrong in words only.
_GONE = re.compile(
    r"chat not found|user not found|peer_id_invalid|thread not found|topic_(?:closed|deleted)|topic (?:closed|deleted)|chat_write_forbidden|"
    r"chat_restricted|not enough rights|no rights to send|chat is deactivated|need administrator rights|deactivated",
    re.IGNORECASE,
)
_UNCHANGEABLE = re.compile(r"message is not modified|message to edit not found|message can't be edited|message_id_invalid", re.IGNORECASE)
_UNREADABLE = re.compile(r"can't parse|unsupported start tag|can't find end|message is too long|text is too long", re.IGNORECASE)

T = TypeVar("T")


class TelegramChannel:
    """A Channel. It keeps connections to Telegram until it is closed."""

    kind = ChannelKind.telegram

    def __init__(self, api_base: str = API_BASE, deadline_s: float = DEADLINE_S) -> None:
        self._api_base = api_base.rstrip("/")
        self._deadline_s = deadline_s
        self._client: httpx.AsyncClient | None = None

    async def connect(self, connection: Connection, inbound_url: str) -> Connected:
        async def calls(bot: Bot) -> Connected:
            me = await bot.get_me()
            await bot.set_webhook(inbound_url, secret_token=_read_secret(connection), allowed_updates=UPDATES)
            return Connected(f"@{me.username}", {"bot_id": str(me.id), "bot_username": me.username or ""})

        with outcomes.connecting(SERVICE):
            return await self._call(connection, calls)

    async def disconnect(self, connection: Connection) -> None:
        with outcomes.disconnecting():
            await self._call(connection, lambda bot: bot.delete_webhook())

    def receive(self, connection: Connection, request: InboundRequest) -> InboundReply:
        secret, sent = _read_secret(connection), request.headers.get(SECRET_HEADER, "")
        if not secret or not hmac.compare_digest(secret.encode(), sent.encode("utf-8", "replace")):
            raise outcomes.bad_signature(f"This was not signed by {SERVICE} for this channel.")
        bot = updates.Bot(connection.settings.get("bot_id", ""), connection.settings.get("bot_username", ""))
        try:
            return InboundReply(updates.read_update(request.body, bot))
        except ValidationError:
            raise outcomes.bad_event(f"This cannot be read as an event of {SERVICE}.") from None

    async def send(self, connection: Connection, thread: str, message: Outgoing, handle: str = "") -> str:
        chat, topic = _read_place(thread)

        async def calls(bot: Bot) -> str:
            if handle:
                await _end_press(bot, handle)
            try:
                return await _send(bot, chat, topic, message)
            except errors.ChatMigrated as moved:
                return await _send(bot, moved.new_chat_id, topic, message)

        return await self._call(connection, calls)

    async def edit(self, connection: Connection, thread: str, message: str, changed: Outgoing, handle: str = "") -> None:
        chat, _ = _read_place(thread)
        if _read_number(message) is None:
            return

        async def calls(bot: Bot) -> None:
            if handle:
                await _end_press(bot, handle)
            try:
                await _edit(bot, chat, int(message), changed)
            except errors.BadRequest as error:
                if not _UNCHANGEABLE.search(error.message):
                    raise

        await self._call(connection, calls)

    async def close(self) -> None:
        """Closes the connections that are kept."""
        client, self._client = self._client, None
        if client is not None:
            await client.aclose()

    async def _call(self, connection: Connection, calls: Callable[[Bot], Awaitable[T]]) -> T:
        token = connection.secrets.get("bot_token", "").strip()
        if not _TOKEN.fullmatch(token):
            raise outcomes.needs_token(SERVICE)
        if self._client is None:
            timeout = httpx.Timeout(self._deadline_s)
            self._client = httpx.AsyncClient(transport=TokenTransport(), timeout=timeout, follow_redirects=False, trust_env=False)
        request = TokenRequest(self._client, token)
        bot = Bot(HIDDEN, base_url=f"{self._api_base}/bot", request=request, get_updates_request=request)
        try:
            async with asyncio.timeout(self._deadline_s):
                return await calls(bot)
        except TimeoutError:
            raise outcomes.unreachable(SERVICE, "did not answer in time") from None
        except errors.TelegramError as error:
            raise _tell(error, token) from None
        except (LookupError, TypeError, ValueError, AttributeError, ArithmeticError, RecursionError):
            # An answer of another shape than the library reads.
            raise outcomes.unreachable(SERVICE, "answered something that cannot be read") from None


async def _send(bot: Bot, chat: int, topic: int | None, message: Outgoing) -> str:
    replied = _read_number(message.reply_to)
    reply = ReplyParameters(replied, allow_sending_without_reply=True) if replied is not None else None

    async def once(text: str, parse_mode: str | None) -> str:
        sent = await bot.send_message(
            chat,
            text,
            parse_mode=parse_mode,
            message_thread_id=topic,
            reply_parameters=reply,
            reply_markup=_keyboard(message.buttons),
            link_preview_options=LinkPreviewOptions(is_disabled=True),
        )
        return str(sent.message_id)

    return await _with_formats(message.text, once)


async def _edit(bot: Bot, chat: int, message: int, changed: Outgoing) -> None:
    async def once(text: str, parse_mode: str | None) -> None:
        await bot.edit_message_text(
            text,
            chat,
            message,
            parse_mode=parse_mode,
            reply_markup=_keyboard(changed.buttons),
            link_preview_options=LinkPreviewOptions(is_disabled=True),
        )

    await _with_formats(changed.text, once)


async def _with_formats(text: str, once: Callable[[str, str | None], Awaitable[T]]) -> T:
    """Sends the text with its formats, or as it was written where Telegram cannot read them."""
    rendered = render_html(text)
    if rendered:
        try:
            return await once(rendered, ParseMode.HTML)
        except errors.BadRequest as error:
            if not _UNREADABLE.search(error.message):
                raise
    return await once(text, None)


async def _end_press(bot: Bot, query: str) -> None:
    """Ends the waiting that Telegram shows on a pressed button. The message matters more, so nothing is said where that fails."""
    try:
        async with asyncio.timeout(PRESS_DEADLINE_S):
            await bot.answer_callback_query(query)
    except (errors.TelegramError, TimeoutError, LookupError, TypeError):
        return


def _keyboard(buttons: tuple[Button, ...]) -> InlineKeyboardMarkup | None:
    rows = [[InlineKeyboardButton(_shorten(button.label), callback_data=button.value)] for button in buttons]
    return InlineKeyboardMarkup(rows) if rows else None


def _shorten(label: str) -> str:
    label = " ".join(label.split())
    return label if len(label) <= MAX_LABEL_CHARACTERS else f"{label[: MAX_LABEL_CHARACTERS - 1]}…"


def _tell(error: errors.TelegramError, token: str) -> OrchestratorError:
    # The library changes the case of what Telegram says.
    reason = re.sub(re.escape(token), "…", error.message, flags=re.IGNORECASE)
    match error:
        case Pause():
            return outcomes.busy(SERVICE, error.pause_s)
        case errors.InvalidToken():
            return outcomes.needs_token(SERVICE)
        case errors.Forbidden() | errors.ChatMigrated():
            return outcomes.thread_gone(SERVICE)
        case errors.BadRequest() if _GONE.search(reason):
            return outcomes.thread_gone(SERVICE)
        case errors.NetworkError() if not isinstance(error, errors.BadRequest):
            return outcomes.unreachable(SERVICE, "cannot be reached")
        case _:
            return outcomes.refused(SERVICE, reason)


def _read_secret(connection: Connection) -> str:
    """The secret that Telegram sends back, in the characters that it takes; '' where none is left."""
    return re.sub(r"[^A-Za-z0-9_-]", "", connection.secrets.get("inbound_secret", ""))[:256]


def _read_place(thread: str) -> tuple[int, int | None]:
    try:
        return updates.read_place(thread)
    except ValueError:
        raise outcomes.thread_gone(SERVICE) from None


def _read_number(message: str) -> int | None:
    return int(message) if re.fullmatch(r"\d{1,18}", message, re.ASCII) else None
