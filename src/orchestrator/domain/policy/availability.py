"""When a creator takes questions: at any time or in weekly windows of their time zone, and never on a day off."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from orchestrator.domain.errors import Invalid
from orchestrator.domain.json_value import JsonValue
from orchestrator.domain.time_zones import is_time_zone

DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
SEARCH_DAYS = 366
"""How many days ahead the next opening is searched."""
MINUTES_A_DAY = 24 * 60


@dataclass(frozen=True, slots=True)
class Availability:
    """When questions are taken: at any time or in weekly windows, and never on a day off."""

    zone: str = "UTC"
    """An IANA time zone name."""
    weekly: tuple[tuple[tuple[int, int], ...], ...] = ((),) * 7
    """The windows that begin on each day from Monday on, sorted: (first minute, minute after the last one).

    The first is in [0, 1440), the second in (first, first + 1440): one beyond 1440 is on the next day.
    """
    holidays: frozenset[date] = frozenset()
    """Local dates on which no questions are taken. A window that begins on one of them is left out as a whole."""
    anytime: bool = True
    """Whether questions are taken at any time but on days off. The windows are kept then, and do not count."""

    @property
    def always(self) -> bool:
        """Whether questions are taken at any time."""
        return self.anytime and not self.holidays

    @property
    def never(self) -> bool:
        """Whether no question is ever taken, because no window is set."""
        return not self.anytime and not any(self.weekly)


def is_open(availability: Availability, now: datetime) -> bool:
    """Whether questions are taken at `now` (aware), by the clock on the creator's wall."""
    local = now.astimezone(ZoneInfo(availability.zone))
    minute, today = local.hour * 60 + local.minute, local.date()
    if today in availability.holidays:
        return False
    if availability.anytime:
        return True
    yesterday = today - timedelta(days=1)
    return any(start <= minute < end for start, end in _windows_from(availability, today)) or any(
        minute < end - MINUTES_A_DAY for _, end in _windows_from(availability, yesterday)
    )


def next_opening(availability: Availability, now: datetime) -> datetime | None:
    """`now` where questions are taken then, or else the next moment at which they are (UTC).

    None where that is more than a year away.
    """
    if is_open(availability, now):
        return now
    zone = ZoneInfo(availability.zone)
    today = now.astimezone(zone).date()
    for offset in range(SEARCH_DAYS):
        moments = _possible_openings(availability, today + timedelta(days=offset), zone)
        if later := [moment for moment in moments if moment > now and is_open(availability, moment)]:
            return min(later)
    return None


def read_availability(raw: Mapping[str, object]) -> Availability:
    """Reads JSON: {"timezone": "Europe/Oslo", "weekly": {"mon": [["09:00", "12:00"]]}, "holidays": ["2026-12-24"]}.

    `"anytime": true` sets windows aside, and is the default where there is no `weekly`. A window that ends at or before
    the time at which it begins ends on the next day. Raises Invalid `invalid_policy` with the path of the invalid field.
    """
    if unknown := set(raw) - {"timezone", "weekly", "holidays", "anytime"}:
        raise _invalid(sorted(unknown)[0], "is unknown; use anytime, timezone, weekly or holidays")
    zone = raw.get("timezone", "UTC")
    weekly = raw.get("weekly", {})
    holidays = raw.get("holidays", [])
    anytime = raw.get("anytime", "weekly" not in raw)
    if not isinstance(weekly, Mapping) or not isinstance(holidays, list):
        raise _invalid(
            "weekly" if not isinstance(weekly, Mapping) else "holidays", "has the wrong type: weekly is an object, holidays a list"
        )
    if not isinstance(anytime, bool):
        raise _invalid("anytime", "must be true or false")
    if unknown := set(weekly) - set(DAYS):
        raise _invalid(f"weekly.{sorted(map(str, unknown))[0]}", f"is not a day; use one of {', '.join(DAYS)}")
    windows = tuple(_read_day(day, weekly.get(day, [])) for day in DAYS)
    _check_overlaps(windows)
    if not isinstance(zone, str) or not is_time_zone(zone):
        raise _invalid("timezone", f"{zone!r} is not a time zone such as Europe/Oslo")
    return Availability(zone, windows, frozenset(_read_date(day) for day in holidays), anytime)


def show_availability(availability: Availability) -> dict[str, JsonValue]:
    """The JSON that `read_availability` reads; {} where it is always open, in UTC, without windows."""
    if availability == Availability():
        return {}
    weekly = {
        day: [[_clock(start), _clock(end if end <= MINUTES_A_DAY else end - MINUTES_A_DAY)] for start, end in windows]
        for day, windows in zip(DAYS, availability.weekly, strict=True)
        if windows
    }
    return {
        "anytime": availability.anytime,
        "timezone": availability.zone,
        "weekly": weekly,
        "holidays": sorted(d.isoformat() for d in availability.holidays),
    }


