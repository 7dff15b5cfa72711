"""Canonical answers as CSV, JSONL or Markdown: read row by row, rendered as text. Nothing here opens a file."""

import codecs
import csv
import io
import json
from collections.abc import AsyncIterator, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from itertools import chain, islice
from uuid import UUID

from orchestrator.domain.accounts.access import Layer
from orchestrator.domain.errors import Invalid, OrchestratorError
from orchestrator.engine.matching.add_answers import import_answers
from orchestrator.engine.matching.answers import AnswerText, check_answer, list_answers
from orchestrator.engine.services import Services
from orchestrator.ports.stores.matching import CanonicalAnswer
from orchestrator.ports.stores.paging import Page

# Accepted names of the two required columns.
QUESTION_NAMES = ("question_pattern", "question", "q")
ANSWER_NAMES = ("answer_content", "answer", "a")
DELIMITERS = ",;\t"
COLUMNS = ("question_pattern", "answer_content", "layer", "expires_at")
BATCH_ROWS = 512
MAX_FIELD_CHARACTERS = 1_000_000
"""A longer field means that the file is not CSV, for example because a quote was never closed.

A field below this limit that is too long for an answer is reported as a wrong row.
"""


class FileKind(StrEnum):
    """The format of a file of answers."""

    csv = "csv"
    jsonl = "jsonl"
    md = "md"
    """Markdown; for export only."""


@dataclass(frozen=True, slots=True)
class RawAnswer:
    """A row of the file before any check. A field is None where the row lacks it or where it is not text."""

    question: str | None
    answer: str | None
    layer: str | None
    """None or '' where the row states no layer."""
    expires_at: str | None
    """ISO 8601; None or '' where the answer does not expire."""


@dataclass(frozen=True, slots=True)
class Wrong:
    """A row that was not imported, because something in it is wrong."""

    line: int
    """Line of the file at which the row ends, from 1."""
    problem: str
    """The end of a sentence whose subject is the row, such as 'is not a JSON object.'"""


@dataclass(frozen=True, slots=True)
class Imported:
    """The result of importing one batch of rows."""

    added: int
    known: int
    """Rows whose question and answer are stored already."""
    left: int
    """How many of the known answers were corrected or retired since; they are not restored."""
    wrong: tuple[Wrong, ...]


def file_kind(name: str, for_export: bool = False) -> FileKind:
    """The kind of file by its extension. Raises Invalid `unknown_format`; Markdown is allowed only `for_export`."""
    ending = name.lower().rpartition(".")[2] if "." in name else ""
    if ending not in list(FileKind) or (ending == FileKind.md and not for_export):
        raise Invalid("unknown_format", f"{name}: use a .csv or .jsonl file (.md for export only).", field="file")
    return FileKind(ending)


async def import_rows(
    services: Services, person: UUID, avee_id: UUID, rows: Iterator[tuple[int, RawAnswer | None]], layer: Layer
) -> AsyncIterator[Imported]:  # fmt: skip
    """Imports rows in batches of at most BATCH_ROWS and yields the result of each batch.

    `layer` applies to rows that state none. Wrong rows are reported and not imported. Importing the same rows again
    changes nothing. Raises the errors of `read_rows` and `import_answers`.
    """
    while batch := list(islice(rows, BATCH_ROWS)):
        texts, wrong = list[AnswerText](), list[Wrong]()
        for line, row in batch:
            try:
                texts.append(read_row(row, layer))
            except OrchestratorError as error:
                wrong.append(Wrong(line, error.detail))
        stored = await import_answers(services, person, avee_id, texts)
        added, left = sum(answer.is_new for answer in stored), sum(not answer.is_current for answer in stored)
        yield Imported(added, len(stored) - added, left, tuple(wrong))


def file_encoding(pieces: Iterable[bytes]) -> str:
    """The encoding of a file: UTF-16 with a byte order mark, else UTF-8, else Windows-1252, which spreadsheets save.

    `pieces` are the file's bytes in order. They are read to the end, or to the first piece that is not UTF-8.
    """
    decoder, is_first = codecs.getincrementaldecoder("utf-8")(), True
    try:
        for piece in pieces:
            if is_first and piece.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
                return "utf-16"
            is_first = is_first and not piece
            decoder.decode(piece)
        decoder.decode(b"", final=True)
    except UnicodeDecodeError:
        return "cp1252"
    return "utf-8-sig"


def read_rows(lines: Iterable[str], kind: FileKind) -> Iterator[tuple[int, RawAnswer | None]]:
    """Yields (line number, row) one at a time, so that memory does not grow with the file.

    A JSONL line that is not an object yields None as its row. CSV columns may be separated by commas, semicolons or
    tabs. Raises Invalid `unknown_columns` where the first line of a CSV names no question or no answer column,
    `unreadable_file` where the file is not CSV.
    """
    if kind is FileKind.csv:
        yield from _read_csv(iter(lines))
        return
    for number, line in enumerate(lines, 1):
        if line.strip():
            yield number, _parse(line)


