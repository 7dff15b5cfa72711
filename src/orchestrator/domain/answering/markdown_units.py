"""A Markdown text as units that can be judged one by one: sentences with their place, code blocks whole. Reads a text that is still growing."""

import re
from dataclasses import dataclass

FENCE = re.compile(r"\s{0,3}(`{3,}|~{3,})")
MARKER = re.compile(r"\s*(?:(?:[-*+•]|\d{1,3}[.)]|#{1,6})\s+|>\s?)*")
CITATIONS = r"(?:\s*[\[【]\d[\d\s,;]*[\]】])*"
# A sentence's end with its closing signs and citations, before something that does not go on in lower case.
END = re.compile(rf"(?:[.!?…]+[\"'”’»)*_]*{CITATIONS}(?=\s+(?P<next>\S))|[。！？]+[」』”’)*_]*{CITATIONS}(?=\s*(?P<after>\S)))")
# What could still become a citation of the sentence before it.
HALF_CITATION = re.compile(r"[\[【][\d\s,;]*[\]】]?\Z|[」』”’)*_。！？\"'»]+\Z")
ABBREVIATION = re.compile(r"(?:^|[\s(])(?:[A-Z]|dr|mr|mrs|ms|prof|st|vs|e\.g|i\.e|z\.b|approx|fig|ca|etc)\.\Z", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Unit:
    lead: str
    """What parts it from the unit before: '', ' ', a line's end, or a blank line."""
    marker: str
    """The list, heading or quotation signs at the beginning of its line; '' for later sentences of a line."""
    text: str
    """Without white space around it."""
    is_code: bool = False


def split_units(text: str) -> list[Unit]:
    """Every unit of the text, in order; a text of white space has none."""
    units: list[Unit] = []
    lines = text.replace("\r", "").split("\n")
    lead, at = "", 0
    while at < len(lines):
        fence = FENCE.match(lines[at])
        if fence:
            end = next((n for n in range(at + 1, len(lines)) if lines[n].strip().startswith(fence[1])), len(lines) - 1)
            units.append(Unit(lead, "", "\n".join(lines[at : end + 1]), is_code=True))
            at = end
        elif lines[at].strip():
            units += _of_line(lines[at], lead)
        at += 1
        blank = at < len(lines) and not lines[at].strip()
        lead = "" if not units else "\n\n" if blank or (lead == "\n\n" and not lines[at - 1].strip()) else "\n"
    return units


def split_finished(text: str) -> list[Unit]:
    """The units of a growing text that no further text can change: the same whatever comes next."""
    units = split_units(text)
    if not units:
        return []
    held = 1
    last = units[-1]
    if len(units) > 1 and not last.marker and last.lead in ("", " ") and HALF_CITATION.match(last.text):
        held = 2
    return units[:-held]


def is_finished_sentence(text: str) -> bool:
    """Whether a text that was cut off ends with a whole sentence."""
    return re.search(rf"[.!?…。！？][\"'”’»)*_」』]*{CITATIONS}\s*\Z", text) is not None


def _of_line(line: str, lead: str) -> list[Unit]:
    found = MARKER.match(line)
    marker = found[0] if found else ""
    body = line[len(marker) :]
    if not body.strip():
        return [Unit(lead, "", line.strip())]
    units, start = [], 0
    for end in END.finditer(body):
        follows = end["next"] or end["after"]
        if (end["next"] and follows.islower()) or ABBREVIATION.search(body[start : end.start() + 1]):
            continue
        units.append(body[start : end.end()].strip())
        start = end.end()
    if body[start:].strip():
        units.append(body[start:].strip())
    return [Unit(" " if n else lead, "" if n else marker, each) for n, each in enumerate(units)]