def _possible_openings(availability: Availability, day: date, zone: ZoneInfo) -> list[datetime]:
    """Every moment of that local day at which an opening can begin (UTC): midnight, the beginning of a window, and the
    moment at which the clock is changed. A clock time that comes twice is there twice."""
    starts = {0, *(start for start, _ in _windows_from(availability, day))}
    moments = [datetime.combine(day, time(start // 60, start % 60, fold=fold), zone).astimezone(UTC) for start in starts for fold in (0, 1)]
    changed = _clock_change(day, zone)
    return moments if changed is None else [*moments, changed]


def _clock_change(day: date, zone: ZoneInfo) -> datetime | None:
    """The first moment with the new offset on a day on which the clock is changed (UTC, whole minutes), else None."""
    before, after = (datetime.combine(day + timedelta(days=ahead), time(), zone).astimezone(UTC) for ahead in (0, 1))
    # One minute earlier, because the clock of some zones is changed at midnight.
    before -= timedelta(minutes=1)
    if _offset(before, zone) == _offset(after, zone):
        return None
    while after - before > timedelta(minutes=1):
        middle = before + timedelta(minutes=(after - before) // timedelta(minutes=2))
        before, after = (middle, after) if _offset(middle, zone) == _offset(before, zone) else (before, middle)
    return after


def _offset(moment: datetime, zone: ZoneInfo) -> timedelta | None:
    return moment.astimezone(zone).utcoffset()


def _windows_from(availability: Availability, day: date) -> tuple[tuple[int, int], ...]:
    """The windows that begin on that day."""
    return () if day in availability.holidays else availability.weekly[day.weekday()]


def _read_day(day: str, raw: object) -> tuple[tuple[int, int], ...]:
    if not isinstance(raw, list):
        raise _invalid(f"weekly.{day}", "must be a list of [from, to] pairs")
    windows: list[tuple[int, int]] = []
    for pair in raw:
        if not isinstance(pair, list | tuple) or len(pair) != 2:
            raise _invalid(f"weekly.{day}", 'must hold pairs such as ["09:00", "12:30"]')
        start, end = (_read_minute(day, clock) for clock in pair)
        if start in (end, MINUTES_A_DAY):
            raise _invalid(f"weekly.{day}", f"a window must have a length, not {pair[0]} to {pair[1]}; a whole day is 00:00 to 24:00")
        windows.append((start, end if end > start else end + MINUTES_A_DAY))
    return tuple(sorted(windows))


def _check_overlaps(weekly: tuple[tuple[tuple[int, int], ...], ...]) -> None:
    spans = [(at * MINUTES_A_DAY + start, at * MINUTES_A_DAY + end, day) for at, day in enumerate(DAYS) for start, end in weekly[at]]
    if not spans:
        return
    # After Sunday comes the first window of the week again.
    following = [*spans[1:], (spans[0][0] + 7 * MINUTES_A_DAY, 0, spans[0][2])]
    for (_, end, _), (start, _, day) in zip(spans, following, strict=True):
        if end > start:
            raise _invalid(f"weekly.{day}", "has windows that overlap, also with one that runs past midnight")


def _read_minute(day: str, raw: object) -> int:
    hours, colon, minutes = raw.partition(":") if isinstance(raw, str) else ("", "", "")
    if not (colon and len(hours) == 2 and len(minutes) == 2 and (hours + minutes).isascii() and (hours + minutes).isdigit()):
        raise _invalid(f"weekly.{day}", f"{raw!r} is not a time such as 09:00")
    minute = int(hours) * 60 + int(minutes)
    if int(minutes) > 59 or minute > MINUTES_A_DAY:
        raise _invalid(f"weekly.{day}", f"{raw!r} is not a time between 00:00 and 24:00")
    return minute


def _read_date(raw: object) -> date:
    try:
        return date.fromisoformat(raw) if isinstance(raw, str) else date.fromisoformat("")
    except ValueError:
        raise _invalid("holidays", f"{raw!r} is not a date such as 2026-12-24") from None


def _clock(minute: int) -> str:
    return f"{minute // 60:02d}:{minute % 60:02d}"


def _invalid(field: str, problem: str) -> Invalid:
    return Invalid("invalid_policy", f"availability_windows.{field} {problem}.", field=f"availability_windows.{field}", problem=problem)
