"""Texts that people may send: lengths and characters. Raises Invalid with a sentence that says what to do."""

import re
import unicodedata

from orchestrator.domain.errors import Invalid


def first_sentence(text: str, limit: int = 160) -> str:
    """The first sentence of a text, cut at a word at `limit` characters."""
    line = " ".join(text.split())
    sentence = re.split(r"(?<=[.!?。！？])\s", line, maxsplit=1)[0]
    return sentence if len(sentence) <= limit else sentence[: limit - 1].rsplit(" ", 1)[0] + "…"


MAX_MESSAGE_LETTERS = 8_000

MAX_ANSWER_LETTERS = 50_000

MAX_NAME_LETTERS = 100

# Controls other than tab and line ends, lone surrogates, and the two noncharacters that end each plane.
UNREADABLE = re.compile(
    "[\0-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff"
    + "".join(chr(plane << 16 | last) for plane in range(17) for last in (0xFFFE, 0xFFFF))
    + "]"
)


def check_text(name: str, text: str, limit: int) -> str:
    """The text with its outer white space off.

    Raises Invalid `empty_<name>`, `<name>_too_long` (over `limit` characters) or `<name>_unreadable` (control characters
    other than tab and line ends, lone surrogates, noncharacters: what neither a person can read nor the database can hold).
    """
    wrong = UNREADABLE.search(text)
    if wrong:
        code = ord(wrong[0])
        raise Invalid(f"{name}_unreadable", f"The {name} holds the character U+{code:04X}, which is not text; remove it.", field=name)
    trimmed = text.strip()
    if not trimmed or not any(_is_visible(c) for c in trimmed):
        raise Invalid(f"empty_{name}", f"The {name} is empty.", field=name)
    if len(trimmed) > limit:
        raise Invalid(f"{name}_too_long", f"The {name} has {len(trimmed)} characters; at most {limit} are taken.", field=name, limit=limit)
    return trimmed


def check_message(text: str) -> str:
    """A message to an agent, at most 8,000 characters. Raises as `check_text`."""
    return check_text("message", text, MAX_MESSAGE_LETTERS)


def _is_visible(character: str) -> bool:
    return unicodedata.category(character)[0] not in "ZC"
