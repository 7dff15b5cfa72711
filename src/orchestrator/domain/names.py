"""Names that other people see: of persons, agents, tokens and documents. One line of readable characters, so that no name can
turn the text around it, hide a part of itself, or end a line.
"""

import re
import unicodedata
from itertools import groupby, pairwise

from orchestrator.domain.errors import Invalid
from orchestrator.domain.texts import MAX_NAME_CHARACTERS, check_text

JOINERS = frozenset("\u200c\u200d")
"""ZERO WIDTH NON-JOINER and JOINER: letters of several scripts, and pictures made of several, need them."""
BLANK = frozenset("\u115f\u1160\u2800\u3164\uffa0")
"""Letters and symbols that look like nothing."""
CONTROLLING = frozenset(("Cc", "Cf", "Co", "Cs", "Cn", "Zl", "Zp"))
"""Unicode's categories of controls, formats, private and unassigned characters, and line ends."""
MAX_MARKS = 6
"""Marks on one letter; no script needs more, and towers of them cover the lines around."""
CODES_PER_CHARACTER = 8


def check_name(field: str, text: str, limit: int = MAX_NAME_CHARACTERS) -> str:
    """The name in Unicode's composed form, without white space around it and with single spaces in it.

    Raises Invalid `empty_<field>`, `<field>_too_long` (more than `limit` characters as people count them) or
    `<field>_unreadable`: a character that people cannot see or that changes how others are shown.
    """
    line = re.sub(r"[ \t\xa0\u3000]+", " ", unicodedata.normalize("NFC", text[: limit * CODES_PER_CHARACTER * 2]).strip())
    checked = check_text(field, line, limit * CODES_PER_CHARACTER)
    unseen = next((character for index, character in enumerate(checked) if not _is_shown(checked, index)), None)
    if unseen is not None:
        raise Invalid(
            f"{field}_unreadable", f"The {field} holds the character U+{ord(unseen):04X}, which cannot be seen. Remove it.", field=field
        )
    if any(is_mark and len(list(marks)) > MAX_MARKS for is_mark, marks in groupby(checked, _is_mark)):
        raise Invalid(f"{field}_unreadable", f"The {field} has too many marks on one letter.", field=field)
    if count_characters(checked) > limit:
        raise Invalid(f"{field}_too_long", f"The {field} has more than {limit} characters.", field=field, limit=limit)
    return checked


def clean_name(text: str, limit: int) -> str:
    """A name that no person typed, such as that of a file, without what `check_name` refuses; '' where nothing is left."""
    # Bounded first: marks in a wrong order are sorted in a time that grows with the square of their number.
    composed = unicodedata.normalize("NFC", text[: limit * CODES_PER_CHARACTER])
    spaced = "".join(" " if unicodedata.category(each) in ("Cc", "Zl", "Zp") else each for each in composed)
    shown = "".join(each for index, each in enumerate(spaced) if _is_shown(spaced, index))
    return " ".join(shown.split())[:limit].strip()


def count_characters(text: str) -> int:
    """Characters as people count them: marks, joined pictures and their colours belong to the one before."""
    return sum(1 for before, each in pairwise(" " + text) if not (_is_mark(each) or each in JOINERS or before == "\u200d"))


def _is_shown(text: str, index: int) -> bool:
    character = text[index]
    if character in JOINERS:
        around = text[index - 1 : index] + text[index + 1 : index + 2]
        return len(around) == 2 and all(ord(each) >= 0x600 and unicodedata.category(each)[0] in "LMS" for each in around)
    return character not in BLANK and unicodedata.category(character) not in CONTROLLING


def _is_mark(character: str) -> bool:
    return unicodedata.category(character) in ("Mn", "Me") or "\U0001f3fb" <= character <= "\U0001f3ff"
