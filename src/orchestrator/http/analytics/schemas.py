"""Metrics as they go over the wire: JSON with every number's meaning beside it, and CSV. Counts nothing."""

import csv
import io
from collections.abc import Iterable, Sequence
from datetime import date, datetime
from typing import Any, Literal
from uuid import UUID

from pydantic import ConfigDict, Field, JsonValue

from orchestrator.domain.analytics.counts import Day
from orchestrator.domain.analytics.metrics import MetricValue
from orchestrator.domain.paths import Path
from orchestrator.engine.analytics.measure import KEPT_FROM, Measurement
from orchestrator.http.trust.schemas import TrustedOut, show_trust_report
from orchestrator.http.wire import Out

MetricName = Literal[
    "auto_answer_rate", "answers_confirmed", "escalations_per_100_users", "creator_minutes_per_week", "answer_reuse_rate",
    "direct_message_reduction", "automatic_answer_p50", "automatic_answer_p95", "escalated_answer_p50", "escalated_answer_p95",
    "offers_accepted", "escalations_declined", "backlog",
]  # fmt: skip
METRIC_COLUMNS = (
    "name", "value", "unit", "numerator", "denominator", "target", "direction", "met", "at_least", "note", "meaning",
    "numerator_meaning", "denominator_meaning",
)  # fmt: skip
AUTO_ANSWER_EXAMPLE: dict[str, JsonValue] = {
    "name": "auto_answer_rate", "value": 0.86, "unit": "share", "numerator": 258, "denominator": 300, "target": 0.8,
    "direction": "above", "met": True, "at_least": None, "note": None,
    "meaning": "The share of questions that were answered at once …", "numerator_meaning": "questions answered from documents …",
    "denominator_meaning": "questions; one with clarifying questions (B) counts once …",
}  # fmt: skip
DAY_EXAMPLE: dict[str, JsonValue] = {"on": "2026-11-21", "A": 20, "B": 3, "C": 19, "D": 4, "E": 2, "F": 1, "small_talk": 5}


class MetricOut(Out):
    model_config = ConfigDict(from_attributes=True, json_schema_extra={"examples": [AUTO_ANSWER_EXAMPLE]})

    name: MetricName
    value: float | None = Field(
        description="In `unit`; null where there is nothing to divide by, or where a percentile is not reached yet."
    )
    unit: Literal["share", "per_100_users", "minutes_per_week", "seconds", "hours", "questions"]
    numerator: float | None
    denominator: float | None = Field(description="null for counts and for times without one.")
    target: float | None
    direction: Literal["above", "below"] = Field(description="On which side of the target the value should be.")
    met: bool | None = Field(description="null where there is no data, no target, or no telling yet.")
    at_least: float | None = Field(description="Where a percentile is not reached yet: it cannot be less than this.")
    note: str | None = Field(description="`no data yet`, or how the number was come by.")
    meaning: str
    numerator_meaning: str
    denominator_meaning: str


class DayOut(Out):
    model_config = ConfigDict(from_attributes=True, json_schema_extra={"examples": [DAY_EXAMPLE]})

    on: date = Field(description="A UTC date; the first and the last may lie in the window only in part.")
    A: int = Field(description="Small talk included.")
    B: int
    C: int
    D: int
    E: int = Field(description="Questions accepted for the creator's inbox that day; each was a message on another path before.")
    F: int
    small_talk: int = Field(description="Of A, what asked nothing.")


class TopAnswerOut(Out):
    id: UUID
    question_pattern: str = Field(examples=["How do I clean the smoker?"])
    times_served: int = Field(description="Within the window.", examples=[17])


class SubjectOut(Out):
    word: str = Field(examples=["varroa"])
    questions: int = Field(description="Unanswered questions of the window, among the newest 200, that have the word.", examples=[4])


class MetricsOut(Out):
    avee_id: UUID
    days: int = Field(examples=[7])
    began_at: datetime = Field(description="The window: the last `days` times 24 hours.")
    ended_at: datetime = Field(
        description=f"Now; with {KEPT_FROM:,} messages and more up to ten minutes ago: that count is kept for so long."
    )
    metrics: dict[MetricName, MetricOut]
    paths: dict[Literal["A", "B", "C", "D", "E", "F"], int] = Field(examples=[{"A": 140, "B": 21, "C": 130, "D": 30, "E": 12, "F": 7}])
    paths_by_day: list[DayOut]
    top_answers: list[TopAnswerOut] = Field(description="Canonical answers served most in the window; at most ten.")
    trust: TrustedOut = Field(description="How often such answers are wrong at most, as it stands now, whatever the window.")
    unanswered_subjects: list[SubjectOut] = Field(description="What the unanswered questions are about, by words they share; at most ten.")


def show_measurement(avee_id: UUID, found: Measurement) -> dict[str, Any]:
    counts = found.counts
    return {
        "avee_id": avee_id,
        "days": found.days,
        "began_at": counts.began_at,
        "ended_at": counts.ended_at,
        "metrics": {reading.metric.name: _show_reading(reading) for reading in found.readings},
        "paths": {path.value: counts.on_path(path) for path in Path},
        "paths_by_day": [_show_day(day) for day in counts.days],
        "top_answers": counts.top_answers,
        "trust": {"reuse": show_trust_report(found.standings.reuse), "documents": show_trust_report(found.standings.documents)},
        "unanswered_subjects": [{"word": word, "questions": questions} for word, questions in found.subjects],
    }


def render_metrics_csv(found: Measurement) -> str:
    return _render(METRIC_COLUMNS, (_show_reading(reading) for reading in found.readings))


def render_days_csv(found: Measurement) -> str:
    return _render(tuple(DayOut.model_fields), (_show_day(day) for day in found.counts.days))


def _show_reading(reading: MetricValue) -> dict[str, Any]:
    metric, fraction = reading.metric, reading.fraction
    return {
        "name": metric.name,
        "value": fraction.value,
        "unit": metric.unit.value,
        "numerator": fraction.numerator,
        "denominator": fraction.denominator,
        "target": metric.target,
        "direction": metric.direction.value,
        "met": reading.met,
        "at_least": fraction.at_least,
        "note": reading.note,
        "meaning": metric.meaning,
        "numerator_meaning": metric.numerator,
        "denominator_meaning": metric.denominator,
    }


def _show_day(day: Day) -> dict[str, Any]:
    return {"on": day.on, **{path.value: day.paths.get(path, 0) for path in Path}, "small_talk": day.small_talk}


def _render(columns: Sequence[str], rows: Iterable[dict[str, Any]]) -> str:
    """RFC 4180; what is null is empty."""
    written = io.StringIO()
    writer = csv.DictWriter(written, columns)
    writer.writeheader()
    writer.writerows(rows)
    return written.getvalue()
