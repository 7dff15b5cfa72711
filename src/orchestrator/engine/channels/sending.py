"""A job: sends what waits in one thread of a channel, in its order."""

from datetime import datetime, timedelta
from uuid import UUID

from orchestrator.domain.channels.events import Outgoing
from orchestrator.domain.channels.kinds import ABILITIES, ChannelState
from orchestrator.domain.channels.pressing import number_choices
from orchestrator.domain.channels.splitting import split
from orchestrator.domain.errors import Kind, OrchestratorError
from orchestrator.domain.notifying.delivering import LONGEST_QUEUED, Retry, plan_retry
from orchestrator.engine.channels.composing import Composed, compose
from orchestrator.engine.channels.managing import channel_of
from orchestrator.engine.channels.spot import Spot
from orchestrator.engine.notifying.deliver_webhook import read_asked_pause
from orchestrator.engine.services import Services
from orchestrator.ports.channels import Channel, Connection
from orchestrator.ports.database import Scope
from orchestrator.ports.stores.channels import ChannelDelivery

TASK = "send_channel_thread"
BATCH_DELIVERIES = 50
ROOM = 0.9
"""The part of the longest text that is filled; the rest is for what a service's own notation adds."""


async def send_thread(services: Services, owner: UUID, avee_id: UUID, thread_id: UUID, now: datetime | None = None) -> None:
    """Sends what is pending, one after the other; the next waits until the one before it has left.

    After a failure the rest waits: as long as the service asked for, or longer each time. A thread that takes no more messages and a
    message that the service refuses are given up; where the token is no longer taken, all waits for a new one. Each is a state that
    the owner sees. Raises Unavailable or Limited where the job queue should try again soon.
    """
    async with services.database.transaction(Scope(owner)) as tx:
        thread = await tx.channels.load_thread(avee_id, thread_id)
        channel = await tx.channels.find(thread.channel_id) if thread else None
        pending = await tx.channels.list_pending(avee_id, thread_id, BATCH_DELIVERIES) if thread else []
    if thread is None or channel is None or channel.state in (ChannelState.off, ChannelState.needs_token):
        return
    if thread.refused is not None:
        async with services.database.transaction(Scope(owner)) as tx:
            await tx.channels.give_up_thread(avee_id, thread_id, thread.refused)
        return
    spot, adapter = Spot(channel, thread), channel_of(services, channel.kind)
    for delivery in pending:
        try:
            await _send(services, adapter, spot, delivery)
        except OrchestratorError as error:
            if not await _save_failure(services, spot, delivery, error, now or services.clock.now()):
                return


async def _send(services: Services, adapter: Channel, spot: Spot, delivery: ChannelDelivery) -> None:
    """Sends the pieces that have not left yet."""
    channel, owner = spot.channel, Scope(spot.channel.owner_id)
    connection, can = Connection(str(channel.id), channel.settings, channel.secrets), ABILITIES[channel.kind]
    if delivery.kind == "edit":
        await _edit(services, adapter, spot, delivery)
    else:
        composed = await compose(services, spot, delivery, has_replies=can.replies)
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
            ref = await adapter.send(connection, spot.thread.thread, message, spot.thread.handle)
            async with services.database.transaction(owner) as tx:
                await tx.channels.note_piece(channel.avee_id, delivery.id, ref, composed.buttons if is_last else None, composed.about)
    async with services.database.transaction(owner) as tx:
        await tx.channels.finish_delivery(channel.avee_id, delivery.id)
        await tx.channels.mark(channel.avee_id, channel.id, ChannelState.working, None)


async def _edit(services: Services, adapter: Channel, spot: Spot, delivery: ChannelDelivery) -> None:
    """Shows what was pressed in the place of the buttons, where the service can."""
    channel, can = spot.channel, ABILITIES[spot.channel.kind]
    target = await spot.find_delivery(services, delivery.thing_id) if delivery.thing_id else None
    if target is None or not target.refs or not can.edits:
        return
    composed = await compose(services, spot, target, has_replies=can.replies)
    last = _pieces(composed, int(can.max_characters * ROOM), has_buttons=True)[-1:]
    changed = Outgoing("\n\n".join((*last, delivery.content or "")), key=delivery.id.hex)
    connection = Connection(str(channel.id), channel.settings, channel.secrets)
    await adapter.edit(connection, spot.thread.thread, target.refs[-1], changed, spot.thread.handle)


def _pieces(composed: Composed, longest: int, *, has_buttons: bool) -> tuple[str, ...]:
    return split(composed.text if has_buttons else number_choices(composed.text, composed.buttons), longest)


async def _save_failure(services: Services, spot: Spot, delivery: ChannelDelivery, error: OrchestratorError, now: datetime) -> bool:
    """Stores what went wrong for the owner; returns whether the next delivery may go. Raises the error where the queue is to try again."""
    channel, pause = spot.channel, read_asked_pause(error)
    async with services.database.transaction(Scope(channel.owner_id)) as tx:
        if error.code == "needs_token":
            await tx.channels.mark(channel.avee_id, channel.id, ChannelState.needs_token, error.detail)
            return False
        if error.code == "thread_gone":
            await tx.channels.give_up_thread(channel.avee_id, spot.thread.id, error.detail)
            return False
        if error.kind not in (Kind.unavailable, Kind.limited):
            await tx.channels.fail_delivery(channel.avee_id, delivery.id, error.detail, None)
            return True
        retry = plan_retry(delivery.attempts + 1, delivery.created_at, now, pause)
        await tx.channels.fail_delivery(
            channel.avee_id, delivery.id, error.detail, None if retry.is_final else _next_try(retry, now, pause)
        )
        if error.kind is Kind.unavailable:
            await tx.channels.mark(channel.avee_id, channel.id, ChannelState.failing, error.detail)
    if retry.at_once:
        raise error
    return False


def _next_try(retry: Retry, now: datetime, pause: timedelta) -> datetime:
    """A pause that the job queue keeps itself ends when it says so."""
    return now + pause if timedelta() < pause <= LONGEST_QUEUED else retry.at
