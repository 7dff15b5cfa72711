"""A chat model's verdict on a match just below what is served, beside the conversation."""

from datetime import timedelta
from enum import StrEnum
from uuid import UUID

from orchestrator.domain.answering.prompt import build_match_check, is_no, is_yes
from orchestrator.domain.matching.answers import State
from orchestrator.engine.services import Services
from orchestrator.ports.database import Scope, Transaction
from orchestrator.ports.models import ChatAnswer, ChatRequest
from orchestrator.ports.stores.trust import ModelMatch

TASK = "check_borderline_match"

MAX_TOKENS = 8

MOST_A_DAY = 100
"""Matches that a model is asked about for one agent in any 24 hours: a bound on what it costs."""

DAY = timedelta(days=1)


class Word(StrEnum):
    confirmed = "confirmed"
    denied = "denied"
    unclear = "unclear"
    """It said neither yes nor no."""
    left = "left"
    """It was not asked: too many that day, or the answer changed meanwhile."""


async def check_match(services: Services, person: UUID, avee_id: UUID, match_id: UUID) -> Word | None:
    """Asks the model, with the creator's eyes; None where nothing is configured, wanted or left to ask.

    What it confirms becomes another wording of the answer, marked as a model's; it is no label, and the creator may take it away.
    Raises Unavailable where the model does not answer: the job is tried again.
    """
    if services.chat is None:
        return None
    async with services.database.transaction(Scope(person)) as tx:
        match = await _load_open(tx, avee_id, match_id)
        if match is None:
            return None
        policy = await tx.policies.load_policy(avee_id)
        asked = await tx.trust.count_model_words(avee_id, DAY)
        if not _may_be_asked(match) or asked >= MOST_A_DAY:
            await tx.trust.save_model_word(avee_id, match_id, Word.left.value, None)
            return Word.left
    if policy is None or not policy.model_confirms_matches:
        return None
    prompt = build_match_check(match.question, match.question_pattern, match.answer_content)
    request = ChatRequest(prompt.system, prompt.user, model=policy.chat_model, temperature=0.0, max_tokens=MAX_TOKENS)
    answer = await services.chat.write(request)
    word = _read_word(answer)
    async with services.database.transaction(Scope(person)) as tx:
        match = await _load_open(tx, avee_id, match_id)
        if match is None:
            return None
        await tx.trust.save_model_word(avee_id, match_id, word.value, answer.usage.model)
        if word is Word.confirmed and _may_be_asked(match):
            await tx.trust.add_model_phrasing(avee_id, match_id)
    return word


async def _load_open(tx: Transaction, avee_id: UUID, match_id: UUID) -> ModelMatch | None:
    found = await tx.trust.lock_model_match(avee_id, match_id)
    return found if found is not None and found.verdict is None else None


def _may_be_asked(match: ModelMatch) -> bool:
    return match.answer_state == State.active and match.answer_version == match.current_version


def _read_word(answer: ChatAnswer) -> Word:
    if answer.is_whole and is_yes(answer.text):
        return Word.confirmed
    return Word.denied if is_no(answer.text) else Word.unclear
