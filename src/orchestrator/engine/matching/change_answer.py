"""Changing and retiring canonical answers."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from orchestrator.domain.accounts.access import Layer
from orchestrator.domain.accounts.team import TeamRole
from orchestrator.domain.errors import Invalid
from orchestrator.domain.matching.answers import State, check_expiry
from orchestrator.domain.matching.publishing.publishing import check_publishable, choose_slug, is_reworded, read_slug
from orchestrator.domain.versions import changed_meanwhile
from orchestrator.engine.accounts.agents.ownership import require_role
from orchestrator.engine.matching.answers import AnswerText, check_answer, no_such_answer
from orchestrator.engine.services import Services
from orchestrator.ports.database import Scope, Transaction
from orchestrator.ports.stores.matching.answers import CanonicalAnswer, NewAnswer, Showing

CORRECT_TASK = "send_corrections"


@dataclass(frozen=True, slots=True)
class AnswerChange:
    """The fields to change; None leaves a field as it is."""

    question_pattern: str | None = None
    answer_content: str | None = None
    layer: Layer | None = None
    expires_at: datetime | None = None
    published: bool | None = None
    """Whether anybody may read it on the agent's public page."""
    clear_expiry: bool = False
    """Removes the expiry; `expires_at` is ignored then."""
    expected_version: int | None = None
    """The version that the change was made from; None for any."""


async def change_answer(services: Services, person: UUID, avee_id: UUID, answer_id: UUID, change: AnswerChange) -> CanonicalAnswer:
    """Stores the answer's next version and returns it. A job corrects the answer where it was given.

    Where another change is stored meanwhile, this change is refused or, if it was made from any version, applied to the
    newer one. Raises NotFound `avee_not_found` or `answer_not_found` (also where it is retired), Stale
    `changed_meanwhile`, Conflict `answer_exists`, Invalid `expiry_in_the_past` or for an empty or over-long text, Unavailable where the
    embedder does not answer, and as `check_publishable` where it is to be published.
    """
    check_expiry(change.expires_at, services.clock.now())
    while True:
        async with services.database.transaction(Scope(person)) as tx:
            await require_role(tx, avee_id, TeamRole.editor)
            answer = await tx.answers.load_answer(avee_id, answer_id)
        if answer is None or answer.state == State.retired:
            raise no_such_answer()
        if change.expected_version not in (None, answer.version):
            raise changed_meanwhile(answer.version)
        changed = await _change(services, person, answer, change)
        if changed is not None:
            return changed


async def _change(services: Services, person: UUID, answer: CanonicalAnswer, change: AnswerChange) -> CanonicalAnswer | None:
    """None where the stored version is no longer the loaded one."""
    text = check_answer(
        AnswerText(
            change.question_pattern if change.question_pattern is not None else answer.question_pattern,
            change.answer_content if change.answer_content is not None else answer.answer_content,
            change.layer or answer.layer,
            None if change.clear_expiry else change.expires_at or answer.expires_at,
        )
    )
    _check_quoted(answer, text)
    is_own = answer.is_own_wording or is_reworded(answer.question_pattern, text.question_pattern)
    if change.published:
        check_publishable(text.layer, is_own)
    vector = (await services.embedder.embed([text.question_pattern]))[0]
    row = NewAnswer(answer.id, text.question_pattern, text.answer_content, text.layer, text.expires_at, vector)
    async with services.database.transaction(Scope(person)) as tx:
        changed = await tx.answers.update_answer(
            answer.avee_id, row, await _show(tx, answer, text, is_own, change.published), answer.version
        )
        if changed is not None and changed.answer_content != answer.answer_content:
            await tx.jobs.enqueue(CORRECT_TASK, person=str(person), avee_id=str(answer.avee_id), answer_id=str(answer.id))
    return changed


async def _show(tx: Transaction, answer: CanonicalAnswer, text: AnswerText, is_own: bool, published: bool | None) -> Showing:
    """What becomes public: an answer that is made private is withdrawn, and one that was published before keeps its address."""
    is_public = (answer.published if published is None else published) and text.layer is Layer.public
    slug = answer.slug
    if is_public and slug is None:
        slug = choose_slug(text.question_pattern, await tx.answers.list_slugs(answer.avee_id, read_slug(text.question_pattern)))
    return Showing(is_own, is_public, slug)


def _check_quoted(answer: CanonicalAnswer, text: AnswerText) -> None:
    """The database keeps what is quoted from a passage as private as the passage, see keep_quoted_layer()."""
    quoted = answer.quoted_from
    if quoted is not None and text.answer_content == answer.answer_content and not text.layer.includes(quoted.least_layer):
        raise Invalid(
            "layer_of_passage",
            "This is quoted from a document. Change who may read the document, or write the answer in your own words.",
            field="layer",
        )


async def retire_answer(services: Services, person: UUID, avee_id: UUID, answer_id: UUID, expected_version: int | None = None) -> None:
    """Stops serving an answer; a job tells everyone who was given it in their thread.

    `expected_version` is the version that was read; None stands for any.
    Raises NotFound `avee_not_found` or `answer_not_found`, Stale `changed_meanwhile`.
    """
    async with services.database.transaction(Scope(person)) as tx:
        await require_role(tx, avee_id, TeamRole.editor)
        if not await tx.answers.retire_answer(avee_id, answer_id, expected_version):
            answer = await tx.answers.load_answer(avee_id, answer_id)
            raise no_such_answer() if answer is None or answer.state == State.retired else changed_meanwhile(answer.version)
        await tx.jobs.enqueue(CORRECT_TASK, person=str(person), avee_id=str(avee_id), answer_id=str(answer_id))
