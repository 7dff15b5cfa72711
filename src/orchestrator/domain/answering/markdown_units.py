"""Splits a Markdown text into units that are checked one by one: sentences, and whole code blocks. The text may still
be growing."""

import re
from dataclasses import dataclass

FENCE = re.compile(r"\s{0,3}(`{3,}|~{3,})")
MARKER = re.compile(r"\s*(?:(?:[-*+•]|\d{1,3}[.)]|#{1,6})\s+|>\s?)*")
CITATIONS = r"(?:\s*[\[【]\d[\d\s,;]*+[\]】])*"
# The end of a sentence, with its closing signs and citations. The caller rejects an end that a lower-case word follows.
# A run of signs is read whole, from its first sign on, so that a long one is read once.
END = re.compile(
    rf"(?:(?<![.!?…])[.!?…]++[\"'”’»)*_]*+{CITATIONS}(?=\s+(?P<next>\S))|(?<![。！？])[。！？]++[」』”’)*_]*+{CITATIONS}(?=\s*(?P<after>\S)))"
)
# A text that may turn out to be a citation of the sentence before it.
PARTIAL_CITATION = re.compile(r"[\[【][\d\s,;]*[\]】]?\Z|[」』”’)*_。！？\"'»]+\Z")
ABBREVIATION = re.compile(r"(?<![^\s(])(?:[A-Z]|dr|mr|mrs|ms|prof|st|vs|e\.g|i\.e|z\.b|approx|fig|ca|etc)\.\Z", re.IGNORECASE)
LONGEST_ABBREVIATION = len("approx.")


# The beginning of a line that is not the rest of a sentence: of an item, a heading, a quotation, a table, code.
_BLOCK = re.compile(r"\s*(?:[-*+•]\s|\d{1,3}[.)]\s|#{1,6}\s|>|\||`{3}|~{3}|[-*_=]{3,}\s*\Z)")
_WRAPPED_FROM = 50
"""Characters from which a line was broken because it was full, whatever the next one begins with."""


@dataclass(frozen=True, slots=True)
class Unit:
    """A sentence or a code block, with what stands before it."""

    separator: str
    """Text between this unit and the one before: '', a space, a line break or a blank line."""
    marker: str
    """The list, heading or quotation signs at the beginning of the line; '' for later sentences of a line."""
    text: str
    """Without surrounding white space."""
    is_code: bool = False


def join_lines(text: str) -> str:
    """The text with the lines of each paragraph and item joined, which an editor broke where they were full. Short lines
    that stand for themselves, as in an address, are left alone; so are tables and code."""
    joined: list[str] = []
    fence = ""
    for line in text.replace("\r", "").split("\n"):
        found = FENCE.match(line)
        before = joined[-1] if joined else ""
        if not (fence or found) and _goes_on(before, line):
            joined[-1] = f"{before.rstrip()} {line.strip()}"
        else:
            joined.append(line)
        if found:
            fence = "" if fence and found[1].startswith(fence) else fence or found[1]
    return "\n".join(joined)


def _goes_on(before: str, line: str) -> bool:
    """Whether the line is the rest of what `before` began."""
    stripped, start = before.strip(), line.strip()[:1]
    if not stripped or not start or _BLOCK.match(line) or "|" in line or before.endswith(("  ", "\\")):
        return False
    if stripped.startswith(("#", "|")) or FENCE.match(before) or _BLOCK.fullmatch(before):
        return False
    return len(stripped) >= _WRAPPED_FROM or (start.islower() and stripped[-1] not in ".!?:;。！？：")


def split_units(text: str) -> list[Unit]:
    """All units of the text, in order; none for a text of white space."""
    units: list[Unit] = []
    lines = text.replace("\r", "").split("\n")
    separator, at = "", 0
    while at < len(lines):
        fence = FENCE.match(lines[at])
        if fence:
            end = next((n for n in range(at + 1, len(lines)) if lines[n].strip().startswith(fence[1])), len(lines) - 1)
            units.append(Unit(separator, "", "\n".join(lines[at : end + 1]), is_code=True))
            at = end
        elif lines[at].strip():
            units += _split_line(lines[at], separator)
        at += 1
        blank = at < len(lines) and not lines[at].strip()
        separator = "" if not units else "\n\n" if blank or (separator == "\n\n" and not lines[at - 1].strip()) else "\n"
    return units


def split_finished(text: str) -> list[Unit]:
    """The leading units of a growing text that further text cannot change."""
    units = split_units(text)
    if not units:
        return []
    unfinished = 1
    last = units[-1]
    if len(units) > 1 and not last.marker and last.separator in ("", " ") and PARTIAL_CITATION.match(last.text):
        unfinished = 2
    return units[:-unfinished]


def is_finished_sentence(text: str) -> bool:
    """Whether a text that was cut off ends with a whole sentence."""
    return re.search(rf"[.!?…。！？][\"'”’»)*_」』]*{CITATIONS}\s*\Z", text) is not None


def _split_line(line: str, separator: str) -> list[Unit]:
    match = MARKER.match(line)
    marker = match[0] if match else ""
    body = line[len(marker) :]
    if not body.strip():
        return [Unit(separator, "", line.strip())]
    units, start = [], 0
    for end in END.finditer(body):
        follows = end["next"] or end["after"]
        if (end["next"] and follows.islower()) or _is_abbreviation(body, start, end.start() + 1):
            continue
        units.append(body[start : end.end()].strip())
        start = end.end()
    if body[start:].strip():
        units.append(body[start:].strip())
    return [Unit(" " if n else separator, "" if n else marker, sentence) for n, sentence in enumerate(units)]


def _is_abbreviation(body: str, start: int, end: int) -> bool:
    """Whether the sentence that begins at `start` has an abbreviation just before `end`."""
    return ABBREVIATION.search(body, max(start, end - LONGEST_ABBREVIATION), end) is not None
