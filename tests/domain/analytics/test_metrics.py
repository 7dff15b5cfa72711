"""The meaning of each metric as a table. No metric divides by zero, and waiting questions count."""

import math
from dataclasses import fields, replace
from datetime import UTC, date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from orchestrator.adapters.languages import LibraryLanguages
from orchestrator.domain.analytics.counts import Counts, Day, dates_of
from orchestrator.domain.analytics.metrics import METRICS, NO_DATA, Direction, MetricValue, Unit, read_metrics
from orchestrator.domain.analytics.quantiles import waiting_quantile
from orchestrator.domain.analytics.subjects import find_subjects
from orchestrator.domain.paths import Path
from orchestrator.domain.time_zones import is_time_zone

WORDS = LibraryLanguages()
NOW = datetime(2026, 3, 4, 10, 30, tzinfo=UTC)
HOUR = 3600.0


def counts(paths: str = "", small_talk: int = 0, **changes: Any) -> Counts:
    """Counts of one week. `paths` has one letter per message (E: a question put to the creator); small talk is part of
    the As.
    """
    day = Day(date(2026, 3, 3), {path: paths.count(path.value) for path in Path}, small_talk)
    valid: dict[str, Any] = {"began_at": NOW - timedelta(days=7), "ended_at": NOW, "observed_days": 7.0, "days": (day,)}
    return Counts(**valid | changes)


def read(name: str, found: Counts) -> MetricValue:
    return next(reading for reading in read_metrics(found) if reading.metric.name == name)


@pytest.mark.parametrize(
    ("name", "found", "value", "met"),
    [
        ("auto_answer_rate", counts("AACCD"), 0.8, False),  # the target must be exceeded
        ("auto_answer_rate", counts("AACCC" + "D"), 5 / 6, True),
        ("auto_answer_rate", counts("AAAA", small_talk=3), 1.0, True),  # small talk is left out
        ("auto_answer_rate", counts("BC"), 1.0, True),  # one exchange, answered
        ("auto_answer_rate", counts("BBC"), 1.0, True),
        ("auto_answer_rate", counts("BD"), 0.0, False),
        ("auto_answer_rate", counts("B", asked_back_last=1), 0.0, False),  # the asker left: not answered
        ("auto_answer_rate", counts("AD"), 0.5, False),  # an offer that was not accepted is no answer
        ("auto_answer_rate", counts("AF"), 0.5, False),  # a refusal is no answer
        ("auto_answer_rate", counts("AC", contested=1), 0.5, False),
        ("auto_answer_rate", counts("ADF", helped=1), 2 / 3, False),  # what was shown beside the offer answered it
        ("direct_message_reduction", counts("ADF", helped=2, direct_messages=1), 0.75, False),
        ("auto_answer_rate", counts("ADE"), 0.5, False),  # E is the same message as the D before it
        ("answers_confirmed", counts("AACC", confirmed=3, contested=1), 0.75, None),  # this metric has no target
        ("escalations_per_100_users", counts("DDDE", users=50), 2.0, True),
        ("escalations_per_100_users", counts("E" * 5, users=100), 5.0, False),
        ("creator_minutes_per_week", counts("A", handled=3, creator_minutes=30.0), 30.0, True),
        # Nothing is extrapolated: one minute of an agent's first day is one minute of its week.
        ("creator_minutes_per_week", counts("A", handled=3, creator_minutes=30.0, observed_days=1.75), 30.0, True),
        ("creator_minutes_per_week", counts("A", creator_minutes=1.0, observed_days=0.01), 1.0, True),
        ("creator_minutes_per_week", counts("A", creator_minutes=600.0, observed_days=30.0), 140.0, False),
        ("creator_minutes_per_week", counts("A"), 0.0, True),
        ("answer_reuse_rate", counts(answers_active=4, answers_reused=2), 0.5, False),
        ("answer_reuse_rate", counts(answers_active=4, answers_reused=3), 0.75, True),
        ("direct_message_reduction", counts("AAACCCDDE", direct_messages=2), 0.6, False),  # 10 written, 6 of them answered
        ("direct_message_reduction", counts("AFFFFDDDD"), 1 / 9, False),  # what got nothing was not kept out
        ("direct_message_reduction", counts("AACC", contested=2), 0.5, False),
        ("direct_message_reduction", counts("AAAA"), 1.0, True),
        ("direct_message_reduction", counts(direct_messages=4), 0.0, False),
        ("automatic_answer_p50", counts("A", reply_p50_ms=20, replies_timed=1), 0.02, True),
        ("automatic_answer_p95", counts("A", reply_p95_ms=5000, replies_timed=1), 5.0, False),
        ("escalated_answer_p50", counts("E", answered_s=(HOUR, 3 * HOUR)), 1.0, True),
        ("escalated_answer_p95", counts("E", answered_s=(HOUR, 30 * HOUR)), 30.0, False),
        ("offers_accepted", counts(offers_accepted=3, offers_declined=1, offers_lapsed=0, offers_open=9), 0.75, True),
        ("offers_accepted", counts(offers_accepted=1, offers_lapsed=1), 0.5, False),
        ("escalations_declined", counts(questions_answered=19, questions_declined=1), 0.05, True),
        ("escalations_declined", counts(questions_answered=1, questions_expired=1), 0.5, False),  # no reaction counts like "no"
        ("backlog", counts("A", questions_waiting=19), 19.0, True),
        ("backlog", counts("A", questions_waiting=20), 20.0, False),
    ],
)
def test_a_metric_is_computed_from_the_counts(name: str, found: Counts, value: float, met: bool | None) -> None:
    reading = read(name, found)
    assert reading.fraction.value == pytest.approx(value)
    assert reading.met is met


