"""What each number means: numerator, denominator, unit, target. Counting is the store's, meaning is here. Pure.

A number without anything to divide by is None, never 0 or 1: a new agent is not good or bad, there is no data yet.
"""

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum

from orchestrator.domain.analytics.counts import Counts
from orchestrator.domain.analytics.quantiles import waiting_quantile

NO_DATA = "no data yet"

MIN_OBSERVED_DAYS = 1.0
"""A younger agent's minutes are not blown up to a week from less than this."""


class Unit(StrEnum):
    share = "share"
    """A part of a whole, in [0, 1]."""
    per_100_users = "per_100_users"
    minutes_per_week = "minutes_per_week"
    seconds = "seconds"
    hours = "hours"
    questions = "questions"


class Direction(StrEnum):
    above = "above"
    """Met where the value is greater than the target."""
    below = "below"
    """Met where the value is less than the target."""


@dataclass(frozen=True, slots=True)
class Fraction:
    """A metric's two parts; what is not a fraction has no denominator."""

    numerator: float | None
    denominator: float | None
    value: float | None
    at_least: float | None = None
    """Where there is no value although there is data: a bound from below."""
    note: str | None = None
    """How it was come by, where that differs from case to case."""


@dataclass(frozen=True, slots=True)
class Metric:
    name: str
    unit: Unit
    target: float | None
    """In the metric's unit; None where none is set."""
    direction: Direction
    meaning: str
    """One sentence for the creator."""
    numerator: str
    denominator: str
    """'' where the number is a count or a percentile, not a fraction."""
    read: Callable[[Counts], Fraction]


@dataclass(frozen=True, slots=True)
class MetricValue:
    """A metric's value in one window, and whether its target is met."""

    metric: Metric
    fraction: Fraction
    met: bool | None
    """None where there is no data, no target, or no telling yet."""
    note: str | None


def read_metrics(counts: Counts) -> tuple[MetricValue, ...]:
    """Every metric of METRICS in its order."""
    return tuple(_reading(metric, metric.read(counts)) for metric in METRICS)


def _reading(metric: Metric, fraction: Fraction) -> MetricValue:
    if fraction.value is None and fraction.at_least is None:
        return MetricValue(metric, fraction, None, NO_DATA)
    return MetricValue(metric, fraction, _is_met(metric, fraction), fraction.note)


def _is_met(metric: Metric, fraction: Fraction) -> bool | None:
    if metric.target is None:
        return None
    if fraction.value is not None:
        return fraction.value > metric.target if metric.direction is Direction.above else fraction.value < metric.target
    assert fraction.at_least is not None  # else there is no data, which was asked before
    return False if metric.direction is Direction.below and fraction.at_least >= metric.target else None


def _share(numerator: float, denominator: float) -> Fraction:
    return Fraction(numerator, denominator, numerator / denominator if denominator else None)


def _auto_answered(counts: Counts) -> Fraction:
    return _share(counts.delivered - counts.contested, counts.questions)


def _confirmed(counts: Counts) -> Fraction:
    return _share(counts.confirmed, counts.confirmed + counts.contested)


def _escalations(counts: Counts) -> Fraction:
    value = 100 * counts.put_to_creator / counts.users if counts.users else None
    return Fraction(counts.put_to_creator, counts.users, value)


def _creator_minutes(counts: Counts) -> Fraction:
    if not counts.has_begun:
        return Fraction(0, 0, None)
    weeks = max(counts.observed_days, MIN_OBSERVED_DAYS) / 7
    return Fraction(counts.creator_minutes, weeks, counts.creator_minutes / weeks, note=_minutes_method(counts))


def _minutes_method(counts: Counts) -> str:
    estimated = counts.handled - counts.handled_measured
    return (
        f"{counts.handled_measured} of {counts.handled} questions measured from being opened (at most 60 minutes each), "
        f"{estimated} estimated by the gap since the question handled before (at most 15 minutes each)"
    )


def _reused(counts: Counts) -> Fraction:
    return _share(counts.answers_reused, counts.answers_active)


def _direct_reduction(counts: Counts) -> Fraction:
    written = counts.questions + counts.direct_messages
    reached = min(written, counts.put_to_creator + counts.direct_messages)
    return _share(written - reached, written)


def _automatic(share: float) -> Callable[[Counts], Fraction]:
    def read(counts: Counts) -> Fraction:
        found = counts.reply_p50_ms if share == 0.5 else counts.reply_p95_ms
        return Fraction(None, counts.replies_timed, found / 1000 if found is not None else None)

    return read


