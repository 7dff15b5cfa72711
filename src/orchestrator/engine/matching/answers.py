"""Listing a creator's canonical answers, and checking the texts of an answer."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from orchestrator.domain.accounts.access import Layer
from orchestrator.domain.accounts.team import TeamRole
from orchestrator.domain.errors import NotFound
from orchestrator.domain.texts import MAX_ANSWER_CHARACTERS, MAX_MESSAGE_CHARACTERS, check_text
from orchestrator.engine.accounts.agents.ownership import no_such_avee, require_role
from orchestrator.engine.services import Services
from orchestrator.engine.trust.reports import TrustReport, read_trust_reports
from orchestrator.ports.database import Scope
from orchestrator.ports.stores.matching.answers import CanonicalAnswer, Standing
from orchestrator.ports.stores.paging import Page


@dataclass(frozen=True, slots=True)
class AnswerText:
    """A canonical answer as its creator writes it."""

    question_pattern: str
    answer_content: str
    layer: Layer = Layer.public
    expires_at: datetime | None = None
    names_layer: bool = True
    """Whether the caller stated `layer`. If not, it is a default: it never makes an existing answer less private."""


async def list_answers(services: Services, person: UUID, avee_id: UUID, page: Page, state: str | None) -> list[CanonicalAnswer]:
    """Newest first; `state` None lists answers in every state. Raises NotFound `avee_not_found`."""
    async with services.database.transaction(Scope(person)) as tx:
        await require_role(tx, avee_id, TeamRole.viewer)
        return await tx.answers.list_answers(avee_id, page, state)


async def list_with_trust(
    services: Services,
    person: UUID,
    avee_id: UUID,
    page: Page,
    state: str | None,
    published: bool | None = None,
    standing: Standing | None = None,
) -> tuple[list[CanonicalAnswer], TrustReport]:
    """As `list_answers`, with the trust report on the reuse of all stored answers together. With `standing`, only answers quoted
    from passages of which that holds."""
    async with services.database.transaction(Scope(person)) as tx:
        policy = await tx.policies.load_policy(avee_id)
        if policy is None:
            raise no_such_avee()
        answers = await tx.answers.list_answers(avee_id, page, state, published, standing)
        reports = await read_trust_reports(services, tx, avee_id, policy)
    return answers, reports.reuse


def check_answer(text: AnswerText) -> AnswerText:
    """The answer with surrounding white space removed. Raises Invalid as `check_text`."""
    return AnswerText(
        check_text("question_pattern", text.question_pattern, MAX_MESSAGE_CHARACTERS),
        check_text("answer_content", text.answer_content, MAX_ANSWER_CHARACTERS),
        text.layer,
        text.expires_at,
        text.names_layer,
    )


def no_such_answer() -> NotFound:
    """The error for an answer that does not exist, is not the person's, or is retired."""
    return NotFound("answer_not_found", "There is no such canonical answer, or it is retired.")
