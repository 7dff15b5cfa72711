"""JSON records as a document: each row with a question and an answer, or a title and a text, becomes a section."""

import json
import re
from collections.abc import Iterator, Mapping
from typing import Any

from orchestrator.adapters.reading.decoding import clean

HEADINGS = ("question_pattern", "question", "q", "title", "name", "heading", "subject")
BODIES = ("answer_content", "answer", "a", "content", "text", "body", "description")
IDENTIFIERS = frozenset({"id", "_id", "uuid", "key"})
_HEADING = re.compile(r"^(\s{0,3})(?=#{1,6}(?:\s|$))")
_UNDERLINE = re.compile(r"^(\s{0,3})(?=(?:=+|-+)\s*$)")
_FENCE = re.compile(r"^\s*(```|~~~)")


def read_lines(text: str) -> list[Any] | None:
    """The values of a JSONL file, one a line; None if a line is not JSON."""
    try:
        return [json.loads(line) for line in text.split("\n") if line.strip()]
    except (ValueError, RecursionError):  # no JSON, or a number of over 4,300 digits, or too deeply nested
        return None


def read_array(text: str) -> list[Any] | None:
    """The items of a JSON file that is one array; None for any other file."""
    try:
        value = json.loads(text)
    except (ValueError, RecursionError):  # no JSON, or a number of over 4,300 digits, or too deeply nested
        return None
    return value if isinstance(value, list) else None


def render_records(records: list[Any] | None) -> str | None:
    """Markdown with a section for each record: heading, text, then its other fields. None unless every record has a
    heading and a text."""
    sections = [_render(record) for record in records or ()]
    return "\n\n".join(section for section in sections if section) if sections and all(sections) else None


def _render(record: Any) -> str | None:
    if not isinstance(record, Mapping):
        return None
    heading, body = _first(record, HEADINGS), _first(record, BODIES)
    if not heading or not body:
        return None
    other_fields = "; ".join(f"{name}: {value}" for name, value in _others(record, {heading, body}))
    text = "\n".join(_without_headings(clean(record[body]).strip().split("\n")))
    return f"## {' '.join(clean(record[heading]).split())}\n\n{text}" + (f"\n\n({other_fields})" if other_fields else "")


def _first(record: Mapping[str, Any], names: tuple[str, ...]) -> str | None:
    return next((name for name in names if isinstance(value := record.get(name), str) and value.strip()), None)


def _others(record: Mapping[str, Any], shown_fields: set[str]) -> Iterator[tuple[str, str]]:
    for name, value in record.items():
        if name not in shown_fields and name.lower() not in IDENTIFIERS and isinstance(value, str | int | float) and str(value).strip():
            yield " ".join(clean(name).split()), " ".join(clean(str(value)).split())


def _without_headings(lines: list[str]) -> Iterator[str]:
    """Escapes headings inside a record, which would begin a section of their own. Code blocks stay as they are; an
    open one is closed."""
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
