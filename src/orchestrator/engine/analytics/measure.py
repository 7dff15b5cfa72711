"""A creator's metrics over a window: the store counts, the domain computes the metrics."""

import asyncio
from dataclasses import dataclass
from uuid import UUID

from orchestrator.domain.analytics.counts import Counts
from orchestrator.domain.analytics.metrics import MetricValue, read_metrics
from orchestrator.domain.analytics.subjects import Subject, find_subjects
from orchestrator.domain.errors import Invalid
from orchestrator.domain.time_zones import is_time_zone
from orchestrator.engine.accounts.agents.ownership import no_such_avee
from orchestrator.engine.services import Services
from orchestrator.engine.trust.reports import TrustReports, read_trust_reports
from orchestrator.ports.database import Scope

MAX_DAYS = 365
KEPT_FROM = 100_000
"""From this number of messages in a window, their count is stored and reused for ten minutes."""


@dataclass(frozen=True, slots=True)
class Measurement:
    """An agent's metrics over a window."""

    days: int
    counts: Counts
    readings: tuple[MetricValue, ...]
    subjects: tuple[Subject, ...]
    """What several unanswered questions are about, most frequent first."""
    reports: TrustReports
    """Bounds on the share of wrong automatic and reused answers. They are current and do not depend on the window."""


async def measure(services: Services, person: UUID, avee_id: UUID, days: int, zone: str = "UTC") -> Measurement:
    """Measures the last `days` times 24 hours, `days` in 1 to 365; the series of days has the dates of the time zone.

    Raises Invalid `invalid_days` or `invalid_time_zone`, NotFound `avee_not_found`, also for an agent of somebody else.
    """
    if not 1 <= days <= MAX_DAYS:
        raise Invalid("invalid_days", f"days must be a number from 1 to {MAX_DAYS}.", field="days")
    if not is_time_zone(zone):
        raise Invalid("invalid_time_zone", "time_zone must be a time zone such as Europe/Oslo.", field="time_zone")
    async with services.database.transaction(Scope(person)) as tx:
        loaded, policy = await tx.measures.load_counts(avee_id, days, zone), await tx.policies.load_policy(avee_id)
        if loaded is None or policy is None:
            raise no_such_avee()
        reports = await read_trust_reports(services, tx, avee_id, policy)
        counts = loaded.counts
        if not loaded.is_kept and counts.messages >= KEPT_FROM:
            await tx.measures.keep_counts(avee_id, days, counts.ended_at, loaded.messages_json)
    # Hundreds of questions: in a thread, other requests go on meanwhile.
    subjects = await asyncio.to_thread(find_subjects, counts.unanswered, services.word_forms)
    return Measurement(days, counts, read_metrics(counts), subjects, reports)
