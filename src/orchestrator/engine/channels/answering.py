"""Somebody of the team answers where they were told of a question: what they write is a draft until they press Send."""

from uuid import UUID

from orchestrator.domain.channels.events import InboundEvent
from orchestrator.domain.channels.kinds import ABILITIES
from orchestrator.domain.channels.pressing import Action, make_button
from orchestrator.domain.errors import Kind, OrchestratorError
from orchestrator.domain.texts import MAX_ANSWER_CHARACTERS, check_text, shortened
from orchestrator.engine.channels.spot import Spot
from orchestrator.engine.escalation.answer import Reply, answer
from orchestrator.engine.escalation.teamwork.working import save_draft
from orchestrator.engine.services import Services
from orchestrator.ports.database import Scope
from orchestrator.ports.identifiers import new_id
from orchestrator.ports.stores.channels import ChannelDelivery
from orchestrator.ports.stores.paging import Page

SEND, SEND_ONCE, DISCARD = "Send", "Send, do not reuse", "Discard"
PREVIEW = "Your answer to “{question}”. Nothing is sent yet.\n\n{answer}"
NOT_SENT = "Not sent: {detail}"
NO_QUESTION = "This question no longer waits, or it is not yours to answer."
MAX_QUESTION_CHARACTERS = 120


async def draft(services: Services, spot: Spot, escalation_id: UUID, event: InboundEvent) -> None:
    """Shows what would be sent, with the buttons that send it. The app's inbox has it as a draft, unless one is there already."""
    try:
        text = check_text("answer", event.text, MAX_ANSWER_CHARACTERS)
    except OrchestratorError as error:
        await spot.say(services, error.detail)
        return
    async with services.database.transaction(Scope(spot.person)) as tx:
        questions = await tx.escalations.list_escalations(Page(1), escalation_id=escalation_id)
    if not questions:
        await spot.say(services, NO_QUESTION)
        return
    try:
        await save_draft(services, spot.person, escalation_id, text, 0)
    except OrchestratorError as error:
        if error.kind is Kind.unavailable:
            raise
        # A colleague's draft stays; what keeps a draft from being sent is said when it is to be sent.
    delivery = new_id()
    buttons = (
        make_button(SEND, Action.send, delivery),
        make_button(SEND_ONCE, Action.send_once, delivery),
        make_button(DISCARD, Action.discard, delivery),
    )
    question = shortened(questions[0].original_message, MAX_QUESTION_CHARACTERS)
    preview = PREVIEW.format(question=question, answer=text)
    await spot.say(services, preview, buttons, delivery_id=delivery, about=escalation_id, draft=text)


async def settle_draft(services: Services, spot: Spot, delivery: ChannelDelivery, action: Action) -> None:
    """Sends exactly the text that the preview showed, or discards it. What keeps it from being sent is said, and the buttons stay."""
    if delivery.draft is None or delivery.thing_id is None:
        return
    if action is Action.discard:
        await _show(services, spot, delivery, f"✗ {DISCARD}")
        return
    is_reused = action is Action.send
    try:
        await answer(services, spot.person, delivery.thing_id, Reply(delivery.draft, reuse=is_reused))
    except OrchestratorError as error:
        if error.kind is Kind.unavailable:
            raise
        await spot.say(services, NOT_SENT.format(detail=error.detail))
        return
    await _show(services, spot, delivery, f"✓ {SEND if is_reused else SEND_ONCE}")


async def _show(services: Services, spot: Spot, delivery: ChannelDelivery, done: str) -> None:
    """In the place of the buttons; where nothing that was sent can be changed, as a sentence."""
    if ABILITIES[spot.channel.kind].edits:
        await spot.take_buttons(services, delivery, done)
    else:
        await spot.say(services, done)
