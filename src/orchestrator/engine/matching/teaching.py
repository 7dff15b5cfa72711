"""Teaching an answer from a past message: somebody of the team writes it, or marks the passage that answers it.

The asker is not told: what is taught answers whoever asks the same from then on.
"""

from dataclasses import dataclass
from uuid import UUID

from orchestrator.domain.accounts.access import Layer
from orchestrator.domain.accounts.team import TeamRole
from orchestrator.domain.answering.quoting.excerpts import find_excerpt
from orchestrator.domain.errors import Conflict, Invalid, NotFound
from orchestrator.domain.paths import Path
from orchestrator.domain.routing.teachable import is_in_own_words, why_not_taught
from orchestrator.domain.texts import MAX_ANSWER_CHARACTERS, MAX_MESSAGE_CHARACTERS, check_text
from orchestrator.engine.accounts.agents.ownership import check_role, check_signature
from orchestrator.engine.matching.answers import no_such_answer
from orchestrator.engine.services import Services
from orchestrator.ports.database import Scope, Transaction
from orchestrator.ports.identifiers import new_id
from orchestrator.ports.stores.answering import StoredPassage
from orchestrator.ports.stores.matching.answers import CanonicalAnswer, NewAnswer, TaughtAnswer
from orchestrator.ports.stores.matching.boundaries import Pick
from orchestrator.ports.stores.routing.log import DecisionRecord


@dataclass(frozen=True, slots=True)
class Lesson:
    """What is taught: a text, or a passage that answers."""

    question_pattern: str
    answer: str | None = None
    passage_id: UUID | None = None
    excerpt: str | None = None
    """The part of the passage that answers; None for all of it."""
    layer: Layer | None = None
    """None: that of the passage, and public for a text."""


async def teach(services: Services, person: UUID, decision_id: UUID, lesson: Lesson) -> tuple[CanonicalAnswer, bool]:
    """Stores the answer; returns it and whether it is new. The message becomes one of its phrasings; an answer of the bank that
    was given to the message instead is not given to it any more.

    Raises NotFound `decision_not_found` or `passage_not_found`, Forbidden `role_too_low` or `signature_needed`, Conflict
    `not_taught` where the message would never get an answer, Invalid `answer_or_passage`, `not_in_passage`, `layer_of_passage`, or
    for an empty or over-long text, Unavailable where the embedder does not answer.
    """
    if (lesson.answer is None) == (lesson.passage_id is None):
        raise Invalid("answer_or_passage", "Write the answer, or mark the passage that answers: one of the two.", field="answer_content")
    pattern = check_text("question_pattern", lesson.question_pattern, MAX_MESSAGE_CHARACTERS)
    async with services.database.transaction(Scope(person)) as tx:
        decision = await _require_teachable(tx, decision_id)
        passage = await _load_passage(tx, decision.avee_id, lesson.passage_id)
    content, layer = _read(lesson, passage)
    vector = (await services.embedder.embed([pattern]))[0]
    async with services.database.transaction(Scope(person)) as tx:
        answer_id, is_new = await _save(tx, decision, NewAnswer(new_id(), pattern, content, layer, None, vector), lesson.passage_id)
        answer = await tx.answers.load_answer(decision.avee_id, answer_id)
    if answer is None:
        raise no_such_answer()
    return answer, is_new


async def _require_teachable(tx: Transaction, decision_id: UUID) -> DecisionRecord:
    decision = await tx.log.load_decision(decision_id)
    avee = await tx.avees.load_avee(decision.avee_id) if decision is not None else None
    if decision is None or avee is None:
        raise NotFound("decision_not_found", "There is no such message to an agent of yours.")
    check_role(avee.role, TeamRole.answerer)
    check_signature(await tx.policies.load_policy(avee.id), avee.role)
    reason = why_not_taught(decision.rule)
    if reason is not None:
        raise Conflict("not_taught", reason, rule=decision.rule)
    return decision


async def _load_passage(tx: Transaction, avee_id: UUID, passage_id: UUID | None) -> StoredPassage | None:
    passage = await tx.documents.load_passage(avee_id, passage_id) if passage_id is not None else None
    if passage is None and passage_id is not None:
        raise _no_such_passage()
    return passage


def _read(lesson: Lesson, passage: StoredPassage | None) -> tuple[str, Layer]:
    """The answer's text and its layer."""
    if passage is None:
        return check_text("answer_content", lesson.answer or "", MAX_ANSWER_CHARACTERS), lesson.layer or Layer.public
    marked = passage.content if lesson.excerpt is None else check_text("excerpt", lesson.excerpt, MAX_ANSWER_CHARACTERS)
    content = find_excerpt(passage.content, marked)
    if content is None:
        raise Invalid(
            "not_in_passage", "The passage does not say this, word for word. Mark a part of it, or write the answer.", field="excerpt"
        )
    layer = lesson.layer or passage.layer
    if not layer.includes(passage.layer):
        raise Invalid(
            "layer_of_passage", f"The passage is for {passage.layer.value} alone, and so is what is quoted from it.", field="layer"
        )
    return content, layer


async def _save(tx: Transaction, decision: DecisionRecord, answer: NewAnswer, passage_id: UUID | None) -> tuple[UUID, bool]:
    is_own = is_in_own_words(answer.question_pattern, decision.evidence.question, decision.message_content)
    stored = await tx.answers.insert_taught(decision.avee_id, TaughtAnswer(answer, is_own, decision.user_id, passage_id))
    if stored is None:
        raise _no_such_passage()
    answer_id, _ = stored
    await tx.boundaries.save_examples(decision.avee_id, answer_id, [Pick(decision.id, True)])
    given = decision.similar_answer_id if decision.decision_path == Path.serve_canonical.value else None
    if given is not None and given != answer_id:
        await tx.boundaries.save_examples(decision.avee_id, given, [Pick(decision.id, False)])
    return stored


def _no_such_passage() -> NotFound:
    return NotFound("passage_not_found", "There is no such passage; its document may have been replaced meanwhile.", field="passage_id")
