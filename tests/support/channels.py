"""A service that an agent is reached by, with all that is sent to it, and the jobs of channels worked off by hand."""

import dataclasses
import itertools
import json
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from orchestrator.adapters.postgres.server.embedded import EmbeddedServer
from orchestrator.domain.channels.events import InboundEvent, InboundKind, Outgoing
from orchestrator.domain.channels.kinds import ChannelKind
from orchestrator.domain.errors import OrchestratorError, Unauthenticated, Unavailable
from orchestrator.engine.channels.handling import handle_inbound
from orchestrator.engine.channels.managing import add_channel, make_code
from orchestrator.engine.channels.receiving import find_channel, receive
from orchestrator.engine.channels.sending import send_thread
from orchestrator.engine.services import Services
from orchestrator.ports.channels import Connected, Connection, Fetched, InboundReply, InboundRequest
from support.stories import House, build_house, rows


@dataclass
class FakeService:
    """A `Channel` of any kind. What is posted is the events as JSON, signed with the word 'right'."""

    kind: ChannelKind = ChannelKind.telegram
    sent: list[tuple[str, Outgoing, str]] = field(default_factory=list)
    """(thread, message, handle) in their order."""
    edited: list[tuple[str, str, Outgoing]] = field(default_factory=list)
    """(thread, id of the message, what it says now)."""
    faults: list[OrchestratorError] = field(default_factory=list)
    """Raised by the next messages, one each."""
    mailbox: list[InboundEvent] = field(default_factory=list)
    """What `fetch` finds until it is acknowledged."""
    forgets: bool = False
    """Whether the process dies before it tells the mailbox that a batch is kept."""
    refused_token: str = "wrong"
    is_connected: bool = False

    async def connect(self, connection: Connection, inbound_url: str) -> Connected:
        self._fail()
        self.is_connected = True
        return Connected("@bot", {"bot": "7"})

    async def disconnect(self, connection: Connection) -> None:
        self._fail()
        self.is_connected = False

    def receive(self, connection: Connection, request: InboundRequest) -> InboundReply:
        if request.headers.get("signature") != "right":
            raise Unauthenticated("bad_signature", "The signature is wrong.")
        told = json.loads(request.body)
        return InboundReply(tuple(InboundEvent(**each | {"kind": InboundKind(each["kind"])}) for each in told), body=b'{"ok":true}')

    async def fetch(self, connection: Connection) -> Fetched:
        self._fail()
        return Fetched(tuple(self.mailbox[:2]), tuple(each.id for each in self.mailbox[:2]), len(self.mailbox) <= 2)

    async def acknowledge(self, connection: Connection, fetched: Fetched) -> None:
        if self.forgets:
            raise Unavailable("channel_unreachable", "out")
        self.mailbox = [each for each in self.mailbox if each.id not in fetched.receipts]

    async def send(self, connection: Connection, thread: str, message: Outgoing, handle: str = "") -> str:
        self._fail()
        self.sent.append((thread, message, handle))
        return f"sent-{len(self.sent)}"

    async def edit(self, connection: Connection, thread: str, message: str, changed: Outgoing, handle: str = "") -> None:
        self._fail()
        self.edited.append((thread, message, changed))

    async def close(self) -> None:
        self.is_connected = False

    def _fail(self) -> None:
        if self.faults:
            raise self.faults.pop(0)

    @property
    def texts(self) -> list[str]:
        return [message.text for _, message, _ in self.sent]

    @property
    def last(self) -> Outgoing:
        return self.sent[-1][1]

    def press(self, label: str) -> str:
        """The value of the newest button with this label."""
        return next(each.value for _, message, _ in reversed(self.sent) for each in message.buttons if each.label == label)


NUMBERS = itertools.count(1)


