"""A frame: an opening, or a turn of words, that asks the same as a plainer one. Each is a pattern over folded words."""

import re
from collections.abc import Sequence

Frame = tuple[re.Pattern[str], str, bool]
"""A pattern, what stands for it, and whether it holds at the beginning of the question only."""

MAX_CHARACTERS = 600
"""Longer questions tell a story: they are the same only where they are equal. It bounds the patterns' time, too."""
MAX_WORDS = 60
"""Words that are brought into a plainer form at most."""


def frames(*pairs: tuple[str, str]) -> tuple[Frame, ...]:
    """Patterns with what stands for them. A space in a pattern is one space; `^` is the beginning of the question."""
    return tuple((re.compile(pattern), plain, pattern.startswith("^")) for pattern, plain in pairs)


def reframed(line: str, found: Sequence[Frame]) -> str:
    """The line with each frame's first occurrence in its plain form, one frame after the other."""
    if len(line) > MAX_CHARACTERS:
        return line
    for pattern, plain, is_opening in found:
        if not is_opening:
            line = pattern.sub(plain, line, count=1)
        elif opening := pattern.match(line):  # A search would try every place of the line
            line = opening.expand(plain) + line[opening.end() :]
    return line
