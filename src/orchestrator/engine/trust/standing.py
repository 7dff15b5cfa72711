"""Where trust in a creator's answers stands, stored ones and automatic ones: read for the creator, and made anew after every word of theirs."""

from dataclasses import dataclass
from uuid import UUID

from orchestrator.domain.matching.calibration import documents_scorer, pooled
from orchestrator.domain.policy.policy import Policy
from orchestrator.domain.trust.cards import Subject
from orchestrator.domain.trust.ladder import DocumentsTrustState, level_threshold, read_documents_trust
from orchestrator.domain.trust.proofs import Label, Target
from orchestrator.domain.trust.rules import trust_rules
from orchestrator.domain.trust.state import TrustState, read_trust_state, render_trust_state
from orchestrator.domain.trust.unanswered import ClosedCards, bound_at_worst
from orchestrator.engine.accounts.ownership import no_such_avee
from orchestrator.engine.services import Services
from orchestrator.ports.database import Scope, Transaction
from orchestrator.ports.stores.trust import StoredTrust


@dataclass(frozen=True, slots=True)
class TrustReport:
    """What the creator is shown of one kind of answer."""

    standing: TrustState
    line: str
    """The figure in one sentence, as it stands beside a rate."""
    answering: ClosedCards
    at_worst: float | None
    """The bound on audits had every card that was closed without a word been wrong, in (0, 1]; None before the first audit."""


@dataclass(frozen=True, slots=True)
class TrustReports:
    """Of both kinds."""

    policy: Policy
    confidence: float
    reuse: TrustReport
    documents: TrustReport
    documents_level: int
    """Level of `domain.trust.ladder`, >= 0."""
    needed_confidence: float
    """What an automatic answer needs now, in [0, 1]."""
    cards_waiting: int


async def load_trust_reports(services: Services, person: UUID, avee_id: UUID) -> TrustReports:
    """Where trust stands now, under the rules as they are now. Raises NotFound `avee_not_found`, also for another's."""
    async with services.database.transaction(Scope(person)) as tx:
        policy = await tx.policies.load_policy(avee_id)
        if policy is None:
            raise no_such_avee()
        return await read_trust_reports(services, tx, avee_id, policy)


async def read_trust_reports(services: Services, tx: Transaction, avee_id: UUID, policy: Policy) -> TrustReports:
    """From every label of the present scorers; within a transaction of the creator's."""
    rules = trust_rules(policy)
    reuse = await _load_heard(tx, avee_id, Subject.reuse, services.calibration.scorer)
    documents = await _load_heard(tx, avee_id, Subject.documents, present_documents_scorer(services))
    found = read_documents_trust(documents.labels, policy)
    return TrustReports(
        policy,
        rules.target.confidence,
        reuse.trusted(read_trust_state(reuse.labels, rules, pooled(services.calibration)), rules.target),
        documents.trusted(found.state, rules.target),
        found.level,
        level_threshold(policy.auto_answer_confidence_threshold, found.level),
        await tx.trust.count_waiting(avee_id),
    )


async def save_trust_reports(services: Services, tx: Transaction, avee_id: UUID, policy: Policy) -> TrustReports:
    """Made anew and kept for the messages to come; within a transaction of the creator's."""
    found = await read_trust_reports(services, tx, avee_id, policy)
    matches = await tx.trust.load_matches_per_day(avee_id, min(found.reuse.standing.floor, policy.canonical_match_threshold))
    documents = DocumentsTrustState(found.documents.standing, found.documents_level)
    await tx.trust.save_trust_state(avee_id, StoredTrust(found.reuse.standing, documents, matches, services.calibration.scorer))
    return found


def present_documents_scorer(services: Services) -> str:
    """Of automatic answers as they are made now: a chat model's where one is configured, quotes else."""
    return documents_scorer(services.calibration, is_quoted=services.chat is None)


@dataclass(frozen=True, slots=True)
class _Heard:
    """What the creator said of one kind of answer."""

    labels: list[Label]
    answering: ClosedCards

    def trusted(self, standing: TrustState, target: Target) -> TrustReport:
        """`standing` is made of these labels."""
        at_worst = bound_at_worst(self.labels, standing, self.answering, target.confidence)
        return TrustReport(standing, render_trust_state(standing, target), self.answering, at_worst)


async def _load_heard(tx: Transaction, avee_id: UUID, subject: Subject, scorer: str) -> _Heard:
    return _Heard(await tx.trust.load_labels(avee_id, subject, scorer), await tx.trust.count_answered(avee_id, subject, scorer))
