"""Handles of people and agents."""

import re

from orchestrator.domain.errors import Invalid

HANDLE = re.compile(r"[a-z0-9](?:[a-z0-9_-]{0,28}[a-z0-9])?")


def check_handle(handle: str) -> str:
    """1 to 30 of a-z, 0-9, - and _, beginning and ending with a letter or digit. Raises Invalid `invalid_handle`."""
    if not HANDLE.fullmatch(handle):
        raise Invalid(
            "invalid_handle", "A handle has 1 to 30 of a-z, 0-9, - and _, and begins and ends with a letter or digit.", field="handle"
        )
    return handle
