"""Opening hours: windows in the creator's time zone, clock changes, holidays, the next opening, and errors by field."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from orchestrator.domain.errors import Invalid
from orchestrator.domain.policy.availability import Availability, is_open, next_opening, read_availability, show_availability

OFFICE = read_availability(
    {
        "timezone": "Europe/Oslo",
        "weekly": {"mon": [["13:00", "17:00"], ["09:00", "12:00"]], "fri": [["22:00", "24:00"]]},
        "holidays": ["2026-03-09"],
    }
)
"""Oslo is UTC+1 in winter, and UTC+2 from 29 March to 25 October 2026."""


def utc(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


@pytest.mark.parametrize(
    ("at", "open_then"),
    [
        ("2026-03-02 07:59", False),
        ("2026-03-02 08:00", True),
        ("2026-03-02 10:59:59", True),
        ("2026-03-02 11:00", False),
        ("2026-03-02 12:00", True),
        ("2026-03-02 16:00", False),
        ("2026-03-03 09:00", False),
        ("2026-03-06 22:59", True),
        ("2026-03-06 23:00", False),
        ("2026-03-09 09:00", False),  # holiday
        ("2026-03-30 07:00", True),  # summer time: an hour earlier in UTC
        ("2026-03-30 10:30", False),
    ],
)
def test_is_open(at: str, open_then: bool) -> None:
    assert is_open(OFFICE, utc(at)) is open_then


@pytest.mark.parametrize(
    ("at", "opens"),
    [
        ("2026-03-02 09:30", "2026-03-02 09:30"),
        ("2026-03-02 06:00", "2026-03-02 08:00"),
        ("2026-03-02 11:00", "2026-03-02 12:00"),
        ("2026-03-02 16:00", "2026-03-06 21:00"),
        ("2026-03-06 23:00", "2026-03-13 21:00"),  # past the holiday on Monday
        ("2026-03-28 12:00", "2026-03-30 07:00"),  # over the change to summer time
    ],
)
def test_next_opening(at: str, opens: str) -> None:
    assert next_opening(OFFICE, utc(at)) == utc(opens)


def sundays(*windows: list[str]) -> Availability:
    return read_availability({"timezone": "Europe/Oslo", "weekly": {"sun": list(windows)}})


@pytest.mark.parametrize(
    ("availability", "at", "opens"),
    [
        # 29 March 2026, 01:00 UTC: 02:00 becomes 03:00
        (sundays(["02:30", "04:00"]), "2026-03-29 00:00", "2026-03-29 01:00"),
        (sundays(["02:00", "02:30"]), "2026-03-29 00:00", "2026-04-05 00:00"),
        (sundays(["01:30", "02:30"], ["02:30", "04:00"]), "2026-03-29 00:10", "2026-03-29 00:30"),
        # 25 October 2026, 01:00 UTC: 03:00 becomes 02:00
        (sundays(["02:30", "02:45"]), "2026-10-25 00:00", "2026-10-25 00:30"),
        (sundays(["02:30", "02:45"]), "2026-10-25 00:50", "2026-10-25 01:30"),
        (sundays(["02:30", "02:45"]), "2026-10-25 01:50", "2026-11-01 01:30"),
    ],
)
def test_next_opening_where_the_clock_is_changed(availability: Availability, at: str, opens: str) -> None:
    assert next_opening(availability, utc(at)) == utc(opens)


minutes = st.integers(0, 1440)
days = st.lists(minutes, max_size=6, unique=True).map(lambda found: tuple(zip(*[iter(sorted(found))] * 2, strict=False)))
in_a_day = st.builds(
    Availability,
    st.sampled_from(["UTC", "Europe/Oslo", "America/New_York", "Australia/Lord_Howe", "Asia/Kathmandu"]),
    st.tuples(*[days] * 7),
    st.frozensets(st.dates(date(2026, 1, 1), date(2026, 12, 31)), max_size=5),
    st.booleans(),
)


def run_past_midnight(availability: Availability, by: int) -> Availability:
    """The last window of each day ends that many minutes after midnight, or where a window of the next day begins."""
    weekly = []
    for at, day in enumerate(availability.weekly):
        following = availability.weekly[(at + 1) % 7]
        over = min(by, following[0][0]) if following else by
        weekly.append((*day[:-1], (day[-1][0], min(1440 + over, day[-1][0] + 1439))) if day else ())
    return replace(availability, weekly=tuple(weekly))


availabilities = in_a_day | st.builds(run_past_midnight, in_a_day, st.integers(0, 600))
moments = st.datetimes(datetime(2026, 1, 1), datetime(2027, 1, 1), timezones=st.just(UTC))


@settings(max_examples=200)
@given(availabilities, moments)
def test_the_next_opening_is_the_first_moment_open(availability: Availability, now: datetime) -> None:
    opening = next_opening(availability, now)
    if opening is None:
        assert not availability.anytime
        return
    assert opening >= now
    assert is_open(availability, opening)
    assert opening == now or not is_open(availability, now)
    for share in range(1, 20):
        between = now + (opening - now) * share / 20
        assert between >= opening or not is_open(availability, between)
    assert opening == now or not is_open(availability, opening - timedelta(seconds=1))


@given(availabilities)
def test_json_round_trip(availability: Availability) -> None:
    assert read_availability(show_availability(availability)) == availability


def test_without_windows_it_is_always_open() -> None:
    assert read_availability({}) == Availability()
    assert Availability().always
    assert show_availability(Availability()) == {}
    assert is_open(Availability(), utc("2026-03-02 03:00"))


def test_holidays_alone_close_whole_local_days() -> None:
    christmas = read_availability({"timezone": "Asia/Tokyo", "holidays": ["2026-12-25"]})
    assert is_open(christmas, utc("2026-12-24 14:59"))
    assert not is_open(christmas, utc("2026-12-24 15:00"))
    assert next_opening(christmas, utc("2026-12-24 15:00")) == utc("2026-12-25 15:00")
    assert not christmas.always


def test_without_any_opening_there_is_no_next_one() -> None:
    only_today = Availability(
        weekly=(((0, 60),), (), (), (), (), (), ()),
        holidays=frozenset(date(2026, 3, 2) + timedelta(7 * n) for n in range(60)),
        anytime=False,
    )
    assert next_opening(only_today, utc("2026-03-02 12:00")) is None


@pytest.mark.parametrize(
    ("raw", "field"),
    [
        ({"zone": "UTC"}, "zone"),
        ({"timezone": "Mars/Base"}, "timezone"),
        ({"timezone": ""}, "timezone"),
        ({"timezone": "../etc"}, "timezone"),
        ({"timezone": 3}, "timezone"),
        ({"weekly": []}, "weekly"),
        ({"weekly": {"monday": []}}, "weekly.monday"),
        ({"weekly": {"mon": "09:00"}}, "weekly.mon"),
        ({"weekly": {"tue": ["09:00", "10:00"]}}, "weekly.tue"),
        ({"weekly": {"tue": [["09:00"]]}}, "weekly.tue"),
        ({"weekly": {"wed": [["9:00", "10:00"]]}}, "weekly.wed"),
        ({"weekly": {"wed": [["09:60", "10:00"]]}}, "weekly.wed"),
        ({"weekly": {"wed": [["23:00", "24:01"]]}}, "weekly.wed"),
        ({"weekly": {"wed": [["٠٩:٠٠", "10:00"]]}}, "weekly.wed"),
        ({"weekly": {"wed": [[9, 10]]}}, "weekly.wed"),
        ({"weekly": {"thu": [["24:00", "02:00"]]}}, "weekly.thu"),
        ({"weekly": {"thu": [["22:00", "02:00"]], "fri": [["01:59", "03:00"]]}}, "weekly.fri"),
        ({"weekly": {"sun": [["22:00", "02:00"]], "mon": [["01:00", "03:00"]]}}, "weekly.mon"),
        ({"weekly": {"thu": [["00:00", "00:00"]]}}, "weekly.thu"),
        ({"anytime": "yes"}, "anytime"),
        ({"weekly": {"thu": [["10:00", "10:00"]]}}, "weekly.thu"),
        ({"weekly": {"fri": [["09:00", "12:00"], ["11:59", "13:00"]]}}, "weekly.fri"),
        ({"holidays": "2026-12-24"}, "holidays"),
        ({"holidays": ["24.12.2026"]}, "holidays"),
        ({"holidays": [20261224]}, "holidays"),
    ],
)
def test_an_error_names_its_field(raw: dict[str, Any], field: str) -> None:
    with pytest.raises(Invalid) as refused:
        read_availability(raw)
    assert refused.value.code == "invalid_policy"
    assert refused.value.fields["field"] == f"availability_windows.{field}"


def shifts(zone: str, **days: list[list[str]]) -> Availability:
    return read_availability({"timezone": zone, "weekly": days})


NIGHTS = {"fri": [["22:00", "02:00"]], "sat": [["22:00", "02:00"]], "sun": [["22:00", "24:00"]]}


@pytest.mark.parametrize(
    ("availability", "at", "open_then"),
    [
        (shifts("UTC", **NIGHTS), "2026-03-06 21:59:59", False),
        (shifts("UTC", **NIGHTS), "2026-03-06 22:00", True),
        (shifts("UTC", **NIGHTS), "2026-03-07 00:00", True),
        (shifts("UTC", **NIGHTS), "2026-03-07 01:59:59", True),
        (shifts("UTC", **NIGHTS), "2026-03-07 02:00", False),
        (shifts("UTC", **NIGHTS), "2026-03-08 23:59:59", True),
        (shifts("UTC", **NIGHTS), "2026-03-09 00:00", False),
        (shifts("UTC", sun=[["22:00", "00:00"]]), "2026-03-08 23:59:59", True),
        (shifts("UTC", sun=[["22:00", "00:00"]]), "2026-03-09 00:00", False),
        (shifts("UTC", sun=[["22:00", "02:00"]]), "2026-03-09 01:59", True),  # over the end of the week
        (shifts("UTC", mon=[["00:00", "24:00"]]), "2026-03-09 00:00", True),
        (shifts("UTC", mon=[["00:00", "24:00"]]), "2026-03-09 23:59:59", True),
        (shifts("UTC", mon=[["00:00", "24:00"]]), "2026-03-10 00:00", False),
        # Berlin, 28 to 29 March 2026: 02:00 becomes 03:00 at 01:00 UTC, so the night ends at once.
        (shifts("Europe/Berlin", **NIGHTS), "2026-03-29 00:59:59", True),
        (shifts("Europe/Berlin", **NIGHTS), "2026-03-29 01:00", False),
        # Berlin, 24 to 25 October 2026: 03:00 becomes 02:00 at 01:00 UTC; 02:00 comes first at 00:00 UTC.
        (shifts("Europe/Berlin", **NIGHTS), "2026-10-24 23:59:59", True),
        (shifts("Europe/Berlin", **NIGHTS), "2026-10-25 00:00", False),
        (shifts("Europe/Berlin", sat=[["22:00", "02:30"]]), "2026-10-25 00:29", True),
        (shifts("Europe/Berlin", sat=[["22:00", "02:30"]]), "2026-10-25 00:45", False),
        (shifts("Europe/Berlin", sat=[["22:00", "02:30"]]), "2026-10-25 01:15", True),
        # New York, 7 to 8 March 2026: 02:00 becomes 03:00 at 07:00 UTC. 31 October to 1 November: back at 06:00 UTC.
        (shifts("America/New_York", **NIGHTS), "2026-03-08 03:00", True),
        (shifts("America/New_York", **NIGHTS), "2026-03-08 06:59:59", True),
        (shifts("America/New_York", **NIGHTS), "2026-03-08 07:00", False),
        (shifts("America/New_York", **NIGHTS), "2026-11-01 05:30", True),
        (shifts("America/New_York", **NIGHTS), "2026-11-01 06:30", True),
        (shifts("America/New_York", **NIGHTS), "2026-11-01 07:00", False),
        # A zone whose clock is never changed: UTC+5:45.
        (shifts("Asia/Kathmandu", **NIGHTS), "2026-10-23 16:15", True),
        (shifts("Asia/Kathmandu", **NIGHTS), "2026-10-23 20:14:59", True),
        (shifts("Asia/Kathmandu", **NIGHTS), "2026-10-23 20:15", False),
    ],
)
def test_windows_past_midnight_and_at_the_edges_of_a_day(availability: Availability, at: str, open_then: bool) -> None:
    assert is_open(availability, utc(at)) is open_then


def test_an_opening_begins_again_where_the_clock_is_put_back() -> None:
    assert next_opening(shifts("Europe/Berlin", sat=[["22:00", "02:30"]]), utc("2026-10-25 00:45")) == utc("2026-10-25 01:00")


def test_a_night_is_left_out_where_it_begins_on_a_day_off_and_cut_where_it_ends_on_one() -> None:
    begins, ends = (read_availability({"weekly": NIGHTS, "holidays": [day]}) for day in ("2026-03-06", "2026-03-07"))
    assert [is_open(begins, utc(f"2026-03-0{at}")) for at in ("6 23:00", "7 01:00", "7 23:00")] == [False, False, True]
    assert [is_open(ends, utc(f"2026-03-0{at}")) for at in ("6 23:00", "7 01:00", "7 23:00", "8 01:00")] == [True, False, False, False]


def test_the_end_of_the_day_is_shown_as_24_00() -> None:
    shown = show_availability(shifts("UTC", mon=[["22:00", "00:00"]], tue=[["22:00", "02:00"]]))
    assert shown["weekly"] == {"mon": [["22:00", "24:00"]], "tue": [["22:00", "02:00"]]}


def test_these_times_without_a_window_means_never_and_anytime_means_always() -> None:
    never = read_availability({"weekly": {}})
    assert never.never
    assert not is_open(never, utc("2026-03-06 12:00"))
    assert next_opening(never, utc("2026-03-06 12:00")) is None
    kept = read_availability({"anytime": True, "weekly": NIGHTS})
    assert is_open(kept, utc("2026-03-03 12:00"))
    assert read_availability(show_availability(kept)) == kept
