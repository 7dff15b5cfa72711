"""Adding and importing canonical answers."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from uuid import UUID

from orchestrator.domain.matching.answers import check_expiry
from orchestrator.engine.accounts.ownership import require_owned
from orchestrator.engine.matching.answers import AnswerText, check_answer, no_such_answer
from orchestrator.engine.services import Services
from orchestrator.ports.database import Scope
from orchestrator.ports.identifiers import new_id
from orchestrator.ports.stores.matching import CanonicalAnswer, KnownAnswer, NewAnswer

BATCH_ANSWERS = 64


@dataclass(frozen=True, slots=True)
class StoredAnswer:
    id: UUID
    is_new: bool
    is_current: bool = True
    """False where these words were corrected or retired before; they were not brought back."""


async def add_answer(services: Services, person: UUID, avee_id: UUID, text: AnswerText) -> tuple[CanonicalAnswer, bool]:
    """The stored answer, and whether it is new; the same question and answer twice is one. Raises Invalid, NotFound.

    Words that were corrected or retired before are an answer again.
    """
    check_expiry(text.expires_at, services.clock.now())
    stored = (await _store(services, person, avee_id, [text], bring_back=True))[0]
    async with services.database.transaction(Scope(person)) as tx:
        answer = await tx.answers.load_answer(avee_id, stored.id)
    if answer is None:
        raise no_such_answer()
    return answer, stored.is_new


async def import_answers(
    services: Services, person: UUID, avee_id: UUID, texts: Sequence[AnswerText], progress: Callable[[int], None] | None = None
) -> list[StoredAnswer]:  # fmt: skip
    """What became of each answer, in the order given; batches are stored as they are embedded, known ones are not embedded again.

    Doing it again changes nothing, and brings nothing back that was corrected or retired since. Raises Invalid for an empty or
    over-long text (check beforehand to keep a batch), NotFound `avee_not_found`.
    """
    return await _store(services, person, avee_id, texts, bring_back=False, progress=progress)


async def _store(
    services: Services, person: UUID, avee_id: UUID, texts: Sequence[AnswerText], bring_back: bool, progress: Callable[[int], None] | None = None
) -> list[StoredAnswer]:  # fmt: skip
    async with services.database.transaction(Scope(person)) as tx:
        await require_owned(tx, avee_id)
    stored: list[StoredAnswer] = []
    for first in range(0, len(texts), BATCH_ANSWERS):
        batch = [check_answer(text) for text in texts[first : first + BATCH_ANSWERS]]
        stored += await _store_batch(services, person, avee_id, batch, bring_back)
        if progress:
            progress(len(stored))
    return stored


async def _store_batch(services: Services, person: UUID, avee_id: UUID, batch: list[AnswerText], bring_back: bool) -> list[StoredAnswer]:
    async with services.database.transaction(Scope(person)) as tx:
        known = await tx.answers.find_known(avee_id, list(map(_words, batch)))
    unknown = {_words(text): text for text in batch if _words(text) not in known or (bring_back and not known[_words(text)].is_current)}
    vectors = await services.embedder.embed([pattern for pattern, _ in unknown]) if unknown else []
    rows = [
        NewAnswer(new_id(), text.question_pattern, text.answer_content, text.layer, text.expires_at, vector)
        for text, vector in zip(unknown.values(), vectors, strict=True)
    ]
    async with services.database.transaction(Scope(person)) as tx:
        inserted = dict(zip(unknown, await tx.answers.insert_answers(avee_id, rows), strict=True)) if rows else {}
        known |= {words: KnownAnswer(answer_id, True) for words, (answer_id, _) in inserted.items()}
        stored = []
        for text in batch:
            found = known[_words(text)]
            _, is_new = inserted.pop(_words(text), (found.id, False))
            if not is_new and found.is_current:
                await tx.answers.set_layer(avee_id, found.id, text.layer, text.names_layer, text.expires_at)
            stored.append(StoredAnswer(found.id, is_new, found.is_current))
    return stored


def _words(text: AnswerText) -> tuple[str, str]:
    return text.question_pattern, text.answer_content
