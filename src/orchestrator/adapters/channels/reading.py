"""Reading what a service posted: bounded, and never trusted. A body that cannot be read is Invalid `bad_event`, one that nobody vouches
for Unauthenticated `bad_signature`."""

import json
import re
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from orchestrator.adapters.channels.outcomes import bad_event, bad_signature
from orchestrator.domain.texts import UNREADABLE

MAX_ID_CHARACTERS = 200
MAX_THREAD_CHARACTERS = 500
MAX_NAME_CHARACTERS = 100
MAX_AGE_S = 300
"""How far the time of a signature may be from now, in either direction."""
VALUE = re.compile(r"[A-Za-z0-9:-]{1,60}")
"""The value of one of our buttons."""


def read_object(body: bytes) -> Mapping[str, Any]:
    """The JSON object that a body is."""
    try:
        found = json.loads(body.decode())
    except (ValueError, RecursionError):
        raise bad_event("The body is not JSON in UTF-8, or is nested too deeply.") from None
    if not isinstance(found, dict):
        raise bad_event("The body is not a JSON object.")
    return found


def read_part(whole: Mapping[str, Any], name: str) -> Mapping[str, Any]:
    """The object in the field `name`."""
    found = whole.get(name)
    if not isinstance(found, dict):
        raise bad_event(f"The field {name} is not an object.")
    return found


def read_id(whole: Mapping[str, Any], name: str, most: int = MAX_ID_CHARACTERS) -> str:
    """The text in the field `name`, as it is: 1 to `most` characters that can be printed."""
    found = whole.get(name)
    if not isinstance(found, str) or not 0 < len(found) <= most or not found.isprintable() or found.isspace():
        raise bad_event(f"The field {name} is not a text of 1 to {most} printable characters.")
    return found


def read_optional_id(whole: Mapping[str, Any], name: str, otherwise: str = "", most: int = MAX_ID_CHARACTERS) -> str:
    """As `read_id`; `otherwise` where the field is missing, null or empty."""
    return read_id(whole, name, most) if whole.get(name) not in (None, "") else otherwise


def read_text(whole: Mapping[str, Any], name: str) -> str:
    """What somebody wrote, without signs that are not text. Not empty."""
    found = whole.get(name)
    text = UNREADABLE.sub("", found) if isinstance(found, str) else ""
    if not text.strip():
        raise bad_event(f"The field {name} is not a text, or is empty.")
    return text


def clean_name(name: object) -> str:
    """A person's name on one line, cut to MAX_NAME_CHARACTERS; '' for anything that is no text."""
    text = UNREADABLE.sub("", name[: 10 * MAX_NAME_CHARACTERS]) if isinstance(name, str) else ""
    return " ".join(text.split())[:MAX_NAME_CHARACTERS].rstrip()


def check_time(seconds: str, now: datetime) -> None:
    """Whether the time of a signature, in seconds since 1970, is within MAX_AGE_S of now. Raises Unauthenticated `bad_signature`."""
    if not (seconds.isascii() and seconds.isdigit() and len(seconds) <= 12) or abs(now.timestamp() - int(seconds)) > MAX_AGE_S:
        raise bad_signature("The time of the signature is missing, or more than five minutes from now.")
