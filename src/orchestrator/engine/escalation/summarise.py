"""A chat model's summary of the conversation before an accepted question. A job writes it after the acceptance."""

from uuid import UUID

from orchestrator.domain.answering.prompt import build_summary
from orchestrator.domain.escalation.summary import TURNS, check_written
from orchestrator.domain.message.turns import Role, Turn
from orchestrator.engine.services import Services
from orchestrator.ports.database import Scope, Transaction
from orchestrator.ports.models import ChatRequest
from orchestrator.ports.stores.escalation import EscalationChanges, EscalationRecord
from orchestrator.ports.stores.paging import Page

TASK = "summarise_escalation"
MAX_TOKENS = 200


async def summarise_escalation(services: Services, person: UUID, escalation_id: UUID) -> bool:
    """Replaces the extractive summary with the model's, under the asker's permissions; returns whether it did.

    Nothing changes where no chat model is configured, where the question no longer waits, or where the model says
    something that the conversation does not. Raises Unavailable where the model does not answer; the job is tried
    again.
    """
    if services.chat is None:
        return False
    async with services.database.transaction(Scope(person)) as tx:
        escalation = await _load_waiting(tx, escalation_id)
        if escalation is None:
            return False
        said = await tx.escalations.load_turns(escalation.avee_id, escalation.conversation_id, escalation.message_id, TURNS)
        public = await tx.avees.find_public(avee_id=escalation.avee_id)
    turns = [Turn(Role(role), content) for role, content in said]
    prompt = build_summary(turns, public.creator_name if public else "the creator")
    answer = await services.chat.write(ChatRequest(prompt.system, prompt.user, temperature=0.0, max_tokens=MAX_TOKENS))
    written = check_written(answer.text, turns) if answer.is_whole else None
    if written is None:
        return False
    async with services.database.transaction(Scope(person)) as tx:
        await tx.escalations.lock(escalation_id)
        escalation = await _load_waiting(tx, escalation_id)
        if escalation is None:
            return False
        await tx.escalations.move(escalation.avee_id, escalation_id, EscalationChanges(status=escalation.status, context_summary=written))
    return True


async def _load_waiting(tx: Transaction, escalation_id: UUID) -> EscalationRecord | None:
    found = await tx.escalations.list_escalations(Page(1), status="accepted", escalation_id=escalation_id)
    return found[0] if found else None
