"""What an answer seems to give away, told before it is sent."""

from uuid import UUID

from orchestrator.domain.errors import NotFound
from orchestrator.domain.safety.privacy import Finding, find_personal_data
from orchestrator.domain.texts import MAX_ANSWER_CHARACTERS, check_text
from orchestrator.engine.services import Services
from orchestrator.ports.database import Scope
from orchestrator.ports.stores.paging import Page


async def check_answer(services: Services, person: UUID, escalation_id: UUID, text: str) -> tuple[Finding, ...]:
    """Personal data in an answer to this question that others may be given, in reading order: the asker's name among it, and those
    of whoever waits for the same answer.

    Raises NotFound `escalation_not_found`, Invalid for an empty or over-long text.
    """
    text = check_text("answer", text, MAX_ANSWER_CHARACTERS)
    async with services.database.transaction(Scope(person)) as tx:
        found = await tx.escalations.list_escalations(Page(1), escalation_id=escalation_id)
        others = await tx.escalations.load_group(found[0].avee_id, escalation_id) if found else []
    if not found:
        raise NotFound("escalation_not_found", "There is no such question that you could do this with.")
    names = [found[0].asker_display_name, found[0].asker_handle]
    for each in others:
        names += (each.asker_display_name, each.asker_handle)
    return find_personal_data(text, names)
