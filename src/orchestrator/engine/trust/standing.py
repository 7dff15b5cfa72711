"""Where trust in a creator's answers stands, stored ones and automatic ones: read for the creator, and made anew after every word of theirs."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any
from uuid import UUID

from orchestrator.domain.matching.calibration import documents_scorer, pooled
from orchestrator.domain.policy.policy import Policy
from orchestrator.domain.trust.cards import Subject
from orchestrator.domain.trust.ladder import level_threshold, read_documents_standing
from orchestrator.domain.trust.proofs import Label, Target
from orchestrator.domain.trust.rules import trust_rules
from orchestrator.domain.trust.standing import Standing, read_standing, render_standing
from orchestrator.domain.trust.unanswered import Answering, bound_at_worst
from orchestrator.engine.accounts.ownership import no_such_avee
from orchestrator.engine.services import World
from orchestrator.ports.database import Scope, Transaction


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
    rules = trust_rules(policy)
    reuse = await _load_heard(tx, avee_id, Subject.reuse, world.calibration.scorer)
    documents = await _load_heard(tx, avee_id, Subject.documents, present_documents_scorer(world))
    found = read_documents_standing(documents.labels, policy)
    return Standings(
        policy,
        rules.target.confidence,
        reuse.trusted(read_standing(reuse.labels, rules, pooled(world.calibration)), rules.target),
        documents.trusted(found.standing, rules.target),
        found.level,
        level_threshold(policy.auto_answer_confidence_threshold, found.level),
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


@dataclass(frozen=True, slots=True)
class _Heard:
    """What the creator said of one kind of answer."""

    labels: list[Label]
    answering: Answering

    def trusted(self, standing: Standing, target: Target) -> Trusted:
        """`standing` is made of these labels."""
        at_worst = bound_at_worst(self.labels, standing, self.answering, target.confidence)
        return Trusted(standing, render_standing(standing, target), self.answering, at_worst)


async def _load_heard(tx: Transaction, avee_id: UUID, subject: Subject, scorer: str) -> _Heard:
    return _Heard(await tx.trust.load_labels(avee_id, subject, scorer), await tx.trust.count_answered(avee_id, subject, scorer))
