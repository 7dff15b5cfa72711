"""Whom an answer would have served: real past messages near its question, judged by the rules of today. Saves nothing."""

from dataclasses import dataclass
from uuid import UUID

from orchestrator.domain.errors import NotFound
from orchestrator.domain.facts import CanonicalHit
from orchestrator.domain.policy import Layer
from orchestrator.domain.serving import NEAR, Asked, Served, would_serve
from orchestrator.domain.texts import MAX_MESSAGE_LETTERS, check_text
from orchestrator.engine.evidence import read_past
from orchestrator.engine.world import World
from orchestrator.ports.records import Page
from orchestrator.ports.storage import Scope

DAYS = 90
NEAREST = 500
"""Past messages that are judged at most: the nearest ones."""


@dataclass(frozen=True, slots=True)
class ServedPreview:
    served: list[Served]
    """Nearest first."""
    near: list[Served]
    """Those that are near and would not be served; nearest first."""
    people: int
    """Different people among the served."""
    compared: int
    """Messages of the window that were compared."""
    not_compared: int
    """Messages of the window of before their vectors were kept."""


async def preview_served(world: World, person: UUID, escalation_id: UUID, pattern: str | None, layer: Layer) -> ServedPreview:
    """For the creator who is about to answer. None as `pattern` is the question as it was asked, which itself is not counted.

    Raises NotFound `escalation_not_found`, also for its asker, Invalid for an empty or over-long pattern, Unavailable where it
    cannot be embedded.
    """
    async with world.database.transaction(Scope(person)) as tx:
        found = await tx.escalations.list_escalations(Page(1), escalation_id=escalation_id)
        avee = await tx.avees.load_avee(found[0].avee_id) if found else None
    if avee is None:
        raise NotFound("escalation_not_found", "There is no such question that you could answer.")
    escalation = found[0]
    question = check_text("question_pattern", pattern, MAX_MESSAGE_LETTERS) if pattern else escalation.original_message
    vector = (await world.embedder.embed([question]))[0]
    async with world.database.transaction(Scope(person)) as tx:
        policy, public = await tx.policies.load_policy(avee.id), await tx.avees.find_public(avee_id=avee.id)
        near = await tx.log.find_asked(avee.id, vector, DAYS, NEAREST, escalation.message_id)
        compared, decisions = await tx.log.count_asked(avee.id, DAYS), await tx.log.count_past(avee.id, DAYS)
    assert policy is not None  # an own avee's, in the same transaction
    assert public is not None
    judged, people = list[Served](), set[UUID]()
    for row, cosine in near:
        past = read_past(row, public)
        if past.seen is None:
            continue
        answer = CanonicalHit(escalation_id, question, "", cosine, past.at)
        verdict = would_serve(Asked(past, past.seen, cosine), answer, layer, policy, world.calibration)
        judged.append(verdict)
        if verdict.why_not is None:
            people.add(row.user_id)
    return ServedPreview(
        [each for each in judged if each.why_not is None],
        [each for each in judged if each.why_not is not None and each.probability >= NEAR],
        len(people),
        compared,
        max(0, decisions - compared),
    )
