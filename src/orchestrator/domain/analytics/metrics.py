"""The metrics: what each one means, and its value from the counts.

A metric without data is None, never 0 or 1, as nothing can be said of a new agent yet.
"""

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum

from orchestrator.domain.analytics.counts import Counts
from orchestrator.domain.analytics.quantiles import waiting_quantile

NO_DATA = "no data yet"

DAYS_OF_A_WEEK = 7.0
"""Nothing is extrapolated: the minutes of an agent that is younger than a week are those of its week so far."""


class Unit(StrEnum):
    """The unit of a metric and of its target."""

    share = "share"
    """A part of a whole, in [0, 1]."""
    per_100_users = "per_100_users"
    minutes_per_week = "minutes_per_week"
    seconds = "seconds"
    hours = "hours"
    questions = "questions"


class Direction(StrEnum):
    """On which side of the target the value should be."""

    above = "above"
    """The target is met where the value is greater."""
    below = "below"
    """The target is met where the value is less."""


@dataclass(frozen=True, slots=True)
class Fraction:
    """A value and what it was computed from. A value that is no fraction has no denominator."""

    numerator: float | None
    denominator: float | None
    value: float | None
    at_least: float | None = None
    """A lower bound, where there is data but no value yet."""
    note: str | None = None
    """How the value was computed, where that varies."""


@dataclass(frozen=True, slots=True)
class Metric:
    """The definition of one metric."""

    name: str
    unit: Unit
    target: float | None
    """In the metric's unit; None where it has no target."""
    direction: Direction
    meaning: str
    """One sentence for the creator."""
    numerator: str
    """What the numerator counts; '' where there is none."""
    denominator: str
    """What the denominator counts; '' where the metric is a count or a percentile."""
    read: Callable[[Counts], Fraction]


@dataclass(frozen=True, slots=True)
class MetricValue:
    """A metric's value in one window, and whether its target is met."""

    metric: Metric
    fraction: Fraction
    met: bool | None
    """None where there is no data or no target, or where it is not known yet."""
    note: str | None


def read_metrics(counts: Counts) -> tuple[MetricValue, ...]:
    """The value of every metric, in the order of METRICS."""
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
    assert fraction.at_least is not None  # the caller excluded the case without data
    return False if metric.direction is Direction.below and fraction.at_least >= metric.target else None


def _share(numerator: float, denominator: float) -> Fraction:
    return Fraction(numerator, denominator, numerator / denominator if denominator else None)


def _auto_answered(counts: Counts) -> Fraction:
    return _share(counts.settled, counts.questions)


def _confirmed(counts: Counts) -> Fraction:
    return _share(counts.confirmed, counts.confirmed + counts.contested)


def _escalations(counts: Counts) -> Fraction:
    value = 100 * counts.put_to_creator / counts.users if counts.users else None
    return Fraction(counts.put_to_creator, counts.users, value)


def _creator_minutes(counts: Counts) -> Fraction:
    if not counts.has_begun:
        return Fraction(0, 0, None)
    weeks = max(counts.observed_days, DAYS_OF_A_WEEK) / DAYS_OF_A_WEEK
    return Fraction(counts.creator_minutes, weeks, counts.creator_minutes / weeks, note=_minutes_method(counts))


def _minutes_method(counts: Counts) -> str:
    estimated = counts.handled - counts.handled_measured
    return (
        f"{counts.handled_measured} of {counts.handled} questions measured from opening until answered or declined (at most 60 minutes each), "
        f"{estimated} estimated by the time since the previous question (at most 15 minutes each)"
    )


def _reused(counts: Counts) -> Fraction:
    return _share(counts.answers_reused, counts.answers_active)


def _direct_reduction(counts: Counts) -> Fraction:
    return _share(counts.settled, counts.questions + counts.direct_messages)


def _automatic(share: float) -> Callable[[Counts], Fraction]:
    def read(counts: Counts) -> Fraction:
        milliseconds = counts.reply_p50_ms if share == 0.5 else counts.reply_p95_ms
        return Fraction(None, counts.replies_timed, milliseconds / 1000 if milliseconds is not None else None)

    return read


def _escalated(share: float) -> Callable[[Counts], Fraction]:
    def read(counts: Counts) -> Fraction:
        never = counts.questions_declined + counts.questions_expired
        quantile = waiting_quantile(counts.answered_s, counts.waiting_s, never, share)
        note = f"{len(counts.answered_s)} answered, {len(counts.waiting_s)} still waiting, {never} declined or expired"
        if quantile.value is not None:
            return Fraction(None, None, quantile.value / 3600, note=note)
        if quantile.at_least is None:
            return Fraction(None, None, None)
        return Fraction(None, None, None, quantile.at_least / 3600, f"not reached yet: {note}")

    return read


