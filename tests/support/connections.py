"""Channels of the loopback's services, as their adapters are given them, and stories that use an adapter."""

import asyncio
from collections.abc import Awaitable, Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from typing import TypeVar

from orchestrator.adapters.channels.slack.channel import SlackChannel
from orchestrator.adapters.channels.telegram.channel import TelegramChannel
from orchestrator.domain.channels.events import InboundEvent
from orchestrator.ports.channels import Channel, Connection, InboundReply, InboundRequest
from support.servers.messaging import Posted
from support.servers.slack_server import SIGNING_SECRET
from support.servers.slack_server import TOKEN as SLACK_TOKEN
from support.servers.telegram_server import TOKEN as TELEGRAM_TOKEN
from support.servers.telegram_server import TelegramServer, telegram_server

INBOUND_SECRET = "kT3-xYz_0123456789abcdefghijKLMNOPQRSTUVwxy"
INBOUND_URL = "https://ask.example.org/channels/1/inbound"
TELEGRAM = Connection(
    "11111111-1111-7111-8111-111111111111",
    {"bot_id": "7654321", "bot_username": "mara_bot"},
    {"bot_token": TELEGRAM_TOKEN, "inbound_secret": INBOUND_SECRET},
)
SLACK = Connection(
    "22222222-2222-7222-8222-222222222222",
    {"team_id": "T0HOUSE", "bot_user_id": "U0MARA"},
    {"bot_token": SLACK_TOKEN, "signing_secret": SIGNING_SECRET, "inbound_secret": INBOUND_SECRET},
)

KINDS: tuple[Channel, ...] = (TelegramChannel(), SlackChannel())
"""Typed by the port, so that an adapter which lacks something of it is an error of types."""
A = TypeVar("A", TelegramChannel, SlackChannel)
T = TypeVar("T")


@contextmanager
def connected_telegram() -> Iterator[TelegramServer]:
    """A Telegram that knows where to post."""
    with telegram_server() as server:
        use(TelegramChannel(server.api_base), lambda adapter: adapter.connect(TELEGRAM, INBOUND_URL))
        yield server


def use(adapter: A, story: Callable[[A], Awaitable[T]]) -> T:
    """The result of a story, after which the adapter is closed."""

    async def whole() -> T:
        try:
            return await story(adapter)
        finally:
            await adapter.close()

    return asyncio.run(whole())


def request(posted: Posted, late: timedelta = timedelta(0)) -> InboundRequest:
    """What reaches an adapter, some time after it was posted."""
    return InboundRequest(posted.headers, posted.body, INBOUND_URL, datetime.now(UTC) + late)


def telegram_reply(posted: Posted) -> InboundReply:
    return TelegramChannel().receive(TELEGRAM, request(posted))


def slack_reply(posted: Posted, late: timedelta = timedelta(0)) -> InboundReply:
    return SlackChannel().receive(SLACK, request(posted, late))


def only(reply: InboundReply) -> InboundEvent:
    """The one event that came in."""
    [event] = reply.events
    assert (reply.status, reply.body) == (200, b"")
    return event
