"""Responses with metrics: JSON, in which every metric states its meaning, and CSV. Nothing is computed here."""

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
    value: float | None = Field(description="In `unit`; null where the denominator is 0 or a percentile is not reached yet.")
    unit: Literal["share", "per_100_users", "minutes_per_week", "seconds", "hours", "questions"]
    numerator: float | None
    denominator: float | None = Field(description="null for counts, and for times that are not an average.")
    target: float | None
    direction: Literal["above", "below"] = Field(description="Whether the value should be above or below the target.")
    met: bool | None = Field(description="Whether the target is met; null where there is no data, no target or no certainty yet.")
    at_least: float | None = Field(description="A lower bound of a percentile that is not reached yet.")
    note: str | None = Field(description="`no data yet`, or how the value was computed.")
    meaning: str
    numerator_meaning: str
    denominator_meaning: str


class DayOut(Out):
    model_config = ConfigDict(from_attributes=True, json_schema_extra={"examples": [DAY_EXAMPLE]})

    on: date = Field(description="A date in the time zone of the request. The first and the last day may be only partly in the window.")
    A: int = Field(description="Answered from documents, small talk included.")
    B: int
    C: int
    D: int
    E: int = Field(description="Questions that entered the creator's inbox that day. Each was a message on another path before.")
    F: int
    small_talk: int = Field(description="Messages of path A that asked nothing.")


class TopAnswerOut(Out):
    id: UUID
    question_pattern: str = Field(examples=["How do I clean the smoker?"])
    times_served: int = Field(description="How often it was given within the window.", examples=[17])


class SubjectOut(Out):
    word: str = Field(examples=["varroa"])
    questions: int = Field(description="Unanswered questions with this word, among the newest 200 of the window.", examples=[4])
    example: str = Field(description="The newest of these questions, cut at 200 characters.", examples=["When do I treat against varroa?"])


class PeopleOut(Out):
    with_account: int = Field(description="People with an account who wrote to the agent in the window.", examples=[41])
    guests: int = Field(description="People without an account who asked it something; they have no names.", examples=[12])
    guest_questions: int = Field(description="Their questions; small talk does not count.", examples=[19])


class MetricsOut(Out):
    avee_id: UUID
    days: int = Field(examples=[7])
    began_at: datetime = Field(description="Start of the window, which is the last `days` times 24 hours.")
    ended_at: datetime = Field(
        description=f"End of the window: now, or up to ten minutes ago where it has {KEPT_FROM:,} messages or more (a stored count)."
    )
    metrics: dict[MetricName, MetricOut]
    paths: dict[Literal["A", "B", "C", "D", "E", "F"], int] = Field(examples=[{"A": 140, "B": 21, "C": 130, "D": 30, "E": 12, "F": 7}])
    paths_by_day: list[DayOut]
    people: PeopleOut
    top_answers: list[TopAnswerOut] = Field(description="The canonical answers that were given most often in the window; at most ten.")
    trust: TrustedOut = Field(description="Upper bounds on the share of wrong answers. They are current and do not depend on the window.")
    unanswered_subjects: list[SubjectOut] = Field(description="Words that several unanswered questions share; at most ten.")


def show_measurement(avee_id: UUID, found: Measurement) -> dict[str, Any]:
    """The measurement in the shape of MetricsOut."""
    counts = found.counts
    return {
        "avee_id": avee_id,
        "days": found.days,
        "began_at": counts.began_at,
        "ended_at": counts.ended_at,
        "metrics": {reading.metric.name: _show_reading(reading) for reading in found.readings},
        "paths": {path.value: counts.on_path(path) for path in Path},
        "paths_by_day": [_show_day(day) for day in counts.days],
        "people": {
            "with_account": max(0, counts.users - counts.guests),
            "guests": counts.guests,
            "guest_questions": counts.guest_questions,
        },
        "top_answers": counts.top_answers,
        "trust": {"reuse": show_trust_report(found.reports.reuse), "documents": show_trust_report(found.reports.documents)},
        "unanswered_subjects": found.subjects,
    }


def render_metrics_csv(found: Measurement) -> str:
    """One row for each metric, with the columns METRIC_COLUMNS."""
    return _render(METRIC_COLUMNS, (_show_reading(reading) for reading in found.readings))


def render_days_csv(found: Measurement) -> str:
    """One row for each day, with the columns of DayOut."""
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
    """CSV by RFC 4180; null is an empty field."""
    written = io.StringIO()
    writer = csv.DictWriter(written, columns)
    writer.writeheader()
    writer.writerows(rows)
    return written.getvalue()
