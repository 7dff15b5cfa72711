"""Slack: an app in one workspace, which posts events to us and is called by the library slack-sdk."""

import asyncio
import logging
import re
from collections.abc import Awaitable, Callable
from datetime import datetime
from typing import Any, TypeVar

import aiohttp
from slack_sdk.errors import SlackClientError
from slack_sdk.signature import Clock, SignatureVerifier
from slack_sdk.web.async_client import AsyncWebClient

from orchestrator.adapters.channels import outcomes
from orchestrator.adapters.channels.slack import events
from orchestrator.adapters.channels.slack.mrkdwn import escape, render_sections
from orchestrator.domain.channels.events import Button, InboundEvent, Outgoing
from orchestrator.domain.channels.kinds import ChannelKind
from orchestrator.domain.errors import Invalid, OrchestratorError
from orchestrator.ports.channels import Connected, Connection, InboundReply, InboundRequest

# It logs what is sent: people's texts.
logging.getLogger("slack_sdk").setLevel(logging.WARNING)

API_BASE = "https://slack.com/api"
DEADLINE_S = 10.0
"""For all that one call of the port asks of Slack together."""
MAX_ANSWER_BYTES = 256 * 1024
MAX_LABEL_CHARACTERS = 75
MAX_NOTIFIED_CHARACTERS = 3_000
FORM = "application/x-www-form-urlencoded"
SERVICE = "Slack"

NEEDS_TOKEN = frozenset(("invalid_auth", "not_authed", "token_revoked", "token_expired", "account_inactive", "missing_scope"))
"""`missing_scope` too: the app gets what it lacks by being installed again."""
BUSY = frozenset(("ratelimited", "rate_limited"))
UNREACHABLE = frozenset(("fatal_error", "internal_error", "request_timeout", "service_unavailable", "team_added_to_org"))
GONE = frozenset(
    "channel_not_found not_in_channel is_archived user_not_found user_disabled user_not_visible cannot_dm_bot thread_not_found restricted_action "
    "restricted_action_read_only_channel restricted_action_thread_locked restricted_action_non_threadable_channel".split()
)
UNCHANGEABLE = frozenset(("message_not_found", "cant_update_message", "edit_window_closed", "is_inactive", "update_failed"))
_CODE = re.compile(r"[a-z0-9_-]{1,80}")
_TOKEN = re.compile(r"[A-Za-z0-9.-]{1,400}")

T = TypeVar("T")


class SlackChannel:
    """A Channel. It keeps connections to Slack until it is closed."""

    kind = ChannelKind.slack

    def __init__(self, api_base: str = API_BASE, deadline_s: float = DEADLINE_S) -> None:
        self._api_base = api_base.rstrip("/") + "/"
        self._deadline_s = deadline_s
        self._session: aiohttp.ClientSession | None = None

    async def connect(self, connection: Connection, inbound_url: str) -> Connected:
        """Slack cannot be told where to post: the owner enters `inbound_url` there."""
        if not connection.secrets.get("signing_secret", "").strip():
            raise outcomes.refused(SERVICE, "the signing secret is missing")
        with outcomes.connecting(SERVICE):
            found = await self._call(connection, lambda client: client.auth_test())
        settings = {"team_id": _text(found, "team_id"), "bot_user_id": _text(found, "user_id")}
        return Connected(" @ ".join(name for name in (_text(found, "user"), _text(found, "team")) if name), settings)

    async def disconnect(self, connection: Connection) -> None:
        """Slack cannot be told to post no more: the owner removes the app there."""

    def receive(self, connection: Connection, request: InboundRequest) -> InboundReply:
        if not _is_signed(connection.secrets.get("signing_secret", "").strip(), request):
            raise outcomes.bad_signature(f"This was not signed by {SERVICE} for this channel, or too long ago.")
        app = events.App(connection.settings)
        is_form = request.headers.get("content-type", "").lower().startswith(FORM)
        try:
            read: tuple[InboundEvent, ...] | events.Challenge
            read = events.read_form(request.body, app) if is_form else events.read_json(request.body, app)
        except ValueError:
            raise outcomes.bad_event(f"This cannot be read as an event of {SERVICE}.") from None
        if isinstance(read, events.Challenge):
            return InboundReply(body=read.model_dump_json(include={"challenge"}).encode())
        return InboundReply(read)

    async def send(self, connection: Connection, thread: str, message: Outgoing, handle: str = "") -> str:
        channel, first = _read_place(thread)
        answered = first or (handle if re.fullmatch(r"[0-9.]{1,40}", handle, re.ASCII) else "")
        sent = await self._call(
            connection,
            lambda client: client.chat_postMessage(
                channel=channel, thread_ts=answered or None, unfurl_links=False, unfurl_media=False, **_contents(message)
            ),
        )
        at, place = _text(sent, "ts"), _text(sent, "channel")
        return f"{place}/{at}" if at and place else ""

    async def edit(self, connection: Connection, thread: str, message: str, changed: Outgoing, handle: str = "") -> None:
        try:
            channel, at = events.read_message(message)
        except ValueError:
            return
        try:
            await self._call(connection, lambda client: client.chat_update(channel=channel, ts=at, **_contents(changed)))
        except Invalid as error:
            if error.fields.get("reason") not in UNCHANGEABLE:
                raise

    async def close(self) -> None:
        """Closes the connections that are kept."""
        session, self._session = self._session, None
        if session is not None:
            await session.close()

    async def _call(self, connection: Connection, calls: Callable[[AsyncWebClient], Awaitable[Any]]) -> dict[str, Any]:
        token = connection.secrets.get("bot_token", "").strip()
        if not _TOKEN.fullmatch(token):
            raise outcomes.needs_token(SERVICE)
        if self._session is None:
            # An encoded answer could be far longer than what is counted.
            self._session = aiohttp.ClientSession(
                response_class=_Bounded,
                auto_decompress=False,
                headers={"Accept-Encoding": "identity"},
                timeout=aiohttp.ClientTimeout(total=self._deadline_s),
            )
        # The core tries again, not the library.
        client = AsyncWebClient(token, self._api_base, session=self._session, retry_handlers=[])
        try:
            async with asyncio.timeout(self._deadline_s):
                answer = (await calls(client)).data
        except TimeoutError:
            raise outcomes.unreachable(SERVICE, "did not answer in time") from None
        except SlackClientError as error:
            raise _tell(getattr(error, "response", None)) from None
        except (aiohttp.ClientError, OSError):
            raise outcomes.unreachable(SERVICE, "cannot be reached") from None
        except (LookupError, TypeError, ValueError, AttributeError, RecursionError):
            # An answer of another shape than the library reads.
            answer = None
        if not isinstance(answer, dict) or answer.get("ok") is not True:
            raise outcomes.unreachable(SERVICE, "answered something that cannot be read")
        return answer