def _read_csv(lines: Iterator[str]) -> Iterator[tuple[int, RawAnswer]]:
    csv.field_size_limit(MAX_FIELD_CHARACTERS)
    first = next(lines, "")
    if not first:
        return
    reader = csv.DictReader(chain([first], lines), delimiter=max(DELIMITERS, key=first.count))
    try:
        reader.fieldnames = [name.strip().lower() for name in reader.fieldnames or ()]
        for names in (QUESTION_NAMES, ANSWER_NAMES):
            if not set(names) & set(reader.fieldnames):
                raise Invalid(
                    "unknown_columns",
                    f"The first line must name the columns, and none of them is {names[1]!r} (or {names[0]!r}, {names[2]!r}).",
                    field="file",
                )
        for row in reader:
            yield reader.line_num, _raw(row)
    except csv.Error as error:
        raise Invalid("unreadable_file", f"The file is not CSV: {error}.", field="file") from error


def read_row(row: RawAnswer | None, layer: Layer) -> AnswerText:
    """Checks a row; `layer` applies where it states none.

    Raises Invalid `wrong_row` and the errors of `check_answer`.
    """
    if row is None:
        raise Invalid("wrong_row", "is not a JSON object.")
    return check_answer(
        AnswerText(
            _require_text(row.question, QUESTION_NAMES),
            _require_text(row.answer, ANSWER_NAMES),
            _layer(row.layer, layer),
            _expiry(row.expires_at),
            names_layer=bool(row.layer),
        )
    )


async def load_all(services: Services, person: UUID, avee_id: UUID) -> list[CanonicalAnswer]:
    """Every active answer of the person's own agent, newest first. Raises NotFound `avee_not_found`."""
    found: list[CanonicalAnswer] = []
    page = Page(limit=500)
    while rows := await list_answers(services, person, avee_id, page, "active"):
        found += rows
        page = Page(limit=500, before=rows[-1].id)
    return found


def render(answers: Sequence[CanonicalAnswer], kind: FileKind) -> str:
    """The answers as text in the given format. CSV and JSONL can be imported again; Markdown cannot."""
    match kind:
        case FileKind.csv:
            return _render_csv(answers)
        case FileKind.jsonl:
            return "".join(json.dumps(_plain(answer), ensure_ascii=False) + "\n" for answer in answers)
        case FileKind.md:
            return "\n".join(f"## {answer.question_pattern}\n\n{answer.answer_content}\n" for answer in answers)


def _render_csv(answers: Sequence[CanonicalAnswer]) -> str:
    written = io.StringIO(newline="")
    writer = csv.DictWriter(written, COLUMNS)
    writer.writeheader()
    writer.writerows(map(_plain, answers))
    return written.getvalue()


def _plain(answer: CanonicalAnswer) -> dict[str, str]:
    return {
        "question_pattern": answer.question_pattern,
        "answer_content": answer.answer_content,
        "layer": answer.layer.value,
        "expires_at": answer.expires_at.isoformat() if answer.expires_at else "",
    }


def _parse(line: str) -> RawAnswer | None:
    try:
        row = json.loads(line)
        return _raw(row) if isinstance(row, dict) else None
    except (ValueError, RecursionError):  # no JSON, or a number of over 4,300 digits, or too deeply nested
        return None


def _raw(row: Mapping[str, object]) -> RawAnswer:
    return RawAnswer(
        _first_text(row, QUESTION_NAMES), _first_text(row, ANSWER_NAMES), _as_written(row.get("layer")), _as_written(row.get("expires_at"))
    )


def _first_text(row: Mapping[str, object], names: tuple[str, ...]) -> str | None:
    return next((value for name in names if isinstance(value := row.get(name), str)), None)


def _as_written(value: object) -> str | None:
    """Text as it is; any other value as JSON, so that the error can quote it; None for an empty value."""
    return value if isinstance(value, str) else json.dumps(value) if value else None


def _require_text(text: str | None, names: tuple[str, ...]) -> str:
    if text is None:
        raise Invalid("wrong_row", f"has no text in a column {names[1]!r} (or {names[0]!r}).")
    return text


def _layer(raw: str | None, default: Layer) -> Layer:
    try:
        return Layer(raw) if raw else default
    except ValueError:
        raise Invalid("wrong_row", f"has the layer {raw!r}; use public, friends or intimate.") from None


def _expiry(raw: str | None) -> datetime | None:
    try:
        expiry = datetime.fromisoformat(raw) if raw else None
    except ValueError:
        raise Invalid("wrong_row", f"has the expiry {raw!r}; use a time such as 2027-01-31T12:00:00+00:00.") from None
    if expiry is not None and expiry.tzinfo is None:
        raise Invalid("wrong_row", f"has the expiry {raw!r} without a time zone.")
    return expiry
