"""The boundary of a stored answer: which past messages it serves, and the creator's examples for it."""

from dataclasses import dataclass, replace
from uuid import UUID

from orchestrator.domain.accounts.team import TeamRole
from orchestrator.domain.errors import NotFound
from orchestrator.domain.matching.answers import State
from orchestrator.engine.accounts.agents.ownership import require_role
from orchestrator.engine.matching.answers import no_such_answer
from orchestrator.engine.matching.audience import AudiencePreview, preview_answer
from orchestrator.engine.services import Services
from orchestrator.ports.database import Scope
from orchestrator.ports.stores.matching.boundaries import Example, Phrasing, Pick


@dataclass(frozen=True, slots=True)
class Boundary:
    """Which messages a stored answer serves, its examples and its phrasings."""

    preview: AudiencePreview
    examples: list[Example]
    phrasings: list[Phrasing]


async def load_boundary(services: Services, person: UUID, avee_id: UUID, answer_id: UUID) -> Boundary:
    """The boundary of a stored answer of the person's own agent.

    Raises NotFound `avee_not_found` or `answer_not_found`, also where the answer is retired.
    """
    async with services.database.transaction(Scope(person)) as tx:
        await require_role(tx, avee_id, TeamRole.viewer)
        answer = await tx.answers.load_answer(avee_id, answer_id)
        if answer is None or answer.state != State.active:
            raise no_such_answer()
        examples = await tx.boundaries.list_examples(avee_id, answer_id)
        # The search reads the stored examples by itself, so none are passed.
        preview = await preview_answer(services, tx, avee_id, answer_id, answer.layer, None, ())
        phrasings = await tx.boundaries.list_phrasings(avee_id, answer_id)
    return Boundary(replace(preview, picks={example.decision_id: example.serves for example in examples}), examples, phrasings)


async def save_example(services: Services, person: UUID, avee_id: UUID, answer_id: UUID, pick: Pick) -> None:
    """Marks a past message as served or not served by an answer; a second mark on the message replaces the first.

    Raises NotFound `avee_not_found`, `answer_not_found` (also where the answer is retired) or `decision_not_found`
    where the agent has no such message or no longer has it.
    """
    async with services.database.transaction(Scope(person)) as tx:
        await require_role(tx, avee_id, TeamRole.editor)
        answer = await tx.answers.load_answer(avee_id, answer_id)
        if answer is None or answer.state != State.active:
            raise no_such_answer()
        if not await tx.boundaries.save_examples(avee_id, answer_id, [pick]):
            raise NotFound("decision_not_found", "There is no such message to your agent, or its question is no longer stored.")


async def forget_example(services: Services, person: UUID, avee_id: UUID, answer_id: UUID, decision_id: UUID) -> None:
    """Removes the mark on a past message, and the phrasing that the mark created. Repeating it changes nothing.

    Raises NotFound `avee_not_found`.
    """
    async with services.database.transaction(Scope(person)) as tx:
        await require_role(tx, avee_id, TeamRole.editor)
        await tx.boundaries.forget_examples(avee_id, answer_id, [decision_id])


async def delete_phrasing(services: Services, person: UUID, avee_id: UUID, answer_id: UUID, phrasing_id: UUID) -> None:
    """Deletes a phrasing of an answer, whatever its origin. Raises NotFound `avee_not_found` or `wording_not_found`."""
    async with services.database.transaction(Scope(person)) as tx:
        await require_role(tx, avee_id, TeamRole.editor)
        if not await tx.boundaries.delete_phrasing(avee_id, answer_id, phrasing_id):
            raise NotFound("wording_not_found", "This answer has no such phrasing.")
