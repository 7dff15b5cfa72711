"""The audience of an answer: which real past messages near its phrasings it would serve under today's policy."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from uuid import UUID

from orchestrator.domain.accounts.access import Layer
from orchestrator.domain.errors import NotFound
from orchestrator.domain.policy.policy import Policy
from orchestrator.domain.routing.audience import PastMatch, PastQuestion, read_past_match
from orchestrator.domain.texts import MAX_MESSAGE_CHARACTERS, check_text
from orchestrator.domain.trust.snapshot import TrustSnapshot
from orchestrator.engine.routing.loading import first_trust_snapshot
from orchestrator.engine.routing.log.past import read_past
from orchestrator.engine.services import Services
from orchestrator.ports.database import Scope, Transaction
from orchestrator.ports.stores.accounts import PublicAvee
from orchestrator.ports.stores.matching.answers import NewAnswer
from orchestrator.ports.stores.matching.boundaries import NearMessage, Pick
from orchestrator.ports.stores.paging import Page

DAYS = 90
"""The window: past messages of the last DAYS times 24 hours."""

NEAREST = 200
"""Past messages that are decided again, at most: the nearest ones."""

LEAST_COSINE = 0.3
"""No answer was ever right for a message below this cosine, so messages below it are not decided again."""


@dataclass(frozen=True, slots=True)
class AudiencePreview:
    """The past messages that an answer would serve, and near messages that it would not."""

    served: list[PastMatch]
    """Nearest first."""
    near: list[PastMatch]
    """Near messages that would not be served, nearest first."""
    people: int
    """Different people who wrote the served messages."""
    compared: int
    """Messages of the window that were compared."""
    not_compared: int
    """Messages of the window without a stored vector."""
    picks: dict[UUID, bool]
    """The creator's marks, by decision: whether the answer serves that message."""


async def preview_audience(
    services: Services, person: UUID, escalation_id: UUID, pattern: str | None, layer: Layer, picks: Sequence[Pick] = ()
) -> AudiencePreview:
    """The audience of an answer that the creator is about to give; saves nothing.

    `pattern` is the creator's wording of the question; None uses the question as it was asked. The escalated message
    itself is not counted. `picks` are the creator's marks so far. Raises NotFound `escalation_not_found`, also for its
    asker, Invalid for an empty or over-long pattern, Unavailable where the pattern cannot be embedded.
    """
    async with services.database.transaction(Scope(person)) as tx:
        found = await tx.escalations.list_escalations(Page(1), escalation_id=escalation_id)
        avee = await tx.avees.load_avee(found[0].avee_id) if found else None
    if avee is None:
        raise NotFound("escalation_not_found", "There is no such question, or you may not answer it.")
    escalation = found[0]
    asked = escalation.question_pattern or escalation.original_message
    question = check_text("question_pattern", pattern, MAX_MESSAGE_CHARACTERS) if pattern else asked
    vector = (await services.embedder.embed([question]))[0]
    written = NewAnswer(escalation_id, question, "", layer, None, vector)
    async with services.database.transaction(Scope(person)) as tx:
        return await preview_answer(services, tx, avee.id, escalation_id, layer, written, picks, escalation.message_id)


async def preview_answer(
    services: Services, tx: Transaction, avee_id: UUID, answer_id: UUID, layer: Layer, written: NewAnswer | None, picks: Sequence[Pick],
    but_message: UUID | None = None,
) -> AudiencePreview:  # fmt: skip
    """The audience of a stored answer, or of `written`, which is not stored yet; `but_message` is left out.

    Call it within a transaction of the agent's owner, having checked that the agent is theirs.
    """
    policy, public = await tx.policies.load_policy(avee_id), await tx.avees.find_public(avee_id=avee_id)
    assert policy is not None  # the caller has checked, in this transaction, that the agent exists
    assert public is not None
    trust = await tx.trust.load_snapshot(avee_id) or first_trust_snapshot(policy)
    near = await tx.boundaries.find_near(avee_id, answer_id, written, picks, DAYS, LEAST_COSINE, NEAREST, but_message)
    compared, decisions = await tx.log.count_asked(avee_id, DAYS), await tx.log.count_past(avee_id, DAYS)
    decided = _decide_again(services, near, public, answer_id, layer, policy, trust)
    served = [(result, row) for result, row in decided if result.why_not is None]
    marks = {pick.decision_id: pick.serves for pick in picks}
    return AudiencePreview(
        [result for result, _ in served],
        [result for result, _ in decided if result.why_not is not None and (result.is_near or result.past.id in marks)],
        len({row.past.user_id for _, row in served}),
        compared,
        max(0, decisions - compared),
        marks,
    )


def _decide_again(
    services: Services, near: Sequence[NearMessage], public: PublicAvee, answer_id: UUID, layer: Layer, policy: Policy, trust: TrustSnapshot
) -> list[tuple[PastMatch, NearMessage]]:
    decided = []
    for row in near:
        past = read_past(row.past, public, services.word_forms)
        facts = replace(past.inputs.facts, canonical=row.answers, bank=row.bank, trust=trust)
        result = read_past_match(PastQuestion(past, replace(past.inputs, facts=facts)), answer_id, layer, policy, services.calibration)
        if result is not None:
            decided.append((result, row))
    return decided
