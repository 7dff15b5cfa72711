"""Which names are those of time zones."""

import re
from zoneinfo import ZoneInfo

_NAME = re.compile(r"[A-Za-z][A-Za-z0-9_+\-/]{0,63}")


def is_time_zone(name: str) -> bool:
    """Whether it names a zone of the time zone database, such as Europe/Oslo; False for a path or a nonsense word."""
    try:
        return _NAME.fullmatch(name) is not None and bool(ZoneInfo(name).key)
    except (ValueError, OSError, KeyError):  # what ZoneInfo raises for names of folders, of strange files, of nothing
        return False
