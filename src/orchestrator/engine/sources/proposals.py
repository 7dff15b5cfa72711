"""Answers that sources propose: listing, accepting and dismissing them. None answers anybody before it is accepted."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from orchestrator.domain.accounts.access import Layer
from orchestrator.domain.accounts.team import TeamRole
from orchestrator.domain.errors import Conflict, NotFound
from orchestrator.domain.matching.answers import State
from orchestrator.engine.accounts.agents.ownership import require_role
from orchestrator.engine.matching.add_answers import add_answer
from orchestrator.engine.matching.answers import AnswerText, check_answer
from orchestrator.engine.matching.change_answer import AnswerChange, change_answer
from orchestrator.engine.services import Services
from orchestrator.ports.database import Scope, Transaction
from orchestrator.ports.stores.paging import Page
from orchestrator.ports.stores.sources import ProposedAnswer

MOST_AT_ONCE = 100


@dataclass(frozen=True, slots=True)
class Acceptance:
    """A proposed answer that becomes a canonical answer; None leaves a text as it is proposed."""

    id: UUID
    question_pattern: str | None = None
    answer_content: str | None = None
    layer: Layer | None = None


@dataclass(frozen=True, slots=True)
class Accepted:
    """What became of a proposed answer."""

    proposal_id: UUID
    answer_id: UUID


async def list_proposals(services: Services, person: UUID, avee_id: UUID, page: Page, state: str | None) -> list[ProposedAnswer]:
    """Newest first; `state` None lists all. Raises NotFound `avee_not_found`."""
    async with services.database.transaction(Scope(person)) as tx:
        await require_role(tx, avee_id, TeamRole.viewer)
        return await tx.sources.list_proposals(avee_id, page, state)


async def accept_proposals(services: Services, person: UUID, avee_id: UUID, accepted: Sequence[Acceptance]) -> list[Accepted]:
    """Makes canonical answers of them, or changes the answer that rests on what the source said before. All are looked at before the
    first one is stored; safe to repeat.

    Raises NotFound `avee_not_found` or `proposal_not_found`, Forbidden `role_too_low`, Conflict `not_proposed`, Invalid for an
    empty or over-long text, and the errors of adding and changing an answer.
    """
    async with services.database.transaction(Scope(person)) as tx:
        await require_role(tx, avee_id, TeamRole.editor)
        proposals = [await _require_proposed(tx, avee_id, each.id) for each in accepted]
    texts = [_read_text(proposal, each) for proposal, each in zip(proposals, accepted, strict=True)]
    done = []
    for proposal, text in zip(proposals, texts, strict=True):
        answer_id = await _store(services, person, proposal, text)
        async with services.database.transaction(Scope(person)) as tx:
            await tx.sources.settle_proposal(avee_id, proposal.id, "accepted", answer_id)
        done.append(Accepted(proposal.id, answer_id))
    return done


async def dismiss_proposals(services: Services, person: UUID, avee_id: UUID, ids: Sequence[UUID]) -> None:
    """They are not proposed again, also where the same export is added again.

    Raises NotFound `avee_not_found` or `proposal_not_found`, Forbidden `role_too_low`, Conflict `not_proposed`.
    """
    async with services.database.transaction(Scope(person)) as tx:
        await require_role(tx, avee_id, TeamRole.editor)
        for each in ids:
            proposal = await _require_proposed(tx, avee_id, each)
            # One that was accepted before stays accepted, with the answer as it was.
            await tx.sources.settle_proposal(avee_id, each, "accepted" if proposal.answer_id else "dismissed", None)


async def _require_proposed(tx: Transaction, avee_id: UUID, proposal_id: UUID) -> ProposedAnswer:
    proposal = await tx.sources.load_proposal(avee_id, proposal_id)
    if proposal is None:
        raise NotFound("proposal_not_found", "There is no such proposed answer.")
    if proposal.state != "proposed":
        raise Conflict("not_proposed", f"This answer was {proposal.state} already.", state=proposal.state)
    return proposal


def _read_text(proposal: ProposedAnswer, accepted: Acceptance) -> AnswerText:
    return check_answer(
        AnswerText(
            accepted.question_pattern if accepted.question_pattern is not None else proposal.question_pattern,
            accepted.answer_content if accepted.answer_content is not None else proposal.answer_content,
            accepted.layer or proposal.layer,
        )
    )


async def _store(services: Services, person: UUID, proposal: ProposedAnswer, text: AnswerText) -> UUID:
    if proposal.answer_id is not None:
        async with services.database.transaction(Scope(person)) as tx:
            answer = await tx.answers.load_answer(proposal.avee_id, proposal.answer_id)
        if answer is not None and answer.state != State.retired:
            change = AnswerChange(answer_content=text.answer_content)
            return (await change_answer(services, person, proposal.avee_id, answer.id, change)).id
    answer, _ = await add_answer(services, person, proposal.avee_id, text)
    return answer.id
