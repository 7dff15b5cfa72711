"""Checks of the texts that people send: their length and their characters."""

import re
import unicodedata

from orchestrator.domain.errors import Invalid


def first_sentence(text: str, limit: int = 160) -> str:
    """The first sentence of a text, on one line.

    One longer than `limit` characters is cut between words and ends with "…".
    """
    line = " ".join(text.split())
    return shortened(re.split(r"(?<=[.!?。！？])\s", line, maxsplit=1)[0], limit)


def shortened(text: str, limit: int) -> str:
    """The text on one line; one longer than `limit` characters is cut between words and ends with "…"."""
    line = " ".join(text.split())
    return line if len(line) <= limit else line[: limit - 1].rsplit(" ", 1)[0] + "…"


MAX_MESSAGE_CHARACTERS = 8_000

MAX_ANSWER_CHARACTERS = 50_000

MAX_NAME_CHARACTERS = 100

# Control characters except tab and line ends, lone surrogates, and the two noncharacters at the end of each plane.
UNREADABLE = re.compile(
    "[\0-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff"
    + "".join(chr(plane << 16 | last) for plane in range(17) for last in (0xFFFE, 0xFFFF))
    + "]"
)


def check_text(name: str, text: str, limit: int) -> str:
    """The text without white space around it.

    Raises Invalid `empty_<name>`, `<name>_too_long` (more than `limit` characters) or `<name>_unreadable`: a control
    character except tab and line ends, a lone surrogate or a noncharacter. No person can read those, and the
    database cannot store all of them.
    """
    unreadable = UNREADABLE.search(text)
    if unreadable:
        code = ord(unreadable[0])
        problem = f"holds the character U+{code:04X}, which is not text"
        raise Invalid(f"{name}_unreadable", f"The {name} {problem}. Remove it.", field=name, problem=problem)
    trimmed = text.strip()
    if not trimmed or not any(_is_visible(c) for c in trimmed):
        raise Invalid(f"empty_{name}", f"The {name} is empty.", field=name, problem="is empty")
    if len(trimmed) > limit:
        problem = f"has {len(trimmed)} characters; at most {limit} are allowed"
        raise Invalid(f"{name}_too_long", f"The {name} {problem}.", field=name, problem=problem, limit=limit)
    return trimmed


def check_message(text: str) -> str:
    """A message to an agent, at most 8,000 characters. Raises the same errors as `check_text`."""
    return check_text("message", text, MAX_MESSAGE_CHARACTERS)


def _is_visible(character: str) -> bool:
    return unicodedata.category(character)[0] not in "ZC"
