"""Services in which people write to an agent: reading what they post to us, and sending to them.

An adapter knows one service's notation and nothing of conversations: what comes in is an `InboundEvent`, what leaves an
`Outgoing`. Whatever it gets from a service is a stranger's: sizes are bounded, and nothing of a secret reaches an error or a log.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Protocol

from orchestrator.domain.channels.events import InboundEvent, Outgoing
from orchestrator.domain.channels.kinds import ChannelKind


@dataclass(frozen=True, slots=True)
class Connection:
    """One channel of an agent, as its adapter needs it."""

    id: str
    """The channel's id, 36 characters. Also the name under which an adapter may keep a client."""
    settings: Mapping[str, str]
    """What the owner filled in and may be shown; see `FIELDS`. And what `connect` found out."""
    secrets: Mapping[str, str]
    """What is never shown. `inbound_secret` is in each: 43 random characters of our own, for services that send a secret back and for the
    signatures of `webhook` (as `whsec_` and base64)."""


@dataclass(frozen=True, slots=True)
class InboundRequest:
    """What a service posted to us."""

    headers: Mapping[str, str]
    """With names in lower case."""
    body: bytes
    """At most 1 MB."""
    url: str
    """The address that the service was told to post to, with the query as it came."""
    now: datetime
    """Aware, UTC. A signature that is older or newer than five minutes is refused."""


@dataclass(frozen=True, slots=True)
class InboundReply:
    """What is answered to the service at once, and what is worked off afterwards."""

    events: tuple[InboundEvent, ...] = ()
    """In the order in which they happened; () for a challenge, an echo of our own messages, or anything that does not concern us."""
    status: int = 200
    body: bytes = b""
    content_type: str = "application/json"


@dataclass(frozen=True, slots=True)
class Connected:
    """A channel that the service accepted."""

    name: str
    """How the channel is called at the service, such as @mara_bot; may be ''."""
    settings: Mapping[str, str] = field(default_factory=dict)
    """Further settings that the adapter needs each time, such as the bot's own id. Not secret."""


class Channel(Protocol):
    """The adapter of one service. Stateless towards the product: any process may receive or send."""

    @property
    def kind(self) -> ChannelKind: ...

    async def connect(self, connection: Connection, inbound_url: str) -> Connected:
        """Asks the service whether the token is right, and tells it where to post, where it can be told that.

        Raises Invalid `channel_refused` with the service's reason, Unavailable `channel_unreachable`.
        """
        ...

    async def disconnect(self, connection: Connection) -> None:
        """Tells the service to post no more, where it can be told that; never raises for a service that objects.

        Raises Unavailable `channel_unreachable`.
        """
        ...

    def receive(self, connection: Connection, request: InboundRequest) -> InboundReply:
        """Reads what the service posted; no network, no waiting.

        Raises Unauthenticated `bad_signature` for a missing, wrong or old signature, Invalid `bad_event` for a body that is signed and
        cannot be read.
        """
        ...

    async def send(self, connection: Connection, thread: str, message: Outgoing, handle: str = "") -> str:
        """Sends one message and returns the service's id of it, by which it can be edited and replied to; '' where there is none.

        `handle` is of the newest event of the thread; one that is used or too old is as none. Raises Limited `channel_busy` with
        `retry_after_s` where the service asks for a pause, Unavailable `channel_unreachable` where another try may help, Forbidden
        `needs_token` where the token is no longer taken, NotFound `thread_gone` where this thread takes no more messages, such as from
        somebody who blocked the bot, and Invalid `channel_refused` where the service will never take this message.
        """
        ...

    async def edit(self, connection: Connection, thread: str, message: str, changed: Outgoing, handle: str = "") -> None:
        """Replaces a message that `send` returned; without buttons, those it had are gone. Raises as `send`; nothing where the service
        cannot edit or no longer has the message."""
        ...

    async def close(self) -> None:
        """Closes the connections to the service."""
        ...


@dataclass(frozen=True, slots=True)
class Fetched:
    """What was found in a mailbox."""

    events: tuple[InboundEvent, ...]
    """Oldest first."""
    receipts: tuple[str, ...]
    """What `acknowledge` needs to know of them, in the adapter's own notation."""
    is_all: bool
    """Whether nothing is left behind them."""


class PulledChannel(Channel, Protocol):
    """A service that posts nothing: its mailbox is looked at."""

    async def fetch(self, connection: Connection) -> Fetched:
        """Reads a batch and changes nothing: until it is acknowledged, the same is found again.

        Raises Forbidden `needs_token`, Invalid `channel_refused`, Unavailable `channel_unreachable`.
        """
        ...

    async def acknowledge(self, connection: Connection, fetched: Fetched) -> None:
        """Tells the service that the batch is kept. Raises as `fetch`."""
        ...
