"""A creator's numbers over a window: counted in the store, read by the domain."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from orchestrator.domain.analytics.counts import Counts, Day, TopAnswer, dates_of
from orchestrator.domain.analytics.metrics import Reading, read_metrics
from orchestrator.domain.analytics.subjects import find_subjects
from orchestrator.domain.errors import Invalid
from orchestrator.domain.paths import Path
from orchestrator.engine.accounts.ownership import no_such_avee
from orchestrator.engine.services import Services
from orchestrator.engine.trust.standing import TrustReports, read_trust_reports
from orchestrator.ports.database import Scope
from orchestrator.ports.stores.paging import Json

MAX_DAYS = 365
KEPT_FROM = 100_000
"""Messages in a window from which on their count is kept for ten minutes, and not made anew by everyone who looks."""


@dataclass(frozen=True, slots=True)
class Measurement:
    days: int
    counts: Counts
    readings: tuple[Reading, ...]
    subjects: tuple[tuple[str, int], ...]
    """Words that several unanswered questions share, with how many do; most first."""
    standings: TrustReports
    """How often automatic and reused answers are wrong at most, as it stands now, whatever the window."""


async def measure(services: Services, person: UUID, avee_id: UUID, days: int) -> Measurement:
    """The last `days` times 24 hours (1 to 365). Raises Invalid `invalid_days`, NotFound `avee_not_found`, also for another's."""
    if not 1 <= days <= MAX_DAYS:
        raise Invalid("invalid_days", f"days is a number from 1 to {MAX_DAYS}.", field="days")
    async with services.database.transaction(Scope(person)) as tx:
        raw, policy = await tx.measures.load_counts(avee_id, days), await tx.policies.load_policy(avee_id)
        if raw is None or policy is None:
            raise no_such_avee()
        standings = await read_trust_reports(services, tx, avee_id, policy)
        counts = read_counts(raw)
        if not raw["is_kept"] and counts.messages >= KEPT_FROM:
            await tx.measures.keep_counts(avee_id, days, counts.ended_at, raw["messages"])
    return Measurement(days, counts, read_metrics(counts), find_subjects(counts.unanswered), standings)


def read_counts(raw: Json) -> Counts:
    """From what get_orchestrator_metrics returns."""
    began_at, ended_at = datetime.fromisoformat(raw["from"]), datetime.fromisoformat(raw["to"])
    messages, offers, questions, creator, answers = (raw[name] for name in ("messages", "offers", "questions", "creator", "answers"))
    talk, replies, verdicts = messages["talk"], messages["replies"], messages["verdicts"]
    return Counts(
        began_at=began_at,
        ended_at=ended_at,
        observed_days=float(raw["observed_days"]),
        days=_read_days(dates_of(began_at, ended_at), messages["by_day"], raw["accepted_by_day"]),
        users=talk["users"],
        asked_back_last=talk["asked_back_last"],
        confirmed=verdicts["helpful"],
        contested=verdicts["against"],
        reply_p50_ms=replies["p50_ms"],
        reply_p95_ms=replies["p95_ms"],
        replies_timed=replies["timed"],
        offers_accepted=offers["accepted"],
        offers_declined=offers["declined"],
        offers_lapsed=offers["lapsed"],
        offers_open=offers["open"],
        questions_answered=questions["answered"],
        questions_declined=questions["declined"],
        questions_expired=questions["expired"],
        questions_waiting=questions["waiting"],
        answered_s=tuple(map(float, questions["answered_s"])),
        waiting_s=tuple(map(float, questions["waiting_s"])),
        handled=creator["handled"],
        handled_measured=creator["measured"],
        creator_minutes=creator["minutes"],
        answers_active=answers["active"],
        answers_reused=answers["reused"],
        direct_messages=raw["direct_messages"],
        top_answers=tuple(TopAnswer(each["id"], each["question_pattern"], each["times_served"]) for each in raw["top_answers"]),
        unanswered=tuple(raw["unanswered"]),
    )


def _read_days(dates: Sequence[date], by_day: Sequence[dict[str, Any]], accepted_by_day: Sequence[dict[str, Any]]) -> tuple[Day, ...]:
    """Every date of the window, those on which nothing happened included."""
    paths: dict[date, dict[Path, int]] = {on: {} for on in dates}
    small_talk = dict.fromkeys(dates, 0)
    for row in by_day:
        on, path = date.fromisoformat(row["on"]), Path(row["path"])
        paths[on][path] = paths[on].get(path, 0) + row["messages"]
        small_talk[on] += row["messages"] if row["is_small_talk"] else 0
    for row in accepted_by_day:
        paths[date.fromisoformat(row["on"])][Path.queue_for_creator] = row["questions"]
    return tuple(Day(on, paths[on], small_talk[on]) for on in dates)
