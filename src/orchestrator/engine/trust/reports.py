"""Trust reports on a creator's reused and automatic answers: computed for reading, and saved after every verdict."""

from dataclasses import dataclass
from uuid import UUID

from orchestrator.domain.matching.looks.calibration import documents_scorer, pooled
from orchestrator.domain.policy.policy import Policy
from orchestrator.domain.trust.cards import Subject
from orchestrator.domain.trust.ladder import DocumentsTrustState, level_threshold, read_documents_trust
from orchestrator.domain.trust.own_start import NOT_YET, OwnStart, choose_own_start
from orchestrator.domain.trust.proofs import Label, Target
from orchestrator.domain.trust.state import TrustState, read_trust_state, render_trust_state
from orchestrator.domain.trust.unanswered import ClosedCards, bound_at_worst
from orchestrator.engine.accounts.agents.ownership import no_such_avee
from orchestrator.engine.services import Services
from orchestrator.ports.database import Scope, Transaction
from orchestrator.ports.stores.trust.cards import StoredTrust


@dataclass(frozen=True, slots=True)
class TrustReport:
    """Trust in one kind of answer, as the creator sees it."""

    state: TrustState
    line: str
    """The bound on wrong answers in one sentence, to be shown beside a rate."""
    answering: ClosedCards
    at_worst: float | None
    """The bound if every audit closed without a verdict counted as wrong, in (0, 1]; None before the first audit."""


@dataclass(frozen=True, slots=True)
class TrustReports:
    """Trust in reused answers and in automatic answers."""

    policy: Policy
    confidence: float
    """The probability with which a bound holds, in (0, 1)."""
    reuse: TrustReport
    documents: TrustReport
    documents_level: int
    """Level of the ladder of `domain.trust.ladder`, >= 0."""
    needed_confidence: float
    """The confidence that an automatic answer needs now, in [0, 1]."""
    cards_waiting: int


async def load_trust_reports(services: Services, person: UUID, avee_id: UUID) -> TrustReports:
    """Trust in the answers of the person's own agent, under the stored policy. Raises NotFound `avee_not_found`."""
    async with services.database.transaction(Scope(person)) as tx:
        policy = await tx.policies.load_policy(avee_id)
        if policy is None:
            raise no_such_avee()
        return await read_trust_reports(services, tx, avee_id, policy)


async def read_trust_reports(services: Services, tx: Transaction, avee_id: UUID, policy: Policy) -> TrustReports:
    """Computes trust from all labels of the current scorers. `tx` must be a transaction of the agent's owner."""
    reuse = await _load_verdicts(tx, avee_id, Subject.reuse, services.calibration.scorer)
    own = await tx.trust.load_own_start(avee_id, services.calibration.scorer)
    return await _compute(services, tx, avee_id, policy, reuse, own)


async def save_trust_reports(services: Services, tx: Transaction, avee_id: UUID, policy: Policy) -> TrustReports:
    """Computes trust again and saves it for the next messages. `tx` must be a transaction of the agent's owner.

    Once there are enough matches, this also fixes the creator's own start.
    """
    scorer = services.calibration.scorer
    reuse = await _load_verdicts(tx, avee_id, Subject.reuse, scorer)
    own = await tx.trust.load_own_start(avee_id, scorer)
    if own == NOT_YET:
        own = choose_own_start(await tx.trust.load_scores(avee_id, scorer), len(reuse.labels))
    found = await _compute(services, tx, avee_id, policy, reuse, own)
    matches = await tx.trust.load_matches_per_day(avee_id, min(found.reuse.state.floor, policy.canonical_match_threshold))
    documents = DocumentsTrustState(found.documents.state, found.documents_level)
    await tx.trust.save_trust_state(avee_id, StoredTrust(found.reuse.state, documents, matches, scorer, own))
    return found


def current_documents_scorer(services: Services) -> str:
    """The scorer of automatic answers: that of the chat model where one is configured, else that of quotes."""
    return documents_scorer(services.calibration, is_quoted=services.chat is None)


async def _compute(services: Services, tx: Transaction, avee_id: UUID, policy: Policy, reuse: "_Verdicts", own: OwnStart) -> TrustReports:
    target = Target(policy.wrong_answers_target)
    documents = await _load_verdicts(tx, avee_id, Subject.documents, current_documents_scorer(services))
    found = read_documents_trust(documents.labels, policy)
    return TrustReports(
        policy,
        target.confidence,
        reuse.report(read_trust_state(reuse.labels, target, pooled(services.calibration), own), target),
        documents.report(found.state, target),
        found.level,
        level_threshold(policy.auto_answer_confidence_threshold, found.level),
        await tx.trust.count_waiting(avee_id),
    )


@dataclass(frozen=True, slots=True)
class _Verdicts:
    """The creator's verdicts on one kind of answer."""

    labels: list[Label]
    answering: ClosedCards

    def report(self, state: TrustState, target: Target) -> TrustReport:
        """The report on a trust state that was computed from these labels."""
        at_worst = bound_at_worst(self.labels, state, self.answering, target.confidence)
        return TrustReport(state, render_trust_state(state, target), self.answering, at_worst)


async def _load_verdicts(tx: Transaction, avee_id: UUID, subject: Subject, scorer: str) -> _Verdicts:
    return _Verdicts(await tx.trust.load_labels(avee_id, subject, scorer), await tx.trust.count_answered(avee_id, subject, scorer))
