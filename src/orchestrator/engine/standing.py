"""Where trust in a creator's answers stands, stored ones and automatic ones: read for the creator, and made anew after every word of theirs."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any
from uuid import UUID

from orchestrator.domain.answering import Answering, bound_at_worst
from orchestrator.domain.automatic import DocumentsStanding, documents_scorer, level_threshold, read_documents_standing
from orchestrator.domain.policy import Policy
from orchestrator.domain.reuse import Subject, pooled, trust_rules
from orchestrator.domain.trust import Standing, read_standing, render_standing
from orchestrator.engine.avees import no_such_avee
from orchestrator.engine.world import World
from orchestrator.ports.storage import Scope, Transaction


@dataclass(frozen=True, slots=True)
class Trusted:
    """What the creator is shown of one kind of answer."""

    standing: Standing
    line: str
    """The figure in one sentence, as it stands beside a rate."""
    answering: Answering
    at_worst: float | None
    """The bound on audits had every card that was closed without a word been wrong, in (0, 1]; None before the first audit."""


@dataclass(frozen=True, slots=True)
class Standings:
    """Of both kinds."""

    policy: Policy
    confidence: float
    reuse: Trusted
    documents: Trusted
    documents_level: int
    """Of the ladder of `domain.automatic`, >= 0."""
    needed_confidence: float
    """What an automatic answer needs now, in [0, 1]."""
    cards_waiting: int


async def load_standings(world: World, person: UUID, avee_id: UUID) -> Standings:
    """Where trust stands now, under the rules as they are now. Raises NotFound `avee_not_found`, also for another's."""
    async with world.database.transaction(Scope(person)) as tx:
        policy = await tx.policies.load_policy(avee_id)
        if policy is None:
            raise no_such_avee()
        return await read_standings(world, tx, avee_id, policy)


async def read_standings(world: World, tx: Transaction, avee_id: UUID, policy: Policy) -> Standings:
    """From every label of the present scorers; within a transaction of the creator's."""
    reuse, reuse_answering, reuse_worst = await _make_reuse(world, tx, avee_id, policy)
    documents, documents_answering, documents_worst = await _make_documents(world, tx, avee_id, policy)
    target = trust_rules(policy).target
    return Standings(
        policy,
        target.confidence,
        Trusted(reuse, render_standing(reuse, target), reuse_answering, reuse_worst),
        Trusted(documents.standing, render_standing(documents.standing, target), documents_answering, documents_worst),
        documents.level,
        level_threshold(policy.auto_answer_confidence_threshold, documents.level),
        await tx.trust.count_waiting(avee_id),
    )


async def save_standings(world: World, tx: Transaction, avee_id: UUID, policy: Policy) -> Standings:
    """Made anew and kept for the messages to come; within a transaction of the creator's."""
    found = await read_standings(world, tx, avee_id, policy)
    matches = await tx.trust.load_matches_per_day(avee_id, min(found.reuse.standing.floor, policy.canonical_match_threshold))
    await tx.trust.save_standing(avee_id, show_standings(found, matches, world.calibration.scorer))
    return found


def show_standings(found: Standings, matches_per_day: float, scorer: str) -> Mapping[str, Any]:
    """As they are stored."""
    return asdict(found.reuse.standing) | {
        "matches_per_day": matches_per_day,
        "scorer": scorer,
        "documents": asdict(found.documents.standing) | {"level": found.documents_level},
    }


def present_documents_scorer(world: World) -> str:
    """Of automatic answers as they are made now: a chat model's where one is configured, quotes else."""
    return documents_scorer(world.calibration, is_quoted=world.chat is None)


async def _make_reuse(world: World, tx: Transaction, avee_id: UUID, policy: Policy) -> tuple[Standing, Answering, float | None]:
    rules, scorer = trust_rules(policy), world.calibration.scorer
    labels = await tx.trust.load_labels(avee_id, Subject.reuse, scorer)
    standing = read_standing(labels, rules, pooled(world.calibration))
    answering = await tx.trust.count_answered(avee_id, Subject.reuse, scorer)
    return standing, answering, bound_at_worst(labels, standing, answering, rules.target.confidence)


async def _make_documents(
    world: World, tx: Transaction, avee_id: UUID, policy: Policy
) -> tuple[DocumentsStanding, Answering, float | None]:
    scorer = present_documents_scorer(world)
    labels = await tx.trust.load_labels(avee_id, Subject.documents, scorer)
    found = read_documents_standing(labels, policy)
    answering = await tx.trust.count_answered(avee_id, Subject.documents, scorer)
    return found, answering, bound_at_worst(labels, found.standing, answering, trust_rules(policy).target.confidence)
