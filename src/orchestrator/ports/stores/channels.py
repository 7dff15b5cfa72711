"""The store of channels, with its rows. All but the last four methods act as the owner of the agent."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol
from uuid import UUID

from orchestrator.domain.channels.events import Button, InboundEvent, SetAside
from orchestrator.domain.channels.kinds import ChannelKind, ChannelState


@dataclass(frozen=True, slots=True)
class ChannelRecord:
    """A channel of an agent, as it may be shown."""

    id: UUID
    kind: ChannelKind
    name: str
    """How it is called at the service; may be ''."""
    settings: Mapping[str, str]
    state: ChannelState
    last_error: str | None
    failing_since: datetime | None
    last_received_at: datetime | None
    last_sent_at: datetime | None
    created_at: datetime
    version: int
    waiting: int
    """Messages that have not left yet."""
    is_connected: bool
    """Whether the person is told there what their notifications tell."""


@dataclass(frozen=True, slots=True)
class FoundChannel:
    """A channel with its secrets."""

    avee_id: UUID
    owner_id: UUID
    id: UUID
    kind: ChannelKind
    settings: Mapping[str, str]
    secrets: Mapping[str, str]
    state: ChannelState


@dataclass(frozen=True, slots=True)
class ChannelThread:
    """Where a person's messages go."""

    id: UUID
    channel_id: UUID
    person_id: UUID
    user_id: UUID
    thread: str
    is_private: bool
    conversation_id: UUID | None
    handle: str
    """What the service gave for answering the newest event; '' where it gave nothing."""
    refused: str | None
    """Why nothing is sent to the person: a message came back. None once they write again."""


@dataclass(frozen=True, slots=True)
class ChannelMessage:
    """A message of a conversation that leaves by a channel."""

    role: str
    """'agent' or 'creator'."""
    kind: str
    content: str
    in_reply_to: UUID | None
    author: str
    """Who of the team wrote it; '' where nobody did."""
    asked_by: str
    """The service's id of the message that it replies to; '' where it came from elsewhere."""


@dataclass(frozen=True, slots=True)
class ChannelDelivery:
    """One thing that leaves."""

    id: UUID
    number: int
    """What is added later to the thread has a higher one."""
    thread_id: UUID
    kind: str
    """'message', 'news', 'said' or 'edit'."""
    message_id: UUID | None
    topic: str | None
    thing_id: UUID | None
    content: str | None
    draft: str | None
    buttons: Sequence[Button]
    refs: Sequence[str]
    """Ids at the service of the pieces that were sent so far."""
    attempts: int
    created_at: datetime
    message: ChannelMessage | None = None
    """Where it was loaded with the delivery."""


@dataclass(frozen=True, slots=True)
class ChannelCode:
    """What a code joins, as whoever opened its link is shown."""

    kind: ChannelKind
    name: str
    person: str
    agent: str
    handle: str


@dataclass(frozen=True, slots=True)
class AsideRecord:
    """Something that came in and is not answered."""

    id: str
    reason: SetAside
    sender: str
    text: str
    received_at: datetime


