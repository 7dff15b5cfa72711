"""The model check: a job asks a chat model whether a stored answer fits a borderline match."""

from datetime import timedelta
from enum import StrEnum
from uuid import UUID

from orchestrator.domain.answering.prompt import build_match_check, is_no, is_yes
from orchestrator.domain.matching.answers import State
from orchestrator.engine.services import Services
from orchestrator.ports.database import Scope, Transaction
from orchestrator.ports.models import ChatAnswer, ChatRequest
from orchestrator.ports.stores.trust.cards import ModelMatch

TASK = "check_borderline_match"

MAX_TOKENS = 8

MAX_CHECKS_PER_DAY = 100
"""Model checks for one agent in any 24 hours, to bound their cost."""

DAY = timedelta(days=1)


class CheckResult(StrEnum):
    """The result of a model check, as it is stored."""

    confirmed = "confirmed"
    denied = "denied"
    unclear = "unclear"
    """The model said neither yes nor no."""
    left = "left"
    """The model was not asked: the daily limit was reached, or the answer changed meanwhile."""


async def check_match(services: Services, person: UUID, avee_id: UUID, match_id: UUID) -> CheckResult | None:
    """Asks the model about a match, under the creator's permissions.

    Returns None where no chat model is configured, the policy does not allow model checks, or the match is checked
    already. A confirmed match becomes a phrasing of the answer, marked as confirmed by a model. It is not a label, and
    the creator may delete it. Raises Unavailable where the model does not answer; the job is tried again.
    """
    if services.chat is None:
        return None
    async with services.database.transaction(Scope(person)) as tx:
        match = await _load_open(tx, avee_id, match_id)
        if match is None:
            return None
        policy = await tx.policies.load_policy(avee_id)
        checks = await tx.trust.count_model_checks(avee_id, DAY)
        if not _is_unchanged(match) or checks >= MAX_CHECKS_PER_DAY:
            await tx.trust.save_model_check(avee_id, match_id, CheckResult.left.value, None)
            return CheckResult.left
    if policy is None or not policy.model_confirms_matches:
        return None
    prompt = build_match_check(match.question, match.question_pattern, match.answer_content)
    request = ChatRequest(prompt.system, prompt.user, model=policy.chat_model, temperature=0.0, max_tokens=MAX_TOKENS)
    answer = await services.chat.write(request)
    result = _read_result(answer)
    async with services.database.transaction(Scope(person)) as tx:
        match = await _load_open(tx, avee_id, match_id)
        if match is None:
            return None
        await tx.trust.save_model_check(avee_id, match_id, result.value, answer.usage.model)
        if result is CheckResult.confirmed and _is_unchanged(match):
            await tx.trust.add_model_phrasing(avee_id, match_id)
    return result


async def _load_open(tx: Transaction, avee_id: UUID, match_id: UUID) -> ModelMatch | None:
    found = await tx.trust.lock_model_match(avee_id, match_id)
    return found if found is not None and found.verdict is None else None


def _is_unchanged(match: ModelMatch) -> bool:
    return match.answer_state == State.active and match.answer_version == match.current_version


def _read_result(answer: ChatAnswer) -> CheckResult:
    if answer.is_whole and is_yes(answer.text):
        return CheckResult.confirmed
    return CheckResult.denied if is_no(answer.text) else CheckResult.unclear
