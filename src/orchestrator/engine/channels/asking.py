"""What an asker does in a channel: asks, presses a button below a reply, deletes a message, asks for the link to an account."""

import hashlib
from uuid import UUID, uuid5

from orchestrator.domain.accounts.access import Layer
from orchestrator.domain.channels.events import Button, InboundEvent, InboundKind
from orchestrator.domain.errors import Conflict, Kind, NotFound, OrchestratorError
from orchestrator.domain.escalation.states import Move, Status
from orchestrator.domain.message.language import read_language
from orchestrator.domain.payments.money import Money
from orchestrator.domain.replies import paying, sentences
from orchestrator.domain.replies.voice import Voice
from orchestrator.domain.routing.acting import Doing
from orchestrator.domain.routing.result import Routing
from orchestrator.domain.texts import check_message
from orchestrator.engine.accounts.signing_in.secrets import hash_secret, new_secret
from orchestrator.engine.channels.spot import Spot
from orchestrator.engine.escalation.acting import do_within
from orchestrator.engine.escalation.decline import decline
from orchestrator.engine.message.threads import WantedThread, open_thread
from orchestrator.engine.payments.checkout import ToPay, accept_offer
from orchestrator.engine.routing.incoming import Ask
from orchestrator.engine.routing.keeping.stored import load_facts, load_routing
from orchestrator.engine.routing.route import route
from orchestrator.engine.services import Services
from orchestrator.ports.database import Scope
from orchestrator.ports.stores.channels import ChannelDelivery
from orchestrator.ports.stores.paging import Page

LONGEST_ID = 60
LINK_MINUTES = 60
HELLO = "Hello! Write your question to {agent} here."


async def ask(services: Services, spot: Spot, event: InboundEvent) -> Routing | None:
    """Routes what was written. The reply leaves by itself, as everything that is said in the conversation does. None where it was not
    routed.

    A message that cannot be routed for a reason that the asker can act on is answered with that reason. Raises Unavailable where the
    message is not even kept.
    """
    if not event.text.strip():
        await spot.say(services, sentences.only_text(await _language(services, spot)))
        return None
    return await _send(services, spot, event.text, client_message_id(event))


async def tell_unread(services: Services, spot: Spot, event: InboundEvent) -> None:
    """Names what came with a message and was not read, once."""
    names = (*event.unread, *(["…"] if event.is_cut else []))
    if names:
        told = sentences.not_read(names, await _language(services, spot))
        await spot.say(services, told, delivery_id=uuid5(spot.thread.id, f"unread {event.id}"))


async def choose(services: Services, spot: Spot, delivery: ChannelDelivery, button: Button) -> Routing | None:
    """Sends what the button says, as the asker would."""
    await spot.take_buttons(services, delivery, f"✓ {button.label}")
    return await _send(services, spot, button.label, f"channel #{_digest(button.value)}")


async def settle_offer(services: Services, spot: Spot, delivery: ChannelDelivery, *, is_wanted: bool) -> None:
    """Accepts or declines the offer below which the button stood. What then stands in the thread says that it is done."""
    if delivery.thing_id is None:
        return
    yes, no = sentences.offer_choices(await _language(services, spot))
    try:
        if is_wanted:
            done = await accept_offer(services, spot.person, delivery.thing_id)
            if isinstance(done, ToPay):
                await _say_price(services, spot, done)
        else:
            await decline(services, spot.person, delivery.thing_id, None)
    except OrchestratorError as error:
        if error.kind is Kind.unavailable:
            raise
        await spot.say(services, error.detail)
        return
    await spot.take_buttons(services, delivery, f"✓ {yes if is_wanted else no}")


async def _say_price(services: Services, spot: Spot, to_pay: ToPay) -> None:
    """What the question costs, and where it is paid: nothing is bought by a button alone."""
    async with services.database.transaction(Scope(spot.person)) as tx:
        public = await tx.avees.find_public(avee_id=spot.channel.avee_id)
    payment = to_pay.payment
    voice = Voice(public.creator_name if public else "", await _language(services, spot))
    await spot.say(services, paying.to_pay(voice, Money(payment.amount, payment.currency), payment.checkout_url or payment.how_to_pay))


