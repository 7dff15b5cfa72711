"""Checking one row of a file of answers."""

import re
from datetime import UTC, datetime, timedelta
from json import dumps

from orchestrator.domain.accounts.access import Layer
from orchestrator.domain.errors import Invalid
from orchestrator.domain.json_value import JsonValue
from orchestrator.domain.matching.spreadsheets import read_cell
from orchestrator.engine.matching.answers import AnswerText, check_answer
from orchestrator.engine.matching.files.columns import EXPIRY, LAYER, Columns, FieldRow

LONGEST_QUOTE = 100
DAY = re.compile(r"\d{4}-\d\d-\d\d")


def read_row(row: FieldRow, columns: Columns, layer: Layer) -> AnswerText:
    """The answer of a row; `layer` applies where it states none.

    Raises Invalid `wrong_row`, whose detail is the end of a sentence about the row, and the errors of `check_answer`.
    """
    if row.fields is None:
        raise _wrong("is not a JSON object.")
    if row.surplus:
        quoted = ", ".join(repr(cell[:LONGEST_QUOTE]) for cell in row.surplus[:3])
        raise _wrong(f"has more cells than there are columns: {quoted}. A text that holds the separator belongs in double quotes.")
    stated = _as_written(row.fields.get(LAYER))
    return check_answer(
        AnswerText(
            _read_text(row, columns.question, "question"),
            _read_text(row, columns.answer, "answer"),
            _read_layer(stated, layer),
            _read_expiry(_as_written(row.fields.get(EXPIRY))),
            names_layer=bool(stated),
        )
    )


def _read_text(row: FieldRow, names: tuple[str, ...], what: str) -> str:
    fields = row.fields or {}
    text = next((value for name in names if isinstance(value := fields.get(name), str)), None)
    if text is None:
        raise _wrong(f"has no text in a column {names[0] if names else what!r}.")
    return read_cell(text)


def _as_written(value: JsonValue) -> str | None:
    """Text as it is; any other value as JSON, so that the error can quote it; None for an empty value."""
    return value.strip() if isinstance(value, str) else dumps(value) if value else None


def _read_layer(raw: str | None, default: Layer) -> Layer:
    try:
        return Layer(raw.lower()) if raw else default
    except ValueError:
        raise _wrong(f"has the layer {raw!r}; use public, friends or intimate.") from None


def _read_expiry(raw: str | None) -> datetime | None:
    """A date alone means that the answer holds through that day, in UTC."""
    try:
        expiry = datetime.fromisoformat(raw) if raw else None
    except ValueError:
        raise _wrong(f"has the expiry {raw!r}; use a date such as 2027-01-31 or a time such as 2027-01-31T12:00:00+00:00.") from None
    if expiry is None or expiry.tzinfo is not None:
        return expiry
    if raw is not None and DAY.fullmatch(raw):
        return (expiry + timedelta(days=1)).replace(tzinfo=UTC)
    raise _wrong(f"has the expiry {raw!r} without a time zone.")


def _wrong(problem: str) -> Invalid:
    return Invalid("wrong_row", problem)
