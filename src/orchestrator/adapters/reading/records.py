"""Records as a document: rows of questions and answers, or of titles and texts, each as a section of its own."""

import json
import re
from collections.abc import Iterator, Mapping
from typing import Any

from orchestrator.adapters.reading.decoding import clean

HEADINGS = ("question_pattern", "question", "q", "title", "name", "heading", "subject")
BODIES = ("answer_content", "answer", "a", "content", "text", "body", "description")
NUMBERS = frozenset({"id", "_id", "uuid", "key"})
_HEADING = re.compile(r"^(\s{0,3})(?=#{1,6}(?:\s|$))")
_UNDERLINE = re.compile(r"^(\s{0,3})(?=(?:=+|-+)\s*$)")
_FENCE = re.compile(r"^\s*(```|~~~)")


def read_lines(text: str) -> list[Any] | None:
    """What a JSONL file holds, a value a line; None where a line is no JSON."""
    try:
        return [json.loads(line) for line in text.split("\n") if line.strip()]
    except (json.JSONDecodeError, RecursionError):
        return None


def read_array(text: str) -> list[Any] | None:
    """What a JSON file holds that is one array; None for any other."""
    try:
        found = json.loads(text)
    except (json.JSONDecodeError, RecursionError):
        return None
    return found if isinstance(found, list) else None


def render_records(records: list[Any] | None) -> str | None:
    """Markdown with a heading a record; None unless each has one and a text. What else a record says of itself stands below."""
    sections = [_render(record) for record in records or ()]
    return "\n\n".join(section for section in sections if section) if sections and all(sections) else None


def _render(record: Any) -> str | None:
    if not isinstance(record, Mapping):
        return None
    heading, body = _first(record, HEADINGS), _first(record, BODIES)
    if not heading or not body:
        return None
    told = "; ".join(f"{name}: {value}" for name, value in _others(record, {heading, body}))
    text = "\n".join(_without_headings(clean(record[body]).strip().split("\n")))
    return f"## {' '.join(clean(record[heading]).split())}\n\n{text}" + (f"\n\n({told})" if told else "")


def _first(record: Mapping[str, Any], names: tuple[str, ...]) -> str | None:
    return next((name for name in names if isinstance(value := record.get(name), str) and value.strip()), None)


def _others(record: Mapping[str, Any], told: set[str]) -> Iterator[tuple[str, str]]:
    for name, value in record.items():
        if name not in told and name.lower() not in NUMBERS and isinstance(value, str | int | float) and str(value).strip():
            yield " ".join(clean(name).split()), " ".join(clean(str(value)).split())


def _without_headings(lines: list[str]) -> Iterator[str]:
    """A heading within a record would begin a section of its own: its signs are shown instead. Code stays as it is, and ends with it."""
    fence, before = "", ""
    for line in lines:
        found = _FENCE.match(line)
        if found and (not fence or found[1] == fence):
            fence = "" if fence else found[1]
        elif not fence:
            signs = _UNDERLINE if before.strip() and _UNDERLINE.match(line) else _HEADING
            line = signs.sub(r"\1\\", line)
        before = line
        yield line
    if fence:
        yield fence
