"""A creator's canonical answers: adding, importing, editing, retiring."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from uuid import UUID

from orchestrator.domain.accounts.access import Layer
from orchestrator.domain.errors import NotFound
from orchestrator.domain.matching.answers import State, check_expiry
from orchestrator.domain.texts import MAX_ANSWER_LETTERS, MAX_MESSAGE_LETTERS, check_text
from orchestrator.engine.avees import no_such_avee, require_owned
from orchestrator.engine.standing import Trusted, read_standings
from orchestrator.engine.world import World
from orchestrator.ports.identifiers import new_id
from orchestrator.ports.records import CanonicalAnswer, KnownAnswer, NewAnswer, Page
from orchestrator.ports.storage import Scope

BATCH_ANSWERS = 64
CORRECT_TASK = "send_corrections"


@dataclass(frozen=True, slots=True)
class AnswerText:
    question_pattern: str
    answer_content: str
    layer: Layer = Layer.public
    expires_at: datetime | None = None
    names_layer: bool = True
    """False where `layer` is only what a new answer gets: one that is there already is then never made less private by it."""


@dataclass(frozen=True, slots=True)
class StoredAnswer:
    id: UUID
    is_new: bool
    is_current: bool = True
    """False where these words were corrected or retired before; they were not brought back."""


@dataclass(frozen=True, slots=True)
class AnswerChange:
    """What to change; None leaves as it is."""

    question_pattern: str | None = None
    answer_content: str | None = None
    layer: Layer | None = None
    expires_at: datetime | None = None
    clear_expiry: bool = False


async def add_answer(world: World, person: UUID, avee_id: UUID, text: AnswerText) -> tuple[CanonicalAnswer, bool]:
    """The stored answer, and whether it is new; the same question and answer twice is one. Raises Invalid, NotFound.

    Words that were corrected or retired before are an answer again.
    """
    check_expiry(text.expires_at, datetime.now(UTC))
    stored = (await _store(world, person, avee_id, [text], bring_back=True))[0]
    async with world.database.transaction(Scope(person)) as tx:
        answer = await tx.knowledge.load_answer(avee_id, stored.id)
    if answer is None:
        raise no_such_answer()
    return answer, stored.is_new


async def import_answers(
    world: World, person: UUID, avee_id: UUID, texts: Sequence[AnswerText], progress: Callable[[int], None] | None = None
) -> list[StoredAnswer]:  # fmt: skip
    """What became of each answer, in the order given; batches are stored as they are embedded, known ones are not embedded again.

    Doing it again changes nothing, and brings nothing back that was corrected or retired since. Raises Invalid for an empty or
    over-long text (check beforehand to keep a batch), NotFound `avee_not_found`.
    """
    return await _store(world, person, avee_id, texts, bring_back=False, progress=progress)


async def _store(
    world: World, person: UUID, avee_id: UUID, texts: Sequence[AnswerText], bring_back: bool, progress: Callable[[int], None] | None = None
) -> list[StoredAnswer]:  # fmt: skip
    async with world.database.transaction(Scope(person)) as tx:
        await require_owned(tx, avee_id)
    stored: list[StoredAnswer] = []
    for first in range(0, len(texts), BATCH_ANSWERS):
        batch = [check_answer(text) for text in texts[first : first + BATCH_ANSWERS]]
        stored += await _store_batch(world, person, avee_id, batch, bring_back)
        if progress:
            progress(len(stored))
    return stored


async def _store_batch(world: World, person: UUID, avee_id: UUID, batch: list[AnswerText], bring_back: bool) -> list[StoredAnswer]:
    async with world.database.transaction(Scope(person)) as tx:
        known = await tx.knowledge.find_known(avee_id, list(map(_words, batch)))
    unknown = {_words(text): text for text in batch if _words(text) not in known or (bring_back and not known[_words(text)].is_current)}
    vectors = await world.embedder.embed([pattern for pattern, _ in unknown]) if unknown else []
    rows = [
        NewAnswer(new_id(), text.question_pattern, text.answer_content, text.layer, text.expires_at, vector)
        for text, vector in zip(unknown.values(), vectors, strict=True)
    ]
    async with world.database.transaction(Scope(person)) as tx:
        inserted = dict(zip(unknown, await tx.knowledge.insert_answers(avee_id, rows), strict=True)) if rows else {}
        known |= {words: KnownAnswer(answer_id, True) for words, (answer_id, _) in inserted.items()}
        stored = []
        for text in batch:
            found = known[_words(text)]
            _, is_new = inserted.pop(_words(text), (found.id, False))
            if not is_new and found.is_current:
                await tx.knowledge.set_reach(avee_id, found.id, text.layer, text.names_layer, text.expires_at)
            stored.append(StoredAnswer(found.id, is_new, found.is_current))
    return stored


def _words(text: AnswerText) -> tuple[str, str]:
    return text.question_pattern, text.answer_content


async def list_answers(world: World, person: UUID, avee_id: UUID, page: Page, state: str | None) -> list[CanonicalAnswer]:
    async with world.database.transaction(Scope(person)) as tx:
        await require_owned(tx, avee_id)
        return await tx.knowledge.list_answers(avee_id, page, state)


async def list_with_trust(
    world: World, person: UUID, avee_id: UUID, page: Page, state: str | None
) -> tuple[list[CanonicalAnswer], Trusted]:
    """With how far they are trusted together. Raises NotFound `avee_not_found`, also for another's."""
    async with world.database.transaction(Scope(person)) as tx:
        policy = await tx.policies.load_policy(avee_id)
        if policy is None:
            raise no_such_avee()
        answers = await tx.knowledge.list_answers(avee_id, page, state)
        standings = await read_standings(world, tx, avee_id, policy)
    return answers, standings.reuse