def _offers_accepted(counts: Counts) -> Fraction:
    return _share(counts.offers_accepted, counts.offers_accepted + counts.offers_declined + counts.offers_lapsed)


def _declined(counts: Counts) -> Fraction:
    unanswered = counts.questions_declined + counts.questions_expired
    return _share(unanswered, unanswered + counts.questions_answered)


def _backlog(counts: Counts) -> Fraction:
    return Fraction(counts.questions_waiting, None, float(counts.questions_waiting) if counts.has_begun else None)


METRICS: tuple[Metric, ...] = (
    Metric("auto_answer_rate", Unit.share, 0.80, Direction.above,
           "The share of questions that were answered at once, from documents or by an earlier answer, and not contested. A question that "
           "ended with a clarifying question, an offer or a refusal counts as not answered, even if its asker never wrote again, unless the "
           "asker said that a sentence shown beside it answers it. "
           "Small talk is not counted.",
           "questions answered from documents (A) or by a canonical answer (C), with or without a clarifying question (B) before, "
           "minus those whose asker contested the answer or passed the question on to the creator, and those whose asker said that what was "
           "shown beside an offer or a refusal answers it",
           "questions; one with clarifying questions (B) counts once, on the path where it ended", _auto_answered),
    Metric("answers_confirmed", Unit.share, None, Direction.above,
           "Of the answers from documents or the bank that their askers judged, the share that was called helpful.",
           "answers from documents or the bank that were called helpful", "answers from documents or the bank that were judged", _confirmed),
    Metric("escalations_per_100_users", Unit.per_100_users, 5.0, Direction.below,
           "How many questions reached the creator for every 100 people who wrote to the agent.",
           "questions accepted for the creator's inbox", "people who wrote to the agent", _escalations),
    Metric("creator_minutes_per_week", Unit.minutes_per_week, 120.0, Direction.below,
           "Minutes that the creator spent on answering or declining questions, for each week of the period; of a shorter period, the minutes "
           "themselves. The note says for how many questions the time was measured and for how many it was estimated.",
           "minutes spent on answering or declining questions", "weeks of the window in which the agent existed, at least one", _creator_minutes),
    Metric("answer_reuse_rate", Unit.share, 0.50, Direction.above,
           "Of the canonical answers in the bank now, the share that was served to somebody else at least once.",
           "active canonical answers served at least once", "active canonical answers", _reused),
    Metric("direct_message_reduction", Unit.share, 0.80, Direction.above,
           "Of all questions to the agent or directly to the creator, the share that the agent answered, so that the creator did not have to. What "
           "got no answer (refused, offered and not accepted, asked back and left) spared the creator nothing and does not count.",
           "questions answered from documents (A) or by a canonical answer (C), minus those whose asker contested the answer or passed the "
           "question on to the creator, and those whose asker said that what was shown beside an offer or a refusal answers it",
           "questions to the agent, each once, and direct messages to the creator", _direct_reduction),
    Metric("automatic_answer_p50", Unit.seconds, 5.0, Direction.below,
           "The time in seconds, from the arrival of the message, within which half of the automatic answers were sent.",
           "", "automatic answers that were timed", _automatic(0.5)),
    Metric("automatic_answer_p95", Unit.seconds, 5.0, Direction.below,
           "The time in seconds, from the arrival of the message, within which 95 % of the automatic answers were sent.",
           "", "automatic answers that were timed", _automatic(0.95)),
    Metric("escalated_answer_p50", Unit.hours, 24.0, Direction.below,
           "The time in hours within which half of the questions to the creator were answered. A question that still waits counts with the "
           "time that it has waited so far, a declined or expired one as never answered.",
           "", "", _escalated(0.5)),
    Metric("escalated_answer_p95", Unit.hours, 24.0, Direction.below,
           "The time in hours within which 95 % of the questions to the creator were answered. A question that still waits counts with the "
           "time that it has waited so far, a declined or expired one as never answered.",
           "", "", _escalated(0.95)),
    Metric("offers_accepted", Unit.share, 0.70, Direction.above,
           "Of the offers to ask the creator that were accepted or declined or expired, the share that was accepted.",
           "accepted offers", "accepted, declined and expired offers", _offers_accepted),
    Metric("escalations_declined", Unit.share, 0.10, Direction.below,
           "Of the questions to the creator that no longer wait, the share that was declined or expired without an answer.",
           "declined and expired questions", "answered, declined and expired questions", _declined),
    Metric("backlog", Unit.questions, 20.0, Direction.below,
           "How many questions wait for the creator now, including deferred ones.",
           "accepted questions that wait now", "", _backlog),
)  # fmt: skip
"""All metrics, in the order in which they are shown."""
