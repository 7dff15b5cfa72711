"""The boundary of a stored answer: whom it serves, and the creator's ticks and crosses on past messages."""

from dataclasses import dataclass, replace
from uuid import UUID

from orchestrator.domain.errors import NotFound
from orchestrator.domain.matching.answers import State
from orchestrator.engine.accounts.ownership import require_owned
from orchestrator.engine.matching.answers import no_such_answer
from orchestrator.engine.matching.served_preview import AudiencePreview, preview_answer
from orchestrator.engine.services import Services
from orchestrator.ports.database import Scope
from orchestrator.ports.stores.matching import Example, Phrasing, Pick


@dataclass(frozen=True, slots=True)
class Boundary:
    """Of a stored answer."""

    preview: AudiencePreview
    examples: list[Example]
    phrasings: list[Phrasing]


async def load_boundary(services: Services, person: UUID, avee_id: UUID, answer_id: UUID) -> Boundary:
    """Of an own stored answer. Raises NotFound `avee_not_found` or `answer_not_found`, also where it is retired."""
    async with services.database.transaction(Scope(person)) as tx:
        await require_owned(tx, avee_id)
        answer = await tx.answers.load_answer(avee_id, answer_id)
        if answer is None or answer.state != State.active:
            raise no_such_answer()
        examples = await tx.boundaries.list_examples(avee_id, answer_id)
        # Stored already, so that the search finds their wordings and counter-examples by itself.
        preview = await preview_answer(services, tx, avee_id, answer_id, answer.layer, None, ())
        phrasings = await tx.boundaries.list_phrasings(avee_id, answer_id)
    return Boundary(replace(preview, picks={each.decision_id: each.serves for each in examples}), examples, phrasings)


async def save_example(services: Services, person: UUID, avee_id: UUID, answer_id: UUID, pick: Pick) -> None:
    """A tick or a cross on a past message; another one replaces it.

    Raises NotFound `avee_not_found`, `answer_not_found` (also where it is retired), or `decision_not_found` where there is no
    such message of this agent's any more.
    """
    async with services.database.transaction(Scope(person)) as tx:
        await require_owned(tx, avee_id)
        answer = await tx.answers.load_answer(avee_id, answer_id)
        if answer is None or answer.state != State.active:
            raise no_such_answer()
        if not await tx.boundaries.save_examples(avee_id, answer_id, [pick]):
            raise NotFound("decision_not_found", "There is no such message to your agent, or what it asks is not on record.")


async def forget_example(services: Services, person: UUID, avee_id: UUID, answer_id: UUID, decision_id: UUID) -> None:
    """Takes a tick or a cross back, and with a tick the wording it made; the same again changes nothing. Raises NotFound `avee_not_found`."""
    async with services.database.transaction(Scope(person)) as tx:
        await require_owned(tx, avee_id)
        await tx.boundaries.forget_examples(avee_id, answer_id, [decision_id])


async def delete_phrasing(services: Services, person: UUID, avee_id: UUID, answer_id: UUID, wording_id: UUID) -> None:
    """Whoever confirmed it. Raises NotFound `avee_not_found` or `wording_not_found`."""
    async with services.database.transaction(Scope(person)) as tx:
        await require_owned(tx, avee_id)
        if not await tx.boundaries.delete_phrasing(avee_id, answer_id, wording_id):
            raise NotFound("wording_not_found", "There is no such other wording of this answer's question.")