def _escalated(share: float) -> Callable[[Counts], Fraction]:
    def read(counts: Counts) -> Fraction:
        never = counts.questions_declined + counts.questions_expired
        found = waiting_quantile(counts.answered_s, counts.waiting_s, never, share)
        note = f"{len(counts.answered_s)} answered, {len(counts.waiting_s)} still waiting, {never} came back without an answer"
        if found.value is not None:
            return Fraction(None, None, found.value / 3600, note=note)
        if found.at_least is None:
            return Fraction(None, None, None)
        return Fraction(None, None, None, found.at_least / 3600, f"not reached: {note}")

    return read


def _offers_accepted(counts: Counts) -> Fraction:
    return _share(counts.offers_accepted, counts.offers_accepted + counts.offers_declined + counts.offers_lapsed)


def _declined(counts: Counts) -> Fraction:
    refused = counts.questions_declined + counts.questions_expired
    return _share(refused, refused + counts.questions_answered)


def _backlog(counts: Counts) -> Fraction:
    return Fraction(counts.questions_waiting, None, float(counts.questions_waiting) if counts.has_begun else None)


METRICS: tuple[Metric, ...] = (
    Metric("auto_answer_rate", Unit.share, 0.80, Direction.above,
           "Of the questions people asked, how many got an answer at once, from documents or from an earlier answer, that nobody contested; "
           "silence does not make an answer: a question asked back, offered to the creator or refused counts as not answered even if its "
           "asker never came back, and small talk counts neither way.",
           "questions answered from documents (A) or by a canonical answer (C), after a question back (B) or without one, "
           "less those whose asker contested the answer or went on to the creator",
           "questions: every exchange once, where it ended; a message asked back (B) belongs to what followed it", _auto_answered),
    Metric("answers_confirmed", Unit.share, None, Direction.above,
           "Of the automatic answers somebody judged, how many were called helpful; those nobody judged are in neither number.",
           "answers from documents or the bank called helpful", "answers from documents or the bank that were judged", _confirmed),
    Metric("escalations_per_100_users", Unit.per_100_users, 5.0, Direction.below,
           "How many questions reached the creator for every 100 people who wrote to the agent.",
           "questions accepted for the creator's inbox", "people who wrote to the agent, each once", _escalations),
    Metric("creator_minutes_per_week", Unit.minutes_per_week, 120.0, Direction.below,
           "How many minutes a week the creator spent on questions that were put to them; the note says how many of them were measured "
           "and how many estimated.",
           "minutes spent on questions answered or declined", "weeks, counting only time the agent existed", _creator_minutes),
    Metric("answer_reuse_rate", Unit.share, 0.50, Direction.above,
           "Of the canonical answers in the bank now, how many were served to somebody else at least once since they were made.",
           "active canonical answers served at least once", "active canonical answers", _reused),
    Metric("direct_message_reduction", Unit.share, 0.80, Direction.above,
           "Of all questions people wrote, to the agent or to the creator directly, how many did not reach the creator; answered or not, "
           "so read it beside the auto-answer rate. It takes every question to the agent for one that would have been written to the creator.",
           "questions that did not reach the creator", "questions to the agent and direct messages", _direct_reduction),
    Metric("automatic_answer_p50", Unit.seconds, 5.0, Direction.below,
           "Within how many seconds half of the automatic answers were there, counted from the message's arrival.",
           "", "automatic answers that were timed", _automatic(0.5)),
    Metric("automatic_answer_p95", Unit.seconds, 5.0, Direction.below,
           "Within how many seconds 95 of 100 automatic answers were there, counted from the message's arrival.",
           "", "automatic answers that were timed", _automatic(0.95)),
    Metric("escalated_answer_p50", Unit.hours, 24.0, Direction.below,
           "Within how many hours half of the questions put to the creator were answered; those that wait count for as long as they have "
           "waited, those declined or expired as never answered.",
           "", "", _escalated(0.5)),
    Metric("escalated_answer_p95", Unit.hours, 24.0, Direction.below,
           "Within how many hours 95 of 100 questions put to the creator were answered; those that wait count for as long as they have "
           "waited, those declined or expired as never answered.",
           "", "", _escalated(0.95)),
    Metric("offers_accepted", Unit.share, 0.70, Direction.above,
           "Of the offers to ask the creator that came to an end, how many were accepted; offers that still stand are left out.",
           "offers accepted", "offers accepted, declined or lapsed", _offers_accepted),
    Metric("escalations_declined", Unit.share, 0.10, Direction.below,
           "Of the questions put to the creator that came to an end, how many came back without an answer: declined, or past their deadline.",
           "questions declined by the creator or expired unanswered", "questions answered, declined or expired", _declined),
    Metric("backlog", Unit.questions, 20.0, Direction.below,
           "How many questions wait for the creator now, deferred ones included.",
           "questions accepted and not ended, now", "", _backlog),
)  # fmt: skip
"""The product's targets, in the order they are shown."""
