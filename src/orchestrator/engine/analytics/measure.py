"""A creator's numbers over a window: counted in the store, read by the domain."""

from dataclasses import dataclass
from uuid import UUID

from orchestrator.domain.analytics.counts import Counts
from orchestrator.domain.analytics.metrics import MetricValue, read_metrics
from orchestrator.domain.analytics.subjects import find_subjects
from orchestrator.domain.errors import Invalid
from orchestrator.engine.accounts.ownership import no_such_avee
from orchestrator.engine.services import Services
from orchestrator.engine.trust.standing import TrustReports, read_trust_reports
from orchestrator.ports.database import Scope

MAX_DAYS = 365
KEPT_FROM = 100_000
"""Messages in a window from which on their count is kept for ten minutes, and not made anew by everyone who looks."""


@dataclass(frozen=True, slots=True)
class Measurement:
    days: int
    counts: Counts
    readings: tuple[MetricValue, ...]
    subjects: tuple[tuple[str, int], ...]
    """Words that several unanswered questions share, with how many do; most first."""
    standings: TrustReports
    """How often automatic and reused answers are wrong at most, as it stands now, whatever the window."""


async def measure(services: Services, person: UUID, avee_id: UUID, days: int) -> Measurement:
    """The last `days` times 24 hours (1 to 365). Raises Invalid `invalid_days`, NotFound `avee_not_found`, also for another's."""
    if not 1 <= days <= MAX_DAYS:
        raise Invalid("invalid_days", f"days is a number from 1 to {MAX_DAYS}.", field="days")
    async with services.database.transaction(Scope(person)) as tx:
        loaded, policy = await tx.measures.load_counts(avee_id, days), await tx.policies.load_policy(avee_id)
        if loaded is None or policy is None:
            raise no_such_avee()
        standings = await read_trust_reports(services, tx, avee_id, policy)
        counts = loaded.counts
        if not loaded.is_kept and counts.messages >= KEPT_FROM:
            await tx.measures.keep_counts(avee_id, days, counts.ended_at, loaded.messages_json)
    return Measurement(days, counts, read_metrics(counts), find_subjects(counts.unanswered), standings)
