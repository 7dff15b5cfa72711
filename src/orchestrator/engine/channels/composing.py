"""What a delivery says, as Markdown, and the buttons below it."""

from dataclasses import dataclass
from uuid import UUID

from orchestrator.domain.channels.events import Button
from orchestrator.domain.channels.kinds import ChannelKind
from orchestrator.domain.channels.pressing import Action, make_button
from orchestrator.domain.errors import NotFound
from orchestrator.domain.escalation.states import Status
from orchestrator.domain.message.language import read_language
from orchestrator.domain.notifying.settings import NotificationKind
from orchestrator.domain.notifying.texts import NotificationContent
from orchestrator.domain.replies import sentences
from orchestrator.domain.routing.result import Routing
from orchestrator.domain.texts import shortened
from orchestrator.engine.channels.spot import Spot
from orchestrator.engine.notifying.deliver import write_text
from orchestrator.engine.routing.keeping.stored import load_routing
from orchestrator.engine.services import Services
from orchestrator.ports.database import Scope
from orchestrator.ports.stores.channels import ChannelDelivery, ChannelMessage
from orchestrator.ports.stores.paging import Page

QUESTIONS = ("question_accepted", "assigned")
"""Topics of news that can be answered in place."""
HOW_TO_ANSWER = "Reply to this message to answer. You see your answer once more before it is sent."
HOW_TO_ANSWER_LAST = "Write your answer here. You see it once more before it is sent."
REPLY = "Reply"
MAX_SUBJECT_CHARACTERS = 100


@dataclass(frozen=True, slots=True)
class Composed:
    """What leaves. `text` is '' where there is nothing left to say, such as of a message that was erased."""

    text: str
    buttons: tuple[Button, ...] = ()
    about: UUID | None = None
    """The question that the buttons are about."""
    reply_to: str = ""
    """The service's id of the message that it replies to."""
    subject: str = ""


async def compose(
    services: Services, spot: Spot, delivery: ChannelDelivery, routing: Routing | None = None, *, has_replies: bool
) -> Composed:  # fmt: skip
    """What the delivery says now. `has_replies`: whether the service tells which message a reply is to. `routing` is one that was just
    made, which need not be loaded then."""
    if delivery.message_id is not None:
        message = delivery.message or await _load_message(services, spot, delivery.message_id)
        return await _message(services, spot, delivery, message, routing) if message is not None else Composed("")
    if delivery.topic is not None:
        return await _news(services, spot, delivery, delivery.topic, has_replies)
    return Composed(delivery.content or "", tuple(delivery.buttons), delivery.thing_id)


async def _load_message(services: Services, spot: Spot, message_id: UUID) -> ChannelMessage | None:
    async with services.database.transaction(Scope(spot.channel.owner_id)) as tx:
        return await tx.channels.load_message(spot.channel.avee_id, message_id)


async def _message(
    services: Services, spot: Spot, delivery: ChannelDelivery, message: ChannelMessage, routing: Routing | None
) -> Composed:  # fmt: skip
    if message.role == "creator" and message.author:
        return Composed(f"**{sentences.as_plain_text(message.author)}:**\n\n{message.content}", reply_to=message.asked_by)
    buttons, about = await _below(services, spot, delivery, message, routing) if message.kind == "message" else ((), None)
    return Composed(message.content, buttons, about, message.asked_by)


async def _below(
    services: Services, spot: Spot, delivery: ChannelDelivery, message: ChannelMessage, routing: Routing | None
) -> tuple[tuple[Button, ...], UUID | None]:  # fmt: skip
    """(choices, or yes and no to an offer that is still open; the offered question)."""
    if message.in_reply_to is None:
        return (), None
    if routing is None or routing.message_id != message.in_reply_to:
        try:
            routing = await load_routing(services, spot.person, message.in_reply_to)
        except NotFound:
            return (), None  # the thread has another owner meanwhile
    choices, offer = routing.reply.choices if routing.reply else (), routing.escalation
    if choices:
        return tuple(make_button(each, Action.choose, delivery.id, n) for n, each in enumerate(choices)), None
    if offer is None or offer.status is not Status.pending:
        return (), None
    yes, no = sentences.offer_choices(read_language(message.content, services.word_forms))
    return (make_button(yes, Action.accept, delivery.id), make_button(no, Action.decline, delivery.id)), offer.id


async def _news(services: Services, spot: Spot, delivery: ChannelDelivery, topic: str, has_replies: bool) -> Composed:
    channel, thing = spot.channel, delivery.thing_id
    question, wrote, conversation_id = "", "", None
    async with services.database.transaction(Scope(spot.person)) as tx:
        avee = await tx.avees.load_avee(channel.avee_id)
        if topic in QUESTIONS and thing is not None:
            found = await tx.escalations.list_escalations(Page(1), escalation_id=thing)
            if not found or found[0].status is not Status.accepted:
                return Composed("")  # answered or withdrawn before it could be told
            question, conversation_id = found[0].original_message, found[0].conversation_id
        elif topic == NotificationKind.asker_wrote and thing is not None:
            message = await tx.channels.load_message(channel.avee_id, thing)
            wrote = message.content if message else ""
    if avee is None:
        return Composed("")  # no longer of the team
    agent = avee.display_name
    if not question:
        content = NotificationContent(NotificationKind(topic), agent, conversation_id, question, wrote)
        return Composed(write_text(services, [content]).body)
    quoted = "\n".join(f"> {line}" for line in question.splitlines())
    how = HOW_TO_ANSWER if has_replies else HOW_TO_ANSWER_LAST
    buttons = (make_button(REPLY, Action.reply, delivery.id),) if channel.kind is ChannelKind.discord else ()
    subject = shortened(question, MAX_SUBJECT_CHARACTERS)
    return Composed(f"**A question for {sentences.as_plain_text(agent)}**\n\n{quoted}\n\n{how}", buttons, thing, subject=subject)