async def change_answer(world: World, person: UUID, avee_id: UUID, answer_id: UUID, change: AnswerChange) -> CanonicalAnswer:
    """The answer in its next version; of two who change it at once, each changes what the other left.

    Raises NotFound `answer_not_found` (also where it is retired), Conflict `answer_exists`, Invalid `expiry_in_the_past`.
    """
    check_expiry(change.expires_at, datetime.now(UTC))
    while True:
        async with world.database.transaction(Scope(person)) as tx:
            await require_owned(tx, avee_id)
            answer = await tx.knowledge.load_answer(avee_id, answer_id)
        if answer is None or answer.state == State.retired:
            raise no_such_answer()
        changed = await _change(world, person, answer, change)
        if changed is not None:
            return changed


async def _change(world: World, person: UUID, answer: CanonicalAnswer, change: AnswerChange) -> CanonicalAnswer | None:
    """None where the answer was changed by another since it was loaded."""
    text = check_answer(
        AnswerText(
            change.question_pattern if change.question_pattern is not None else answer.question_pattern,
            change.answer_content if change.answer_content is not None else answer.answer_content,
            change.layer or answer.layer,
            None if change.clear_expiry else change.expires_at or answer.expires_at,
        )
    )
    vector = (await world.embedder.embed([text.question_pattern]))[0]
    row = NewAnswer(answer.id, text.question_pattern, text.answer_content, text.layer, text.expires_at, vector)
    async with world.database.transaction(Scope(person)) as tx:
        changed = await tx.knowledge.update_answer(answer.avee_id, row, answer.version)
        if changed is not None and changed.answer_content != answer.answer_content:
            await tx.jobs.enqueue(CORRECT_TASK, person=str(person), avee_id=str(answer.avee_id), answer_id=str(answer.id))
    return changed


async def retire_answer(world: World, person: UUID, avee_id: UUID, answer_id: UUID) -> None:
    """From now on it is not served; whoever was given it is told so in their thread."""
    async with world.database.transaction(Scope(person)) as tx:
        await require_owned(tx, avee_id)
        if not await tx.knowledge.retire_answer(avee_id, answer_id):
            raise no_such_answer()
        await tx.jobs.enqueue(CORRECT_TASK, person=str(person), avee_id=str(avee_id), answer_id=str(answer_id))


def check_answer(text: AnswerText) -> AnswerText:
    """The same with outer white space off. Raises Invalid as `check_text`."""
    return AnswerText(
        check_text("question_pattern", text.question_pattern, MAX_MESSAGE_LETTERS),
        check_text("answer_content", text.answer_content, MAX_ANSWER_LETTERS),
        text.layer,
        text.expires_at,
        text.names_layer,
    )


def no_such_answer() -> NotFound:
    return NotFound("answer_not_found", "There is no such canonical answer, or it is retired.")
