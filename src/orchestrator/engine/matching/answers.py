"""A creator's canonical answers: listing, and what every text of an answer must satisfy."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from orchestrator.domain.accounts.access import Layer
from orchestrator.domain.errors import NotFound
from orchestrator.domain.texts import MAX_ANSWER_CHARACTERS, MAX_MESSAGE_CHARACTERS, check_text
from orchestrator.engine.accounts.ownership import no_such_avee, require_owned
from orchestrator.engine.services import Services
from orchestrator.engine.trust.standing import TrustReport, read_trust_reports
from orchestrator.ports.database import Scope
from orchestrator.ports.stores.matching import CanonicalAnswer
from orchestrator.ports.stores.paging import Page


@dataclass(frozen=True, slots=True)
class AnswerText:
    question_pattern: str
    answer_content: str
    layer: Layer = Layer.public
    expires_at: datetime | None = None
    names_layer: bool = True
    """False where `layer` is only what a new answer gets: one that is there already is then never made less private by it."""


async def list_answers(services: Services, person: UUID, avee_id: UUID, page: Page, state: str | None) -> list[CanonicalAnswer]:
    async with services.database.transaction(Scope(person)) as tx:
        await require_owned(tx, avee_id)
        return await tx.answers.list_answers(avee_id, page, state)


async def list_with_trust(
    services: Services, person: UUID, avee_id: UUID, page: Page, state: str | None
) -> tuple[list[CanonicalAnswer], TrustReport]:
    """With how far they are trusted together. Raises NotFound `avee_not_found`, also for another's."""
    async with services.database.transaction(Scope(person)) as tx:
        policy = await tx.policies.load_policy(avee_id)
        if policy is None:
            raise no_such_avee()
        answers = await tx.answers.list_answers(avee_id, page, state)
        standings = await read_trust_reports(services, tx, avee_id, policy)
    return answers, standings.reuse


def check_answer(text: AnswerText) -> AnswerText:
    """The same with outer white space off. Raises Invalid as `check_text`."""
    return AnswerText(
        check_text("question_pattern", text.question_pattern, MAX_MESSAGE_CHARACTERS),
        check_text("answer_content", text.answer_content, MAX_ANSWER_CHARACTERS),
        text.layer,
        text.expires_at,
        text.names_layer,
    )


def no_such_answer() -> NotFound:
    return NotFound("answer_not_found", "There is no such canonical answer, or it is retired.")