def test_a_new_agent_has_no_data_yet() -> None:
    for reading in read_metrics(counts()):
        assert reading.fraction.value is None, reading.metric.name
        assert (reading.met, reading.note) == (None, NO_DATA)


def test_each_metric_has_its_target() -> None:
    targets = {metric.name: (metric.target, metric.direction) for metric in METRICS}
    above, below = Direction.above, Direction.below
    assert targets == {
        "auto_answer_rate": (0.80, above), "answers_confirmed": (None, above), "escalations_per_100_users": (5.0, below),
        "creator_minutes_per_week": (120.0, below), "answer_reuse_rate": (0.50, above), "direct_message_reduction": (0.80, above),
        "automatic_answer_p50": (5.0, below), "automatic_answer_p95": (5.0, below), "escalated_answer_p50": (24.0, below),
        "escalated_answer_p95": (24.0, below), "offers_accepted": (0.70, above), "escalations_declined": (0.10, below),
        "backlog": (20.0, below),
    }  # fmt: skip


def test_the_minutes_say_how_they_were_estimated() -> None:
    note = read("creator_minutes_per_week", counts("A", handled=3, handled_measured=1, creator_minutes=9.0)).note
    assert note is not None
    assert note.startswith("1 of 3 questions measured")
    assert "2 estimated" in note


def test_a_percentile_among_waiting_questions_is_bounded_and_can_miss_its_target() -> None:
    waiting_long = read("escalated_answer_p95", counts("E", answered_s=(HOUR,), waiting_s=(30 * HOUR,)))
    assert (waiting_long.fraction.value, waiting_long.fraction.at_least, waiting_long.met) == (None, 30.0, False)
    waiting_briefly = read("escalated_answer_p95", counts("E", answered_s=(HOUR,), waiting_s=(2 * HOUR,)))
    assert (waiting_briefly.fraction.at_least, waiting_briefly.met) == (2.0, None)


numbers = st.integers(0, 1000)
times = st.lists(st.floats(0, 1e7), max_size=30)


@st.composite
def any_counts(draw: st.DrawFn) -> Counts:
    """Counts that can occur together: no part is larger than its whole."""
    paths = {path: draw(numbers) for path in Path}
    small_talk = draw(st.integers(0, paths[Path.auto_answer]))
    delivered = paths[Path.auto_answer] - small_talk + paths[Path.serve_canonical]
    judged = draw(st.integers(0, delivered))
    active = draw(numbers)
    drawn: dict[str, Any] = {name.name: draw(numbers) for name in fields(Counts) if name.type == "int" or name.type is int}
    free = counts(days=(Day(date(2026, 3, 3), paths, small_talk),), **drawn)
    return replace(
        free,
        contested=draw(st.integers(0, judged)),
        helped=draw(st.integers(0, paths[Path.offer_escalation] + paths[Path.refuse])),
        asked_back_last=draw(st.integers(0, paths[Path.clarify])),
        answers_active=active,
        answers_reused=draw(st.integers(0, active)),
        answered_s=tuple(draw(times)),
        waiting_s=tuple(draw(times)),
        creator_minutes=draw(st.floats(0, 1e6)),
        observed_days=draw(st.floats(0, 365)),
    )