def event(kind: InboundKind = InboundKind.message, text: str = "", sender: str = "nora", **changes: Any) -> InboundEvent:
    """An event of somebody, in a private thread of theirs, with ids of its own."""
    number = next(NUMBERS)
    given = {"id": f"event-{number}", "sender": sender, "sender_name": sender.title(), "thread": f"chat {sender}", "message": f"{number}"}
    return InboundEvent(**given | {"kind": kind, "text": text} | changes)


@dataclass
class Switchboard:
    """An agent with a channel."""

    services: Services
    database: EmbeddedServer
    house: House
    service: FakeService
    channel: UUID

    async def post(self, *events: InboundEvent, signature: str = "right") -> InboundReply:
        body = json.dumps([dataclasses.asdict(each) for each in events]).encode()
        request = InboundRequest({"signature": signature}, body, "http://example.org", self.services.clock.now())
        return await receive(self.services, await find_channel(self.services, self.channel), request)

    async def handle(self) -> None:
        """Works off what came in, in its order."""
        waiting = rows(self.database, "SELECT event_id FROM inbound_events WHERE handled_at IS NULL ORDER BY received_at, event_id")
        for each in waiting:
            await handle_inbound(self.services, self.channel, each.event_id)

    async def send(self) -> None:
        """Sends what waits, thread by thread."""
        for each in rows(self.database, "SELECT DISTINCT avee_id, thread_id FROM channel_deliveries WHERE status = 'pending'"):
            await send_thread(self.services, self.house.creator, each.avee_id, each.thread_id)

    async def tell(self, *events: InboundEvent) -> Sequence[str]:
        """Posts, handles and sends; returns what was said to it."""
        before = len(self.service.sent)
        await self.post(*events)
        await self.handle()
        await self.send()
        return self.service.texts[before:]

    async def ask(self, text: str, sender: str = "nora", **changes: Any) -> Sequence[str]:
        return await self.tell(event(text=text, sender=sender, **changes))

    async def press(self, label: str, sender: str = "nora") -> Sequence[str]:
        return await self.tell(event(InboundKind.pressed, sender=sender, value=self.service.press(label)))

    async def connect_creator(self, sender: str = "mira") -> None:
        """The creator proves in the channel who they are."""
        code = await make_code(self.services, self.house.creator, self.house.avee, self.channel)
        await self.ask(f"/connect {code}", sender)

    def state(self) -> Any:
        return rows(self.database, "SELECT state, last_error FROM channels")[0]

    def deliveries(self) -> list[tuple[str, str, int]]:
        return [(row.kind, row.status, row.attempts) for row in rows(self.database, "SELECT * FROM channel_deliveries ORDER BY number")]


def sending_jobs(board: Switchboard) -> Sequence[Any]:
    """The jobs that send in threads."""
    return rows(board.database, "SELECT * FROM procrastinate_jobs WHERE task_name = 'send_channel_thread'")


async def connected(services: Services, database: EmbeddedServer, kind: ChannelKind = ChannelKind.telegram) -> Switchboard:
    """The house of `build_house` with a channel of this kind."""
    service = FakeService(kind)
    services = dataclasses.replace(services, channels={kind: service}, mailboxes={kind: service} if kind is ChannelKind.email else {})
    house = await build_house(services)
    given = {
        ChannelKind.twilio: {"account_sid": "AC1", "auth_token": "t", "number": "+100"},
        ChannelKind.discord: {"application_id": "1", "public_key": "k", "bot_token": "t"},
        ChannelKind.slack: {"bot_token": "xoxb-1", "signing_secret": "s"},
        ChannelKind.email: {"address": "ask@example.org", "imap": "imap.example.org", "password": "p"},
        ChannelKind.webhook: {"url": "https://example.org/replies"},
    }.get(kind, {"bot_token": "1:token"})
    added = await add_channel(services, house.creator, house.avee, kind, given)
    return Switchboard(services, database, house, service, added.channel.id)


WithChannel = Callable[..., None]
Story = Callable[[Switchboard], Awaitable[None]]
