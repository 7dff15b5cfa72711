"""When a creator takes questions: weekly windows in the creator's time zone, without holidays."""

import itertools
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from orchestrator.domain.errors import Invalid
from orchestrator.domain.json_value import JsonValue

DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
SEARCH_DAYS = 366
"""How many days ahead the next opening is searched."""
MINUTES_A_DAY = 24 * 60


@dataclass(frozen=True, slots=True)
class Availability:
    """When questions are taken. Without any window that is always, except on holidays."""

    zone: str = "UTC"
    """An IANA time zone name."""
    weekly: tuple[tuple[tuple[int, int], ...], ...] = ((),) * 7
    """The windows of each day from Monday on, sorted: (first minute, minute after the last one), in [0, 1440]."""
    holidays: frozenset[date] = frozenset()
    """Local dates on which no questions are taken."""

    @property
    def always(self) -> bool:
        """Whether questions are taken at any time."""
        return not any(self.weekly) and not self.holidays


def is_open(availability: Availability, now: datetime) -> bool:
    """Whether questions are taken at `now` (aware)."""
    local = now.astimezone(ZoneInfo(availability.zone))
    minute = local.hour * 60 + local.minute
    return any(start <= minute < end for start, end in _windows_on(availability, local.date()))


def next_opening(availability: Availability, now: datetime) -> datetime | None:
    """`now` where questions are taken then, or else the start of the next window (UTC).

    None where no window starts within a year.
    """
    if is_open(availability, now):
        return now
    zone = ZoneInfo(availability.zone)
    today = now.astimezone(zone).date()
    for offset in range(SEARCH_DAYS):
        day = today + timedelta(days=offset)
        openings = [opening for start, _ in _windows_on(availability, day) for opening in _starts(availability, day, start, zone)]
        if later := [opening for opening in openings if opening > now]:
            return min(later)
    return None


def read_availability(raw: Mapping[str, object]) -> Availability:
    """Reads JSON: {"timezone": "Europe/Oslo", "weekly": {"mon": [["09:00", "12:00"]]}, "holidays": ["2026-12-24"]}.

    Raises Invalid `invalid_policy` with the path of the invalid field.
    """
    if unknown := set(raw) - {"timezone", "weekly", "holidays"}:
        raise _invalid(sorted(unknown)[0], "is unknown; use timezone, weekly or holidays")
    zone = raw.get("timezone", "UTC")
    weekly = raw.get("weekly", {})
    holidays = raw.get("holidays", [])
    if not isinstance(weekly, Mapping) or not isinstance(holidays, list):
        raise _invalid(
            "weekly" if not isinstance(weekly, Mapping) else "holidays", "has the wrong type: weekly is an object, holidays a list"
        )
    if unknown := set(weekly) - set(DAYS):
        raise _invalid(f"weekly.{sorted(map(str, unknown))[0]}", f"is not a day; use one of {', '.join(DAYS)}")
    windows = tuple(_read_day(day, weekly.get(day, [])) for day in DAYS)
    return Availability(_read_zone(zone), windows, frozenset(_read_date(day) for day in holidays))


def show_availability(availability: Availability) -> dict[str, JsonValue]:
    """The JSON that `read_availability` reads; {} where it is always open."""
    if availability.always and availability.zone == "UTC":
        return {}
    weekly = {
        day: [[_clock(start), _clock(end)] for start, end in windows]
        for day, windows in zip(DAYS, availability.weekly, strict=True)
        if windows
    }
    return {"timezone": availability.zone, "weekly": weekly, "holidays": sorted(d.isoformat() for d in availability.holidays)}


def _starts(availability: Availability, day: date, minute: int, zone: ZoneInfo) -> list[datetime]:
    """When a window that starts at that minute opens on that day (UTC).

    Twice where the clock is put back over that minute. Where the clock skips it, the first minute after the gap.
    """
    clock = time(minute // 60, minute % 60)
    found = []
    for fold in (0, 1):
        opening = datetime.combine(day, clock.replace(fold=fold), zone).astimezone(UTC)
        while not is_open(availability, opening) and opening.astimezone(zone).time() < clock:
            opening += timedelta(minutes=1)
        if is_open(availability, opening):
            found.append(opening)
    return found


def _windows_on(availability: Availability, day: date) -> tuple[tuple[int, int], ...]:
    if day in availability.holidays:
        return ()
    if not any(availability.weekly):
        return ((0, MINUTES_A_DAY),)
    return availability.weekly[day.weekday()]


def _read_day(day: str, raw: object) -> tuple[tuple[int, int], ...]:
    if not isinstance(raw, list):
        raise _invalid(f"weekly.{day}", "must be a list of [from, to] pairs")
    windows: list[tuple[int, int]] = []
    for pair in raw:
        if not isinstance(pair, list | tuple) or len(pair) != 2:
            raise _invalid(f"weekly.{day}", 'must hold pairs such as ["09:00", "12:30"]')
        start, end = (_read_minute(day, clock) for clock in pair)
        if start >= end:
            raise _invalid(f"weekly.{day}", f"a window must end after it starts, not {pair[0]} to {pair[1]}")
        windows.append((start, end))
    windows.sort()
    if any(earlier[1] > later[0] for earlier, later in itertools.pairwise(windows)):
        raise _invalid(f"weekly.{day}", "has windows that overlap")
    return tuple(windows)


def _read_minute(day: str, raw: object) -> int:
    hours, colon, minutes = raw.partition(":") if isinstance(raw, str) else ("", "", "")
    if not (colon and len(hours) == 2 and len(minutes) == 2 and (hours + minutes).isascii() and (hours + minutes).isdigit()):
        raise _invalid(f"weekly.{day}", f"{raw!r} is not a time such as 09:00")
    minute = int(hours) * 60 + int(minutes)
    if int(minutes) > 59 or minute > MINUTES_A_DAY:
        raise _invalid(f"weekly.{day}", f"{raw!r} is not a time between 00:00 and 24:00")
    return minute


def _read_zone(raw: object) -> str:
    try:
        return ZoneInfo(raw).key if isinstance(raw, str) else _no_zone(raw)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return _no_zone(raw)


def _no_zone(raw: object) -> str:
    raise _invalid("timezone", f"{raw!r} is not a time zone such as Europe/Oslo")


def _read_date(raw: object) -> date:
    try:
        return date.fromisoformat(raw) if isinstance(raw, str) else date.fromisoformat("")
    except ValueError:
        raise _invalid("holidays", f"{raw!r} is not a date such as 2026-12-24") from None


def _clock(minute: int) -> str:
    return f"{minute // 60:02d}:{minute % 60:02d}"


def _invalid(field: str, problem: str) -> Invalid:
    return Invalid("invalid_policy", f"availability_windows.{field} {problem}.", field=f"availability_windows.{field}")
