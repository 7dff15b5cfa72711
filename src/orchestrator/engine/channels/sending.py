"""A job: sends what waits in one thread of a channel, in its order."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import Enum, auto
from uuid import UUID

from orchestrator.domain.channels.events import Outgoing
from orchestrator.domain.channels.kinds import ABILITIES, ChannelState
from orchestrator.domain.channels.pressing import number_choices
from orchestrator.domain.channels.splitting import split
from orchestrator.domain.errors import Kind, OrchestratorError
from orchestrator.domain.notifying.delivering import LONGEST_QUEUED, Retry, plan_retry
from orchestrator.domain.routing.result import Routing
from orchestrator.engine.channels.composing import Composed, compose
from orchestrator.engine.channels.managing import channel_of
from orchestrator.engine.channels.spot import Spot
from orchestrator.engine.notifying.deliver_webhook import read_asked_pause
from orchestrator.engine.services import Services
from orchestrator.ports.channels import Channel, Connection
from orchestrator.ports.database import Scope
from orchestrator.ports.identifiers import new_id
from orchestrator.ports.stores.channels import ChannelDelivery, FoundChannel, WaitingThread

TASK = "send_channel_thread"
FIRST_WAIT_S = 2.0
"""Seconds until the second try, as the job queue would wait."""
ROOM = 0.9
"""The part of the longest text that is filled; the rest is for what a service's own notation adds."""


@dataclass(frozen=True, slots=True)
class Sending:
    """A thread in which this job sends, and no other."""

    adapter: Channel
    by: UUID
    waiting: WaitingThread
    routing: Routing | None
    """What was just asked in it; None where that is not known."""

    @property
    def spot(self) -> Spot:
        return Spot(self.waiting.channel, self.waiting.thread)

    @property
    def connection(self) -> Connection:
        channel = self.waiting.channel
        return Connection(str(channel.id), channel.settings, channel.secrets)


async def send_thread(services: Services, owner: UUID, avee_id: UUID, thread_id: UUID, now: datetime | None = None) -> None:
    """Sends what is pending, one after the other; the next waits until the one before it has left. Nothing where another job sends in the
    thread, which looks again at its end.

    After a failure the rest waits: as long as the service asked for, or longer each time. A thread that takes no more messages and a
    message that the service refuses are given up; where the token is no longer taken, all waits for a new one. Each is a state that
    the owner sees. Raises Unavailable or Limited where the job queue should try again soon.
    """
    by = new_id()
    async with services.database.channel_path() as path:
        waiting = await path.begin_sending(owner, avee_id, thread_id, by, None)
    if waiting is not None:
        async with _in_turn(services, waiting, by):
            error = await _send_waiting(services, waiting, by, None, now or services.clock.now())
        if error is not None:
            raise error


async def send_at_once(services: Services, spot: Spot, by: UUID, event_id: str, routing: Routing | None) -> None:
    """Sends what was said in the thread while `by` handled the event, which is done with that. What fails is left to a job."""
    channel = spot.channel
    async with services.database.channel_path() as path:
        waiting = await path.begin_sending(channel.owner_id, channel.avee_id, spot.thread.id, by, event_id)
    if waiting is None:
        return
    async with _in_turn(services, waiting, by):
        # What has failed before is waiting for its next try, and the rest for it.
        if waiting.deliveries[0].attempts:
            return
        error = await _send_waiting(services, waiting, by, routing, services.clock.now())
        if error is not None:
            wait_s = max(FIRST_WAIT_S, read_asked_pause(error).total_seconds())
            arguments = {"person": channel.owner_id, "avee_id": channel.avee_id, "thread_id": spot.thread.id}
            async with services.database.transaction(Scope(channel.owner_id)) as tx:
                await tx.jobs.enqueue_later(TASK, wait_s, **{name: str(each) for name, each in arguments.items()})


async def leave_to_a_job(services: Services, spot: Spot, by: UUID) -> None:
    """What was said in the thread while `by` handled an event, and failed, gets a job."""
    await _end(services, spot.channel, spot.thread.id, by, 0)


@asynccontextmanager
async def _in_turn(services: Services, waiting: WaitingThread, by: UUID) -> AsyncIterator[None]:
    """Afterwards, what was added meanwhile gets a job; everything that is left does where the block was broken off."""
    last = 0
    try:
        yield
        last = waiting.deliveries[-1].number
    finally:
        await _end(services, waiting.channel, waiting.thread.id, by, last)


async def _end(services: Services, channel: FoundChannel, thread_id: UUID, by: UUID, last: int) -> None:
    async with services.database.channel_path() as path:
        await path.end_sending(channel.owner_id, channel.avee_id, thread_id, by, last)


