"""A job: does what an event of a channel asks for."""

from dataclasses import dataclass
from uuid import UUID, uuid5

from orchestrator.domain.channels.events import Button, InboundEvent, InboundKind
from orchestrator.domain.channels.kinds import ABILITIES
from orchestrator.domain.channels.pressing import Action, read_number, read_pressed
from orchestrator.domain.routing.result import Routing
from orchestrator.engine.accounts.signing_in.secrets import hash_secret
from orchestrator.engine.channels import answering, asking, sending
from orchestrator.engine.channels.mailboxes.setting_aside import is_too_much, note_return
from orchestrator.engine.channels.spot import Spot
from orchestrator.engine.services import Services
from orchestrator.ports.database import Scope
from orchestrator.ports.stores.channels import ChannelDelivery

NOT_PROVEN = "Anybody can write under your address. Reply to this mail, and write the line with /connect once more."
CONNECTED = "You are connected, {name}. Questions for {agent} come here; reply to one, and nothing is sent before you press Send."
WRONG_CODE = "This code is not valid, or it has expired. The page of the agent's channels shows a new one."
NOT_HERE = "Please do this in a private chat with me."


@dataclass(frozen=True, slots=True)
class Entered:
    """Whoever did it, where, and whether they are of the team."""

    spot: Spot
    hears: bool


async def handle_inbound(services: Services, channel_id: UUID, event_id: str) -> None:
    """Nothing where it is done already, or the channel is gone. What is said in the thread meanwhile is sent at the end: a job of its own
    would start later.

    Raises Unavailable where a model or the database is out: the event is then handled later.
    """
    by = uuid5(channel_id, event_id)
    async with services.database.channel_path() as path:
        taken = await path.take_event(channel_id, event_id, by)
    if taken is None:
        return
    channel, event = taken.channel, taken.event
    if taken.thread is None:
        await note_return(services, channel, event)
        return
    spot = Spot(channel, taken.thread)
    try:
        if await is_too_much(services, channel, spot.thread.person_id, event, is_of_team=taken.hears):
            await sending.leave_to_a_job(services, spot, by)
            return
        routing = await _handle(services, Entered(spot, taken.hears), event)
    except BaseException:
        await sending.leave_to_a_job(services, spot, by)
        raise
    await sending.send_at_once(services, spot, by, event_id, routing)


async def _handle(services: Services, entered: Entered, event: InboundEvent) -> Routing | None:
    """The routing of what was asked; None where nothing was."""
    spot = entered.spot
    command, _, code = event.text.strip().partition(" ")
    match event.kind:
        case InboundKind.deleted:
            await asking.take_back(services, spot, event)
        case InboundKind.pressed:
            return await _press(services, entered, event.value)
        case _ if command in ("/connect", "/start") and code.strip() and not event.is_proven:
            await spot.say(services, NOT_PROVEN)
        case _ if command in ("/connect", "/start") and code.strip():
            await _connect(services, spot, code.strip())
        case _ if command in ("/link", "/start", "/help"):
            await asking.begin(services, spot, with_link=command == "/link")
        case _:
            routing = await _read(services, entered, event)
            await asking.tell_unread(services, spot, event)
            return routing
    return None


async def _read(services: Services, entered: Entered, event: InboundEvent) -> Routing | None:
    """A message: a number or word that stands for a button, an answer of the team's, or a question. Whoever is only claimed to have written
    it asks."""
    spot = entered.spot
    if event.is_proven:
        if not ABILITIES[spot.channel.kind].buttons:
            button = await _named_button(services, spot, event)
            if button is not None:
                return await _press(services, entered, button.value)
        asked = await _answered_question(services, entered, event)
        if asked is not None and asked.thing_id is not None:
            await answering.draft(services, spot, asked.thing_id, event)
            return None
    return await asking.ask(services, spot, event)


async def _named_button(services: Services, spot: Spot, event: InboundEvent) -> Button | None:
    """The button that the message names: of the message that it replies to, else of the newest that has any."""
    replied = await spot.find_sent(services, event.reply_to) if event.reply_to else None
    last = replied or await spot.find_asking(services, with_buttons=True)
    return read_number(event.text, tuple(last.buttons)) if last else None


async def _answered_question(services: Services, entered: Entered, event: InboundEvent) -> ChannelDelivery | None:
    """What told of the question that the message answers; None where it answers none."""
    spot = entered.spot
    if not entered.hears or not spot.thread.is_private:
        return None
    if event.reply_to:
        replied = await spot.find_sent(services, event.reply_to)
        return replied if replied and replied.thing_id and (replied.topic or replied.draft) else None
    if ABILITIES[spot.channel.kind].replies:
        return None
    # A service without replies: the newest question is meant. Nothing is sent by that, as a draft waits for its Send.
    return await spot.find_asking(services, with_buttons=False)


async def _press(services: Services, entered: Entered, value: str) -> Routing | None:
    spot, pressed = entered.spot, read_pressed(value)
    delivery = await spot.find_delivery(services, pressed.delivery) if pressed else None
    if pressed is None or delivery is None or delivery.thread_id != spot.thread.id:
        return None  # not one of ours, or somebody else's
    match pressed.action:
        case Action.accept | Action.decline:
            await asking.settle_offer(services, spot, delivery, is_wanted=pressed.action is Action.accept)
        case Action.choose:
            button = next((each for each in delivery.buttons if each.value == value), None)
            return await asking.choose(services, spot, delivery, button) if button is not None else None
        case Action.send | Action.send_once | Action.discard if entered.hears:
            await answering.settle_draft(services, spot, delivery, pressed.action)
        case _:
            pass
    return None


async def _connect(services: Services, spot: Spot, code: str) -> None:
    if not spot.thread.is_private:
        await spot.say(services, NOT_HERE)
        return
    async with services.database.transaction(Scope(spot.channel.owner_id)) as tx:
        is_right = await tx.channels.hear(spot.channel.avee_id, spot.thread.person_id, hash_secret(code.upper()))
        thread = await tx.channels.load_thread(spot.channel.avee_id, spot.thread.id)
    if not is_right or thread is None:
        await spot.say(services, WRONG_CODE)
        return
    async with services.database.transaction(Scope(thread.user_id)) as tx:
        me, avee = await tx.accounts.load_me(), await tx.avees.load_avee(spot.channel.avee_id)
    await spot.say(services, CONNECTED.format(name=me.display_name if me else "", agent=avee.display_name if avee else ""))
