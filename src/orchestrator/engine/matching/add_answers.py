"""Adding a canonical answer, and importing many."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from uuid import UUID

from orchestrator.domain.accounts.team import TeamRole
from orchestrator.domain.matching.answers import check_expiry
from orchestrator.engine.accounts.agents.ownership import require_role
from orchestrator.engine.matching.answers import AnswerText, check_answer, no_such_answer
from orchestrator.engine.services import Services
from orchestrator.ports.database import Scope
from orchestrator.ports.identifiers import new_id
from orchestrator.ports.stores.matching.answers import CanonicalAnswer, KnownAnswer, NewAnswer

BATCH_ANSWERS = 64


@dataclass(frozen=True, slots=True)
class StoredAnswer:
    """The result of storing one answer."""

    id: UUID
    """Of the answer that is stored, new or not."""
    is_new: bool
    is_current: bool = True
    """False where an answer with this text was corrected or retired before and was not restored."""


async def add_answer(services: Services, person: UUID, avee_id: UUID, text: AnswerText) -> tuple[CanonicalAnswer, bool]:
    """Stores an answer; returns it and whether it is new. The same question and answer is stored once.

    An answer with this text that was corrected or retired before is restored. Raises Invalid for an empty or over-long
    text and for an expiry in the past, NotFound `avee_not_found`, Unavailable where the embedder does not answer.
    """
    check_expiry(text.expires_at, services.clock.now())
    stored = (await _store(services, person, avee_id, [text], restore=True))[0]
    async with services.database.transaction(Scope(person)) as tx:
        answer = await tx.answers.load_answer(avee_id, stored.id)
    if answer is None:
        raise no_such_answer()
    return answer, stored.is_new


async def import_answers(
    services: Services, person: UUID, avee_id: UUID, texts: Sequence[AnswerText], progress: Callable[[int], None] | None = None
) -> list[StoredAnswer]:  # fmt: skip
    """Stores many answers and returns the result for each, in the order given.

    Answers are embedded and stored in batches; an answer that is stored already is not embedded again. Importing the
    same texts again changes nothing and does not restore answers that were corrected or retired. `progress` is called
    with the number of answers done. Raises Invalid for an empty or over-long text, after the batches before it were
    stored (check the texts beforehand to avoid that), NotFound `avee_not_found`.
    """
    return await _store(services, person, avee_id, texts, restore=False, progress=progress)


async def _store(
    services: Services, person: UUID, avee_id: UUID, texts: Sequence[AnswerText], restore: bool,
    progress: Callable[[int], None] | None = None,
) -> list[StoredAnswer]:  # fmt: skip
    async with services.database.transaction(Scope(person)) as tx:
        await require_role(tx, avee_id, TeamRole.editor)
    stored: list[StoredAnswer] = []
    for first in range(0, len(texts), BATCH_ANSWERS):
        batch = [check_answer(text) for text in texts[first : first + BATCH_ANSWERS]]
        stored += await _store_batch(services, person, avee_id, batch, restore)
        if progress:
            progress(len(stored))
    return stored


async def _store_batch(services: Services, person: UUID, avee_id: UUID, batch: list[AnswerText], restore: bool) -> list[StoredAnswer]:
    async with services.database.transaction(Scope(person)) as tx:
        known = await tx.answers.find_known(avee_id, list(map(_key, batch)))
    unknown = {_key(text): text for text in batch if _key(text) not in known or (restore and not known[_key(text)].is_current)}
    vectors = await services.embedder.embed([pattern for pattern, _ in unknown]) if unknown else []
    rows = [
        NewAnswer(new_id(), text.question_pattern, text.answer_content, text.layer, text.expires_at, vector)
        for text, vector in zip(unknown.values(), vectors, strict=True)
    ]
    async with services.database.transaction(Scope(person)) as tx:
        inserted = dict(zip(unknown, await tx.answers.insert_answers(avee_id, rows), strict=True)) if rows else {}
        known |= {key: KnownAnswer(answer_id, True) for key, (answer_id, _) in inserted.items()}
        stored = []
        for text in batch:
            found = known[_key(text)]
            _, is_new = inserted.pop(_key(text), (found.id, False))
            if not is_new and found.is_current:
                await tx.answers.set_layer(avee_id, found.id, text.layer, text.names_layer, text.expires_at)
            stored.append(StoredAnswer(found.id, is_new, found.is_current))
    return stored


def _key(text: AnswerText) -> tuple[str, str]:
    """What makes two answers the same: question and answer, word for word."""
    return text.question_pattern, text.answer_content
