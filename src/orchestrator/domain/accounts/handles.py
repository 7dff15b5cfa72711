"""Handles: the unique names of people and agents in addresses."""

import re

from orchestrator.domain.errors import Invalid

HANDLE = re.compile(r"[a-z0-9](?:[a-z0-9_-]{0,28}[a-z0-9])?")


def check_handle(handle: str) -> str:
    """The handle itself: 1 to 30 of the characters a-z, 0-9, - and _, with a letter or digit at both ends.

    Raises Invalid `invalid_handle`.
    """
    if not HANDLE.fullmatch(handle):
        raise Invalid(
            "invalid_handle",
            "A handle has 1 to 30 characters (a-z, 0-9, - and _), and begins and ends with a letter or digit.",
            field="handle",
        )
    return handle
