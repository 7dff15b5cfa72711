"""Two answers to one question: a job finds them, and the creator settles them."""

import asyncio
from dataclasses import dataclass
from enum import StrEnum
from typing import assert_never
from uuid import UUID

from orchestrator.domain.accounts.team import TeamRole
from orchestrator.domain.errors import Invalid, NotFound
from orchestrator.domain.matching.conflicts import read_conflicts
from orchestrator.domain.message.language import language_of
from orchestrator.domain.policy.policy import Policy
from orchestrator.domain.versions import changed_meanwhile
from orchestrator.engine.accounts.agents.ownership import require_role
from orchestrator.engine.agent_batches import work_through
from orchestrator.engine.matching.change_answer import CORRECT_TASK
from orchestrator.engine.services import Services
from orchestrator.ports.database import Scope
from orchestrator.ports.stores.matching.conflicts import AnswerConflict, ConflictCounts, Uncompared
from orchestrator.ports.stores.paging import Page

TASK = "compare_changed_answers"
"""Runs every minute: for what no other job has compared, as after an upgrade, and for answers that expire."""
NOW_TASK = "compare_answers"
"""Enqueued by the database when an answer or a phrasing is written."""
BATCH = 32
"""Answers of one agent that are compared before the next agent's turn."""
LEAST_COSINE = 0.5
"""Questions below it never have the same words, and are never probably the same."""


class Settlement(StrEnum):
    """What the creator says to two answers."""

    keep = "keep"
    """One of them holds; the other one is retired."""
    different = "different"
    """They answer different questions."""
    open = "open"
    """Nothing any more: takes `different` back."""


@dataclass(frozen=True, slots=True)
class Settling:
    """A creator's word on a pair."""

    settlement: Settlement
    answer_id: UUID | None
    """The answer that holds; used with `keep` alone."""
    expected_version: int | None
    """The version of the pair that it was said to; None for any."""


async def compare_answers(services: Services) -> int:
    """Compares the answers that were written since the last run with the others of their agent; returns how many.

    Safe to repeat after a crash at any point.
    """
    done = await work_through(services, lambda tx: tx.conflicts.find_uncompared(BATCH), lambda *whose: _compare_some(services, *whose))
    async with services.database.transaction(Scope()) as tx:
        await tx.conflicts.drop_expired()
    return done


async def _compare_some(services: Services, person: UUID, avee_id: UUID) -> int:
    scope = Scope(person, avee_id)
    async with services.database.transaction(scope) as tx:
        policy, answers = await tx.policies.load_policy(avee_id), await tx.conflicts.list_uncompared(avee_id, BATCH)
    if policy is None:
        return 0
    for answer in answers:
        await _compare(services, scope, avee_id, answer, policy)
        # Comparing hundreds of phrasings takes a tenth of a second.
        await asyncio.sleep(0)
    return len(answers)


async def _compare(services: Services, scope: Scope, avee_id: UUID, answer: Uncompared, policy: Policy) -> None:
    async with services.database.transaction(scope) as tx:
        near = await tx.conflicts.load_near(avee_id, answer.answer_id, LEAST_COSINE)
        language = language_of((answer.answer_content, answer.question_pattern), services.word_forms)
        found = read_conflicts(answer.answer_content, near, language, services.calibration, policy.canonical_match_threshold)
        await tx.conflicts.save_compared(avee_id, answer, found)


async def list_conflicts(
    services: Services, person: UUID, avee_id: UUID, page: Page, is_settled: bool
) -> tuple[list[AnswerConflict], ConflictCounts]:
    """A page of pairs, newest first, and the number of all unsettled ones. Raises NotFound `avee_not_found`."""
    async with services.database.transaction(Scope(person)) as tx:
        await require_role(tx, avee_id, TeamRole.viewer)
        return await tx.conflicts.list_conflicts(avee_id, page, is_settled), await tx.conflicts.count_open(avee_id)


async def settle_conflict(services: Services, person: UUID, avee_id: UUID, conflict_id: UUID, settling: Settling) -> AnswerConflict:
    """Records what the creator says to a pair, and returns the pair as it was settled.

    With `keep`, the other answer is retired, and everyone who was given it is told so. Raises NotFound `avee_not_found` or
    `conflict_not_found` (also where one of the answers was retired), Stale `changed_meanwhile` where the pair or the text of
    an answer is no longer what the creator read, Invalid `not_of_this_pair` for another answer to keep.
    """
    async with services.database.transaction(Scope(person)) as tx:
        await require_role(tx, avee_id, TeamRole.editor)
        pair = await tx.conflicts.lock_conflict(avee_id, conflict_id)
        if pair is None:
            raise NotFound("conflict_not_found", "There is no such pair of answers; it may have been settled.")
        if settling.expected_version not in (None, pair.version):
            raise changed_meanwhile(pair.version)
        match settling.settlement:
            case Settlement.keep:
                other = _other_of(pair, settling.answer_id)
                await tx.answers.retire_answer(avee_id, other, None)
                await tx.jobs.enqueue(CORRECT_TASK, person=str(person), avee_id=str(avee_id), answer_id=str(other))
                return pair
            case Settlement.different | Settlement.open:
                await tx.conflicts.set_settled(avee_id, conflict_id, settling.settlement is Settlement.different)
                settled = await tx.conflicts.lock_conflict(avee_id, conflict_id)
                assert settled is not None  # it was locked above
                return settled
            case _:
                assert_never(settling.settlement)


def _other_of(pair: AnswerConflict, kept: UUID | None) -> UUID:
    if kept not in (pair.first.id, pair.second.id):
        raise Invalid("not_of_this_pair", "Name the answer to keep: one of the two.", field="answer_id")
    return pair.second.id if kept == pair.first.id else pair.first.id