@given(any_counts())
def test_every_value_is_in_range(found: Counts) -> None:
    for reading in read_metrics(found):
        value = reading.fraction.value
        if value is None:
            assert reading.met in (None, False)
            continue
        assert math.isfinite(value)
        assert value >= 0
        assert value <= 1 or reading.metric.unit is not Unit.share
        assert (reading.met is None) == (reading.metric.target is None)


@given(st.lists(st.floats(0, 1e6), min_size=1, max_size=40), st.floats(0.01, 0.99))
def test_with_nothing_waiting_the_percentile_is_that_of_the_answered(answered: list[float], share: float) -> None:
    place = math.ceil(share * len(answered) - 1e-9) - 1
    assert waiting_quantile(answered, [], 0, share).value == sorted(answered)[place]


@given(times, times, st.integers(0, 5), st.floats(0, 1e7), st.floats(0.05, 0.95))
def test_a_waiting_question_never_lowers_the_percentile(
    answered: list[float], waiting: list[float], never: int, another: float, share: float
) -> None:  # fmt: skip
    before = waiting_quantile(answered, waiting, never, share).value
    after = waiting_quantile(answered, [*waiting, another], never, share).value
    assert after is None or (before is not None and after >= before)


def test_waiting_and_unanswered_questions_count() -> None:
    assert waiting_quantile([1.0, 2.0], [], 0, 0.5).value == 1.0
    assert waiting_quantile([1.0, 2.0], [3.0], 0, 0.5).value == 2.0  # without the waiting question it would be 1
    assert waiting_quantile([1.0, 2.0], [0.5], 0, 0.5).value == 1.0  # has not waited long enough to count
    assert waiting_quantile([1.0, 2.0], [], 3, 0.5).value is None  # three of five are never answered
    assert waiting_quantile([], [7.0], 0, 0.5).at_least == 7.0
    assert waiting_quantile([], [], 0, 0.5).at_least is None


def test_a_subject_is_a_word_that_several_questions_share() -> None:
    found = find_subjects(
        ["How do I treat varroa?", "Varroa in winter?", "Does varroa kill queens?", "Which queen is best in winter?", "Hi"], WORDS
    )
    assert {each.word: each.questions for each in found} == {"varroa": 3, "winter": 2, "queens": 2}
    assert (found[0].word, found[0].example) == ("varroa", "How do I treat varroa?")
    assert find_subjects([], WORDS) == ()


@pytest.mark.parametrize(
    ("questions", "subjects"),
    [
        (("Is 6 enough for 6 hives?", "Are 6 frames too few?"), []),
        (("See https://example.org/a?e=1 e", "And http://example.org/b e too"), []),
        (("Write to ada@example.org or example.org/shop", "Is ada@example.org the example.org owner?"), []),
        (("Warum und wie oft soll ich das machen?", "Warum und wie oft muss ich es?"), []),
        (("Pourquoi est-ce que c'est comme ça ?", "Pourquoi est-ce que tu as dit ça ?"), []),
        (("It costs 3.50 or 12", "Did it cost 3.50 or 12"), ["costs"]),
    ],
)
def test_numbers_addresses_letters_and_common_words_are_no_subjects(questions: tuple[str, str], subjects: list[str]) -> None:
    assert [each.word for each in find_subjects(questions, WORDS)] == subjects


def test_a_subject_in_another_language_is_a_word_of_content() -> None:
    found = find_subjects(["Wann behandle ich gegen Varroa?", "Und was kostet die Varroa im Winter?"], WORDS)
    assert [each.word for each in found] == ["varroa"]


@pytest.mark.parametrize(
    ("zone", "dates"),
    [
        ("UTC", (date(2026, 3, 3), date(2026, 3, 4))),
        ("Pacific/Auckland", (date(2026, 3, 3), date(2026, 3, 4))),
        ("Pacific/Kiritimati", (date(2026, 3, 4), date(2026, 3, 5))),
    ],
)
def test_the_window_lists_every_date_that_it_touches(zone: str, dates: tuple[date, ...]) -> None:
    assert dates_of(NOW - timedelta(days=1), NOW, ZoneInfo(zone)) == dates


@pytest.mark.parametrize(("name", "known"), [("Europe/Oslo", True), ("UTC", True), ("Europe", False), ("../etc/passwd", False), ("", False),
                                             ("Mars/Base", False), ("a" * 65, False), ("Europe/Oslo\x00", False)])  # fmt: skip
def test_a_time_zone_is_one_of_the_database(name: str, known: bool) -> None:
    assert is_time_zone(name) is known
