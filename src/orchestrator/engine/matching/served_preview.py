"""Whom an answer would serve: real past messages near its phrasings, judged by today's rules."""

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
from orchestrator.engine.routing.past import read_past
from orchestrator.engine.services import Services
from orchestrator.ports.database import Scope, Transaction
from orchestrator.ports.stores.accounts import PublicAvee
from orchestrator.ports.stores.matching import NearMessage, NewAnswer, Pick
from orchestrator.ports.stores.paging import Page

DAYS = 90

NEAREST = 200
"""Past messages that are judged at most: the nearest ones."""

LEAST_COSINE = 0.3
"""Below it no answer was ever the right one, so such messages are not judged."""


@dataclass(frozen=True, slots=True)
class AudiencePreview:
    served: list[PastMatch]
    """Nearest first."""
    near: list[PastMatch]
    """Those that are near and would not be served; nearest first."""
    people: int
    """Different people among the served."""
    compared: int
    """Messages of the window that were compared."""
    not_compared: int
    """Messages of the window of before their vectors were kept."""
    picks: dict[UUID, bool]
    """What the creator said of the decisions on them: whether the answer is for this message."""


async def preview_audience(
    services: Services, person: UUID, escalation_id: UUID, pattern: str | None, layer: Layer, picks: Sequence[Pick] = ()
) -> AudiencePreview:
    """For the creator who is about to answer; saves nothing. None as `pattern` is the question as it was asked, which is not counted itself.

    Raises NotFound `escalation_not_found`, also for its asker, Invalid for an empty or over-long pattern, Unavailable where it
    cannot be embedded.
    """
    async with services.database.transaction(Scope(person)) as tx:
        found = await tx.escalations.list_escalations(Page(1), escalation_id=escalation_id)
        avee = await tx.avees.load_avee(found[0].avee_id) if found else None
    if avee is None:
        raise NotFound("escalation_not_found", "There is no such question that you could answer.")
    escalation = found[0]
    question = check_text("question_pattern", pattern, MAX_MESSAGE_CHARACTERS) if pattern else escalation.original_message
    vector = (await services.embedder.embed([question]))[0]
    written = NewAnswer(escalation_id, question, "", layer, None, vector)
    async with services.database.transaction(Scope(person)) as tx:
        return await preview_answer(services, tx, avee.id, escalation_id, layer, written, picks, escalation.message_id)


async def preview_answer(
    services: Services, tx: Transaction, avee_id: UUID, answer_id: UUID, layer: Layer, written: NewAnswer | None, picks: Sequence[Pick],
    but_message: UUID | None = None,
) -> AudiencePreview:  # fmt: skip
    policy, public = await tx.policies.load_policy(avee_id), await tx.avees.find_public(avee_id=avee_id)
    assert policy is not None  # an own avee's, in the same transaction
    assert public is not None
    trust = await tx.trust.load_snapshot(avee_id) or first_trust_snapshot(policy)
    near = await tx.boundaries.find_near(avee_id, answer_id, written, picks, DAYS, LEAST_COSINE, NEAREST, but_message)
    compared, decisions = await tx.log.count_asked(avee_id, DAYS), await tx.log.count_past(avee_id, DAYS)
    judged = _judge(services, near, public, answer_id, layer, policy, trust)
    served = [(each, row) for each, row in judged if each.why_not is None]
    kept = {each.decision_id: each.serves for each in picks}
    return AudiencePreview(
        [each for each, _ in served],
        [each for each, _ in judged if each.why_not is not None and (each.is_near or each.past.id in kept)],
        len({row.past.user_id for _, row in served}),
        compared,
        max(0, decisions - compared),
        kept,
    )


def _judge(
    services: Services, near: Sequence[NearMessage], public: PublicAvee, answer_id: UUID, layer: Layer, policy: Policy, trust: TrustSnapshot
) -> list[tuple[PastMatch, NearMessage]]:
    judged = []
    for row in near:
        past = read_past(row.past, public)
        facts = replace(past.inputs.facts, canonical=row.answers, bank=row.bank, trust=trust)
        verdict = read_past_match(PastQuestion(past, replace(past.inputs, facts=facts)), answer_id, layer, policy, services.calibration)
        if verdict is not None:
            judged.append((verdict, row))
    return judged
