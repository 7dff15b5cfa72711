"""CSV and JSON as rows."""

import csv
import io
import json
import re
from collections.abc import Iterator

from orchestrator.domain.errors import Invalid
from orchestrator.domain.json_value import JsonValue
from orchestrator.ports.tables import TableRow

DELIMITERS = ",;\t"
NAMED_DELIMITER = re.compile(r"sep=(.)\r?\n?", re.IGNORECASE)
"""The line with which spreadsheets say how the columns of a CSV are separated."""
SNIFFED_LINES = 10
SNIFFED_CHARACTERS = 100_000
MAX_FIELD_CHARACTERS = 1_000_000
"""A longer field means that the file is not CSV, for example because a quote was never closed.

A field below this limit that is too long for an answer is reported as a wrong row.
"""


def read_csv(text: str) -> Iterator[TableRow]:
    """The rows of a CSV, without the empty ones. Raises Invalid `unreadable_file`."""
    csv.field_size_limit(MAX_FIELD_CHARACTERS)
    lines, skipped = io.StringIO(text, newline=""), 0
    first = lines.readline()
    if named := NAMED_DELIMITER.fullmatch(first):
        delimiter, skipped = named[1], 1
    else:
        lines.seek(0)
        delimiter = _find_delimiter(text)
    reader = csv.reader(lines, delimiter=delimiter)
    try:
        for cells in reader:
            if any(cell.strip() for cell in cells):
                yield TableRow(reader.line_num + skipped, cells)
    except csv.Error as error:
        raise Invalid("unreadable_file", f"The file is not CSV: {error}.", field="file") from error


def _find_delimiter(text: str) -> str:
    """The delimiter of which the first line has most; a line without any may be a title, so the next one is looked at."""
    for line in io.StringIO(text[:SNIFFED_CHARACTERS]).readlines()[:SNIFFED_LINES]:
        if any(delimiter in line for delimiter in DELIMITERS):
            return max(DELIMITERS, key=line.count)
    return DELIMITERS[0]


def read_json(text: str) -> Iterator[TableRow]:
    """The objects of a JSON array, or of one JSON object a line. Raises Invalid `unreadable_file` for an array that is cut."""
    if text.lstrip().startswith("[") and (array := _parse_array(text)) is not None:
        yield from (TableRow(number, fields=each if isinstance(each, dict) else None) for number, each in enumerate(array, 1))
        return
    for number, line in enumerate(text.split("\n"), 1):
        if line.strip():
            yield TableRow(number, fields=_parse_object(line))


def _parse_array(text: str) -> list[JsonValue] | None:
    """None where the text is not one array: it may be lines of JSON of which the first is wrong."""
    try:
        array = json.loads(text)
    except (ValueError, RecursionError):
        return None
    return array if isinstance(array, list) else None


def _parse_object(line: str) -> dict[str, JsonValue] | None:
    try:
        row = json.loads(line)
    except (ValueError, RecursionError):
        return None
    return row if isinstance(row, dict) else None