async def take_back(services: Services, spot: Spot, event: InboundEvent) -> None:
    """The asker deleted a message: an offer below it is declined, and a question that waits is withdrawn. What was answered stays."""
    if spot.thread.conversation_id is None:
        return
    sought = Ask(spot.thread.conversation_id, "", client_message_id=client_message_id(event))
    try:
        sent = (await load_facts(services, spot.person, sought)).sent_before
        routing = await load_routing(services, spot.person, sent.id) if sent else None
        offer = routing.escalation if routing else None
        if offer is not None and offer.status is Status.pending:
            await decline(services, spot.person, offer.id, None)
        elif offer is not None and offer.status is Status.accepted:
            async with services.database.transaction(Scope(spot.person)) as tx:
                await do_within(services, tx, spot.person, Doing(Move.withdraw, offer.id))
    except (NotFound, Conflict):
        return  # never asked, or settled meanwhile


async def begin(services: Services, spot: Spot, *, with_link: bool) -> None:
    """Greets, or sends the link by which an account takes over the threads; the latter in private alone."""
    channel = spot.channel
    if not (with_link and spot.thread.is_private):
        async with services.database.transaction(Scope(channel.owner_id)) as tx:
            avee = await tx.avees.load_avee(channel.avee_id)
        await spot.say(services, (avee.greeting if avee and avee.greeting else HELLO.format(agent=avee.display_name if avee else "")))
        return
    secret = new_secret("join")
    async with services.database.transaction(Scope(channel.owner_id)) as tx:
        await tx.channels.add_code(channel.avee_id, channel.id, hash_secret(secret), None, spot.thread.person_id, LINK_MINUTES)
    link = f"{services.links_url.rstrip('/')}/join-chat/{secret}"
    await spot.say(services, sentences.join_account(link, await _language(services, spot)))


def client_message_id(event: InboundEvent) -> str:
    """The id under which a message of a channel is asked, equal for equal messages; the service's own id stands in it where that is short.
    A changed message is asked anew."""
    own = event.message if len(event.message) <= LONGEST_ID and not set(event.message) & set("# ") else f"#{_digest(event.message)}"
    return f"channel {own}" + (f" {_digest(event.text)}" if event.kind is InboundKind.edited else "")


async def _send(services: Services, spot: Spot, text: str, message_id: str) -> Routing | None:
    try:
        conversation_id = spot.thread.conversation_id or await _open(services, spot)
        # Whoever else reads along sees no more than everybody may.
        layer = None if spot.thread.is_private else Layer.public
        return await route(services, spot.person, Ask(conversation_id, check_message(text), layer, message_id))
    except OrchestratorError as error:
        if error.code == "saved_not_routed":
            return None  # a job routes it
        if error.kind is Kind.unavailable or error.code == "too_many_at_once":
            raise
        if error.code != "client_message_id_reused":  # the same message in an older wording is asked already
            await spot.say(services, error.detail)
        return None


async def _open(services: Services, spot: Spot) -> UUID:
    """Begins the conversation that belongs to the thread."""
    channel, thread = spot.channel, spot.thread
    conversation_id = await open_thread(services, spot.person, channel.avee_id, WantedThread(name=f"channel {thread.id}"))
    async with services.database.transaction(Scope(channel.owner_id)) as tx:
        await tx.channels.set_conversation(channel.avee_id, thread.id, conversation_id)
    return conversation_id


async def _language(services: Services, spot: Spot) -> str:
    """The language of the newest message of the conversation, else the one that is not known."""
    if spot.thread.conversation_id is None:
        return read_language("", services.word_forms)
    async with services.database.transaction(Scope(spot.person)) as tx:
        newest = await tx.conversations.list_messages(spot.thread.conversation_id, Page(1))
    return read_language(newest[0].content if newest else "", services.word_forms)


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()[:32]