class Channels(Protocol):
    """Channels of an agent, their people and threads, what came in and what leaves."""

    async def insert(
        self, avee_id: UUID, channel_id: UUID, kind: ChannelKind, name: str, settings: Mapping[str, str], secrets: Mapping[str, str]
    ) -> None: ...
    async def change(
        self, avee_id: UUID, channel_id: UUID, version: int | None, name: str, settings: Mapping[str, str], secrets: Mapping[str, str],
        state: ChannelState,
    ) -> bool:  # fmt: skip
        """Returns False where it is of another version, or gone. Of what waits, the jobs are added."""
        ...

    async def delete(self, avee_id: UUID, channel_id: UUID) -> bool: ...
    async def mark(self, avee_id: UUID, channel_id: UUID, state: ChannelState, error: str | None) -> bool:
        """Stores how the channel fares, unless it is switched off; returns whether its state changed."""
        ...

    async def set_aside(self, avee_id: UUID, channel_id: UUID, event_id: str, reason: SetAside) -> None:
        """It is handled, and its content kept for the owner."""
        ...

    async def list_aside(self, avee_id: UUID, channel_id: UUID, limit: int) -> list[AsideRecord]:
        """The newest first; of the text, the beginning."""
        ...

    async def count_said(self, avee_id: UUID, person_id: UUID) -> int:
        """What was said to a person within the last hour, without what notifications tell."""
        ...

    async def refuse(self, avee_id: UUID, channel_id: UUID, ref: str, sender: str, reason: str) -> bool:
        """Sends nothing more to the person to whom the message with this id at the service went, and gives up what waits. False where none
        with this id went to `sender`."""
        ...

    async def note_fetched(self, avee_id: UUID, channel_id: UUID, error: str | None) -> None:
        """A mailbox was looked at, or could not be."""
        ...

    async def set_conversation(self, avee_id: UUID, thread_id: UUID, conversation_id: UUID) -> None: ...
    async def load_thread(self, avee_id: UUID, thread_id: UUID) -> ChannelThread | None: ...
    async def say(
        self, avee_id: UUID, thread: ChannelThread, content: str, buttons: Sequence[Button] = (), *, delivery_id: UUID | None = None,
        about: UUID | None = None, draft: str | None = None,
    ) -> None:  # fmt: skip
        """Adds a sentence of the channel's own to the thread, with the job that sends it; nothing where the id is there already."""
        ...

    async def take_buttons(self, avee_id: UUID, thread: ChannelThread, delivery_id: UUID, content: str) -> None:
        """Has the buttons of an earlier delivery replaced by a sentence."""
        ...

    async def find_delivery(self, avee_id: UUID, delivery_id: UUID) -> ChannelDelivery | None: ...
    async def find_sent(self, avee_id: UUID, thread_id: UUID, ref: str) -> ChannelDelivery | None:
        """The delivery into the thread that has this id at the service."""
        ...

    async def find_asking(self, avee_id: UUID, thread_id: UUID, *, with_buttons: bool) -> ChannelDelivery | None:
        """The newest sent delivery into the thread that has buttons, or that tells of a question."""
        ...

    async def load_message(self, avee_id: UUID, message_id: UUID) -> ChannelMessage | None: ...
    async def fail_delivery(self, avee_id: UUID, delivery_id: UUID, error: str, retry_at: datetime | None) -> None:
        """Without `retry_at` it is given up."""
        ...

    async def give_up_thread(self, avee_id: UUID, thread_id: UUID, error: str) -> None: ...
    async def add_code(
        self, avee_id: UUID, channel_id: UUID, secret_hash: bytes, user_id: UUID | None, person_id: UUID | None, minutes: int
    ) -> None:
        """Of each account and each person, the newest code of a channel counts."""
        ...

    async def hear(self, avee_id: UUID, person_id: UUID, secret_hash: bytes) -> bool:
        """Whether the code was right: from then on, the person of the service is who it was shown to."""
        ...

    async def list_channels(self, avee_id: UUID) -> list[ChannelRecord]:
        """For everybody of the team who may answer."""
        ...

    async def find(self, channel_id: UUID) -> FoundChannel | None:
        """For anybody: what a service posts is checked with it."""
        ...

    async def read_code(self, secret_hash: bytes) -> ChannelCode | None:
        """For an account that opened the link."""
        ...

    async def join(self, secret_hash: bytes) -> bool:
        """The account takes over the threads of the person that the code was sent to; False where the code is not valid."""
        ...

    async def find_due(self, limit: int) -> list[tuple[str, dict[str, str]]]:
        """For anybody: the jobs of what is overdue, as (task, arguments)."""
        ...


@dataclass(frozen=True, slots=True)
class TakenEvent:
    """Something that happened in a channel, with what is needed to handle it."""

    event: InboundEvent
    channel: FoundChannel
    thread: ChannelThread | None
    """None where nobody did anything: a message of ours came back."""
    hears: bool
    """Whether the person proved that they are of the team."""


@dataclass(frozen=True, slots=True)
class WaitingThread:
    """What waits in a thread, for the one who sends it."""

    channel: FoundChannel
    thread: ChannelThread
    deliveries: Sequence[ChannelDelivery]
    """In the order in which they are sent, at least one, each with its message."""


class ChannelPath(Protocol):
    """The way of a message through a channel: each method is one statement in a transaction of its own, as the agent's owner."""

    async def find(self, channel_id: UUID) -> FoundChannel | None:
        """For anybody: what a service posts is checked with it."""
        ...

    async def keep_events(self, channel_id: UUID, events: Sequence[InboundEvent]) -> None:
        """Keeps each event once, with the job that handles it; what is set aside has none."""
        ...

    async def take_event(self, channel_id: UUID, event_id: str, by: UUID) -> TakenEvent | None:
        """None where it is handled already, or the channel is gone. A person who is new becomes a guest of the agent; to one whose
        messages came back, things are sent again.

        What is said in the thread from now on is left to `by`, who sends it when the event is handled; where another one is sending
        there, it is left to that one.
        """
        ...

    async def begin_sending(self, owner: UUID, avee_id: UUID, thread_id: UUID, by: UUID, event_id: str | None) -> WaitingThread | None:
        """None where nothing waits, or somebody else is sending it. `event_id` is handled with that."""
        ...

    async def note_piece(
        self, waiting: WaitingThread, by: UUID, delivery_id: UUID, ref: str | None, buttons: Sequence[Button] | None, about: UUID | None,
        *, is_done: bool,
    ) -> None:  # fmt: skip
        """A piece of a delivery was sent, None where nothing had to be; the last one has its buttons and the question that they are
        about, None before it. With `is_done` the delivery is sent and the channel works."""
        ...

    async def end_sending(self, owner: UUID, avee_id: UUID, thread_id: UUID, by: UUID, last: int) -> None:
        """What was added after the delivery with the number `last` gets a job."""
        ...
