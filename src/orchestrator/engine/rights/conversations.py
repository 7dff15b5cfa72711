"""Erasing one conversation, and giving answers a pattern again whose asker's wording was erased."""

from contextlib import suppress
from uuid import UUID

from orchestrator.domain.errors import Conflict, NotFound
from orchestrator.domain.matching.answers import State
from orchestrator.engine.services import Services
from orchestrator.ports.database import Scope
from orchestrator.ports.stores.matching.answers import NewAnswer, Showing

EMBED_TASK = "embed_pattern"
STATEMENT_S = 60.0


async def erase_conversation(services: Services, person: UUID, conversation_id: UUID) -> None:
    """Erases a conversation that the person started; a question in it that waits is withdrawn.

    Answers stay with their creator, without the asker's wording. Raises NotFound `conversation_not_found`, also where somebody
    else started it, and Unavailable `erasing_collided`.
    """
    async with services.database.transaction(Scope(person), STATEMENT_S) as tx:
        if not await tx.rights.erase_conversation(conversation_id):
            raise NotFound("conversation_not_found", "You started no such conversation.")


async def embed_pattern(services: Services, person: UUID, avee_id: UUID, answer_id: UUID) -> None:
    """Embeds the pattern of an answer, in its creator's name; nothing where it was changed or retired meanwhile."""
    async with services.database.transaction(Scope(person)) as tx:
        answer = await tx.answers.load_answer(avee_id, answer_id)
    if answer is None or answer.state == State.retired:
        return
    vector = (await services.embedder.embed([answer.question_pattern]))[0]
    row = NewAnswer(answer.id, answer.question_pattern, answer.answer_content, answer.layer, answer.expires_at, vector)
    # An answer with the same words is there already, and is found instead.
    with suppress(Conflict):
        async with services.database.transaction(Scope(person)) as tx:
            await tx.answers.update_answer(avee_id, row, Showing(answer.is_own_wording, answer.published, answer.slug), answer.version)