class _Bounded(aiohttp.ClientResponse):
    """An answer that is broken off where it is longer than MAX_ANSWER_BYTES."""

    async def read(self) -> bytes:
        if self._body is None:
            pieces: list[bytes] = []
            async for piece in self.content.iter_chunked(65_536):
                pieces.append(piece)
                if sum(map(len, pieces)) > MAX_ANSWER_BYTES:
                    self.close()
                    raise aiohttp.ClientPayloadError("the answer is too long")
            self._body = b"".join(pieces)
        return await super().read()


class _StandingClock(Clock):
    def __init__(self, now: datetime) -> None:
        self._now = now.timestamp()

    def now(self) -> float:
        return self._now


def _is_signed(secret: str, request: InboundRequest) -> bool:
    """Whether Slack signed the body at most five minutes before or after `now`."""
    at, signature = request.headers.get("x-slack-request-timestamp", ""), request.headers.get("x-slack-signature", "")
    if not secret or not re.fullmatch(r"[0-9]{1,12}", at, re.ASCII) or not signature.isascii():
        return False
    try:
        return SignatureVerifier(secret, _StandingClock(request.now)).is_valid(request.body, at, signature)
    except UnicodeError:
        return False  # Slack signs texts only


def _contents(message: Outgoing) -> dict[str, Any]:
    """Text and blocks. The text is what notifications and screen readers say."""
    blocks: list[dict[str, Any]] = [
        {"type": "section", "text": {"type": "mrkdwn", "text": section, "verbatim": True}} for section in render_sections(message.text)
    ]
    if message.buttons:
        blocks.append({"type": "actions", "elements": [_button(place, button) for place, button in enumerate(message.buttons)]})
    return {"text": escape(message.text[:MAX_NOTIFIED_CHARACTERS]), "blocks": blocks, "parse": "none", "link_names": False}


def _button(place: int, button: Button) -> dict[str, Any]:
    label = " ".join(button.label.split()) or button.value
    shown = label if len(label) <= MAX_LABEL_CHARACTERS else f"{label[: MAX_LABEL_CHARACTERS - 1]}…"
    text = {"type": "plain_text", "text": shown, "emoji": False}
    return {"type": "button", "action_id": f"choice-{place}", "value": button.value, "text": text}


def _tell(answer: Any) -> OrchestratorError:
    """`answer` is the library's, or the HTTP client's where it is no JSON. Nothing of it is repeated but Slack's code of the error."""
    status: int = getattr(answer, "status_code", 0) or getattr(answer, "status", 0)
    said = getattr(answer, "data", None)
    code = said.get("error") if isinstance(said, dict) else None
    if status == 429 or (isinstance(code, str) and code in BUSY):
        return outcomes.busy(SERVICE, outcomes.read_pause(answer.headers.get("Retry-After")))
    if not isinstance(code, str) or not _CODE.fullmatch(code) or status >= 500 or code in UNREACHABLE:
        return outcomes.unreachable(SERVICE, "does not answer as it should")
    if code in NEEDS_TOKEN:
        return outcomes.needs_token(SERVICE)
    if code in GONE:
        return outcomes.thread_gone(SERVICE)
    return outcomes.refused(SERVICE, code)


def _read_place(thread: str) -> tuple[str, str]:
    try:
        return events.read_place(thread)
    except ValueError:
        raise outcomes.thread_gone(SERVICE) from None


def _text(answer: dict[str, Any], name: str) -> str:
    value = answer.get(name, "")
    return value[:200] if isinstance(value, str) else ""
