"""Opening hours: windows in the creator's time zone, clock changes, holidays, the next opening, and errors by field."""

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
availabilities = st.builds(
    Availability,
    st.sampled_from(["UTC", "Europe/Oslo", "America/New_York", "Australia/Lord_Howe", "Asia/Kathmandu"]),
    st.tuples(*[days] * 7),
    st.frozensets(st.dates(date(2026, 1, 1), date(2026, 12, 31)), max_size=5),
)
moments = st.datetimes(datetime(2026, 1, 1), datetime(2027, 1, 1), timezones=st.just(UTC))


@settings(max_examples=200)
@given(availabilities, moments)
def test_the_next_opening_is_the_first_moment_open(availability: Availability, now: datetime) -> None:
    opening = next_opening(availability, now)
    if opening is None:
        assert any(availability.weekly)
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
        weekly=(((0, 60),), (), (), (), (), (), ()), holidays=frozenset(date(2026, 3, 2) + timedelta(7 * n) for n in range(60))
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
        ({"weekly": {"thu": [["22:00", "02:00"]]}}, "weekly.thu"),
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
    assert refused.value.fields == {"field": f"availability_windows.{field}"}
