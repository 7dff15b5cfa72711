"""Which columns of a table are the question, the answer, the layer and the expiry."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice

from orchestrator.domain.errors import Invalid
from orchestrator.domain.json_value import JsonValue
from orchestrator.ports.tables import Table, TableRow

# Accepted names of the two required columns. Other names are for the creator to say: no list of them is published.
QUESTION_NAMES = ("question_pattern", "question", "q")
ANSWER_NAMES = ("answer_content", "answer", "a")
LAYER = "layer"
EXPIRY = "expires_at"
HEADER_ROWS = 10
"""A header stands in one of so many rows; titles may stand above it."""
SAMPLE_ROWS = 5
SAMPLE_CHARACTERS = 200


@dataclass(frozen=True, slots=True)
class ColumnChoice:
    """What the creator says of the columns."""

    question: str | None = None
    """Name of the column with the questions; None where it has one of QUESTION_NAMES."""
    answer: str | None = None
    has_header: bool = True
    """Whether a row names the columns. If not, they are called 'column 1', 'column 2' and so on."""


@dataclass(frozen=True, slots=True)
class FieldRow:
    """One row with its values by column."""

    line: int
    """As `TableRow.line`."""
    fields: Mapping[str, JsonValue] | None
    """By the column's name in small letters; None where the row is no JSON object."""
    surplus: Sequence[str] = ()
    """Cells that stand beyond the last column, if one of them holds something."""


@dataclass(frozen=True, slots=True)
class Columns:
    """The columns of a table and its rows by column."""

    names: Sequence[str]
    """As the file names them."""
    question: tuple[str, ...]
    """The columns of which the first that holds text is the question; in small letters."""
    answer: tuple[str, ...]
    rows: Sequence[FieldRow]


def find_columns(table: Table, choice: ColumnChoice) -> Columns:
    """The columns of a table.

    Raises Invalid `unknown_columns` where no column for questions or answers is found, with `columns` (their names) and
    `rows` (the first rows): the creator is then to say which is which.
    """
    if table.is_json:
        rows = [FieldRow(row.line, None if row.fields is None else _name_fields(row.fields)) for row in table.rows]
        names: Sequence[str] = list(dict.fromkeys(name for row in table.rows[:1_000] for name in row.fields or ()))
    else:
        header, body = _split(table.rows, choice)
        rows, names = list(_read_cells(header, body)), header
    known = {_fold(name) for name in names}
    question = _pick(known, choice.question, QUESTION_NAMES)
    answer = _pick(known, choice.answer, ANSWER_NAMES)
    if table.rows and (not question or not answer):
        raise _unknown(names, rows)
    return Columns(names, question, answer, rows)


def _pick(known: set[str], chosen: str | None, usual: tuple[str, ...]) -> tuple[str, ...]:
    names = (_fold(chosen),) if chosen else usual
    return tuple(name for name in names if name in known)


def _split(rows: Sequence[TableRow], choice: ColumnChoice) -> tuple[Sequence[str], Sequence[TableRow]]:
    """(header, the rows below it)."""
    if not rows:
        return (), ()
    if not choice.has_header:
        return [f"column {number}" for number in range(1, max(len(row.cells) for row in rows[:SAMPLE_ROWS]) + 1)], rows
    for place, row in enumerate(rows[:HEADER_ROWS]):
        cells = {_fold(cell) for cell in row.cells}
        if _pick(cells, choice.question, QUESTION_NAMES) and _pick(cells, choice.answer, ANSWER_NAMES):
            return _trim(row.cells), rows[place + 1 :]
    # None names both; the first one with several cells is what the creator is asked about.
    place = next((place for place, row in enumerate(rows[:HEADER_ROWS]) if len(_trim(row.cells)) > 1), 0)
    return _trim(rows[place].cells), rows[place + 1 :]


def _read_cells(header: Sequence[str], rows: Sequence[TableRow]) -> Iterator[FieldRow]:
    names = [_fold(name) for name in header]
    for row in rows:
        surplus = [cell for cell in row.cells[len(names) :] if cell.strip()]
        yield FieldRow(row.line, dict(zip(names, row.cells, strict=False)), surplus)


def _trim(cells: Sequence[str]) -> Sequence[str]:
    last = max((place for place, cell in enumerate(cells) if cell.strip()), default=-1)
    return [cell.strip() for cell in cells[: last + 1]]


def _fold(name: str) -> str:
    return name.strip().lower()


def _name_fields(fields: Mapping[str, JsonValue]) -> Mapping[str, JsonValue]:
    return {_fold(name): value for name, value in fields.items()}


def _unknown(names: Sequence[str], rows: Sequence[FieldRow]) -> Invalid:
    sample = [
        [str(value)[:SAMPLE_CHARACTERS] if value is not None else "" for value in (row.fields or {}).values()]
        for row in islice(rows, SAMPLE_ROWS)
    ]
    shown = ", ".join(repr(name[:50]) for name in names[:20]) or "none"
    return Invalid(
        "unknown_columns",
        f"Say which column holds the questions and which the answers: none is called 'question' and 'answer'. Columns found: {shown}.",
        field="file",
        columns=list(names),
        rows=sample,
    )
