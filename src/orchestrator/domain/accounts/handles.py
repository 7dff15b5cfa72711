"""Handles: the unique names of people and agents in addresses."""

import re
from collections.abc import Collection
from datetime import datetime, timedelta

from orchestrator.domain.errors import Invalid, Limited

HANDLE = re.compile(r"[a-z0-9](?:[a-z0-9_-]{0,28}[a-z0-9])?")
MAX_CHARACTERS = 30
HANDLE_DAYS = 30
"""The days in which changes of a handle are counted."""
MAX_CHANGES = 3
"""Changes of one person's or one agent's handle in HANDLE_DAYS days. Each keeps a handle from others for a year."""
RESERVED = frozenset(
    """
    admin administrator root system support help info contact team staff official security abuse postmaster hostmaster webmaster
    noreply no-reply mailer-daemon www mail api app web status
    """.split()
)
"""Names that people take for those who run the installation: RFC 2142's mailboxes and their like. Addresses of the app are
reserved besides; they are read from its routes."""


def check_handle(handle: str, reserved: Collection[str] = frozenset()) -> str:
    """The handle itself: 1 to 30 of the characters a-z, 0-9, - and _, with a letter or digit at both ends.

    Raises Invalid `invalid_handle` and, for one of `reserved`, `handle_reserved`.
    """
    if not HANDLE.fullmatch(handle):
        raise Invalid(
            "invalid_handle",
            "A handle has 1 to 30 characters (a-z, 0-9, - and _), and begins and ends with a letter or digit.",
            field="handle",
        )
    if handle in reserved:
        raise Invalid("handle_reserved", "This handle is reserved; choose another.", field="handle")
    return handle


def check_changes(given_up: list[datetime], now: datetime) -> None:
    """Requires that the last change of a handle was not one too many. `given_up`: those of the last HANDLE_DAYS days, newest first.

    Raises Limited `too_many_handle_changes` with `retry_after_s`.
    """
    if len(given_up) > MAX_CHANGES:
        wait_s = (given_up[MAX_CHANGES] + timedelta(days=HANDLE_DAYS) - now).total_seconds()
        raise Limited(
            "too_many_handle_changes",
            f"A handle can be changed {MAX_CHANGES} times in {HANDLE_DAYS} days.",
            retry_after_s=max(1, int(wait_s) + 1),
        )


def suggest_handle(name: str) -> str:
    """A handle that looks like a name, such as 'ada-brandt'; '' where nothing of it can be in one. At most MAX_CHARACTERS."""
    letters = re.sub(r"[^a-z0-9]+", "-", name[: 4 * MAX_CHARACTERS].lower()).strip("-")
    return letters[:MAX_CHARACTERS].strip("-")