async def _send_waiting(
    services: Services, waiting: WaitingThread, by: UUID, routing: Routing | None, now: datetime
) -> OrchestratorError | None:  # fmt: skip
    """The error where the job queue is to try again."""
    channel, thread = waiting.channel, waiting.thread
    if channel.state in (ChannelState.off, ChannelState.needs_token):
        return None
    if thread.refused is not None:
        async with services.database.transaction(Scope(channel.owner_id)) as tx:
            await tx.channels.give_up_thread(channel.avee_id, thread.id, thread.refused)
        return None
    sending = Sending(channel_of(services, channel.kind), by, waiting, routing)
    for delivery in waiting.deliveries:
        try:
            await _send(services, sending, delivery)
        except OrchestratorError as error:
            follows = await _save_failure(services, sending.spot, delivery, error, now)
            if follows is not Follows.next:
                return error if follows is Follows.try_again else None
    return None


async def _send(services: Services, sending: Sending, delivery: ChannelDelivery) -> None:
    """Sends the pieces that have not left yet."""
    can, spot = ABILITIES[sending.waiting.channel.kind], sending.spot
    if delivery.kind == "edit":
        await _edit(services, sending, delivery)
        await _note(services, sending, delivery, None, None)
        return
    composed = await compose(services, spot, delivery, sending.routing, has_replies=can.replies)
    pieces = _pieces(composed, int(can.max_characters * ROOM), has_buttons=can.buttons)
    for number, piece in enumerate(pieces[len(delivery.refs) :], len(delivery.refs)):
        is_last = number == len(pieces) - 1
        message = Outgoing(
            piece,
            composed.buttons if can.buttons and is_last else (),
            composed.reply_to if number == 0 else "",
            f"{delivery.id.hex}-{number}",
            composed.subject,
        )
        ref = await sending.adapter.send(sending.connection, spot.thread.thread, message, spot.thread.handle)
        await _note(services, sending, delivery, ref, composed, is_last=is_last)
    if len(pieces) <= len(delivery.refs):
        await _note(services, sending, delivery, None, None)


async def _note(
    services: Services, sending: Sending, delivery: ChannelDelivery, ref: str | None, composed: Composed | None, *, is_last: bool = True
) -> None:  # fmt: skip
    buttons, about = (composed.buttons if is_last else None, composed.about) if composed else (None, None)
    async with services.database.channel_path() as path:
        await path.note_piece(sending.waiting, sending.by, delivery.id, ref, buttons, about, is_done=is_last)


async def _edit(services: Services, sending: Sending, delivery: ChannelDelivery) -> None:
    """Shows what was pressed in the place of the buttons, where the service can."""
    spot, can = sending.spot, ABILITIES[sending.waiting.channel.kind]
    target = await spot.find_delivery(services, delivery.thing_id) if delivery.thing_id else None
    if target is None or not target.refs or not can.edits:
        return
    composed = await compose(services, spot, target, has_replies=can.replies)
    last = _pieces(composed, int(can.max_characters * ROOM), has_buttons=True)[-1:]
    changed = Outgoing("\n\n".join((*last, delivery.content or "")), key=delivery.id.hex)
    await sending.adapter.edit(sending.connection, spot.thread.thread, target.refs[-1], changed, spot.thread.handle)


def _pieces(composed: Composed, longest: int, *, has_buttons: bool) -> tuple[str, ...]:
    return split(composed.text if has_buttons else number_choices(composed.text, composed.buttons), longest)


class Follows(Enum):
    """What follows a failure."""

    next = auto()
    """The next delivery goes on."""
    try_again = auto()
    """The job queue tries again soon."""
    nothing = auto()
    """The rest waits, or is given up."""


async def _save_failure(services: Services, spot: Spot, delivery: ChannelDelivery, error: OrchestratorError, now: datetime) -> Follows:
    """Stores what went wrong, for the owner."""
    channel, pause = spot.channel, read_asked_pause(error)
    async with services.database.transaction(Scope(channel.owner_id)) as tx:
        if error.code == "needs_token":
            await tx.channels.mark(channel.avee_id, channel.id, ChannelState.needs_token, error.detail)
            return Follows.nothing
        if error.code == "thread_gone":
            await tx.channels.give_up_thread(channel.avee_id, spot.thread.id, error.detail)
            return Follows.nothing
        if error.kind not in (Kind.unavailable, Kind.limited):
            await tx.channels.fail_delivery(channel.avee_id, delivery.id, error.detail, None)
            return Follows.next
        retry = plan_retry(delivery.attempts + 1, delivery.created_at, now, pause)
        await tx.channels.fail_delivery(
            channel.avee_id, delivery.id, error.detail, None if retry.is_final else _next_try(retry, now, pause)
        )
        if error.kind is Kind.unavailable:
            await tx.channels.mark(channel.avee_id, channel.id, ChannelState.failing, error.detail)
    return Follows.try_again if retry.at_once else Follows.nothing


def _next_try(retry: Retry, now: datetime, pause: timedelta) -> datetime:
    """A pause that the job queue keeps itself ends when it says so."""
    return now + pause if timedelta() < pause <= LONGEST_QUEUED else retry.at
