"""CSV, JSON and spreadsheets as rows, with bounds."""

import io
import json
import time
import zipfile
from collections.abc import Sequence
from datetime import UTC, date, datetime

import openpyxl
import pytest

from orchestrator.adapters.tables.reader import read_table
from orchestrator.domain.errors import Invalid
from orchestrator.ports.tables import Table


def cells(name: str, data: str | bytes, encoding: str | None = None) -> list[tuple[int, list[str]]]:
    table = read_table(name, data.encode() if isinstance(data, str) else data, encoding, 100)
    return [(row.line, list(row.cells)) for row in table.rows]


def book(*rows: Sequence[object]) -> bytes:
    workbook, written = openpyxl.Workbook(), io.BytesIO()
    for row in rows:
        workbook.active.append(row)
    workbook.save(written)
    return written.getvalue()


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_rows_keep_their_line_and_empty_ones_are_left_out(delimiter: str) -> None:
    text = f'q{delimiter}a\r\n\r\n{delimiter}\r\n"two\nlines"{delimiter}x\r\n'
    assert cells("a.csv", text) == [(1, ["q", "a"]), (5, ["two\nlines", "x"])]


@pytest.mark.parametrize("named", ["sep=;\n", "sep=;\r\n", "SEP=;\n", "\ufeffsep=;\r\n"])
def test_the_line_that_names_the_separator_is_obeyed(named: str) -> None:
    assert cells("a.csv", f"{named}q;a\nx, y, z;b\n") == [(2, ["q", "a"]), (3, ["x, y, z", "b"])]


def test_the_separator_is_found_below_a_title() -> None:
    assert cells("a.csv", "Our answers\n\nq;a\nx, y;b\n") == [(1, ["Our answers"]), (3, ["q", "a"]), (4, ["x, y", "b"])]


@pytest.mark.parametrize("name", ["a.json", "a.jsonl", "a.JSON"])
def test_a_json_array_and_lines_of_json(name: str) -> None:
    rows = [{"question": "Why?", "answer": "So."}, 7]
    array = read_table(name, json.dumps(rows, indent=1).encode(), None, 10)
    lines = read_table(name, "\n".join(json.dumps(row) for row in rows).encode(), None, 10)
    for table in (array, lines):
        assert [(row.line, row.fields) for row in table.rows] == [(1, rows[0]), (2, None)]
        assert table.is_json


def test_a_spreadsheet_is_read_with_its_stored_values() -> None:
    data = book(
        ["Q", "A", "x"],
        [],
        ["Why?", "So.\nReally.", datetime(2099, 1, 31)],
        ["=1+1", 5.0, datetime(2099, 1, 31, 12, 30)],
        [date(2099, 1, 1)],
    )
    assert cells("a.xlsx", data) == [
        (1, ["Q", "A", "x"]),
        (3, ["Why?", "So.\nReally.", "2099-01-31"]),
        # A formula has no stored value before a spreadsheet program computed it; it is never evaluated here.
        (4, ["", "5", "2099-01-31T12:30:00+00:00"]),
        (5, ["2099-01-01"]),
    ]


def zip_of(size: int, parts: int = 1) -> bytes:
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED) as packed:
        for number in range(parts):
            packed.writestr(f"xl/{number}.xml", b"<" * size)
    return written.getvalue()


@pytest.mark.parametrize(
    ("name", "data", "code"),
    [
        ("a.xlsx", b"no", "unreadable_file"), ("a.xlsx", zip_of(10), "unreadable_file"), ("a.xlsx", zip_of(40_000_000), "unreadable_file"),
        ("a.xlsx", zip_of(1, 2_000), "unreadable_file"), ("a.pdf", b"x", "unknown_format"), ("a", b"x", "unknown_format"), ("a.xls", b"x", "unknown_format"),
        ("a.csv", b'q,a\nq,"' + b"a" * 1_100_000, "unreadable_file"), ("a.csv", b"q,a\n" * 200, "too_many_rows"),
        ("a.json", json.dumps([{}] * 200).encode(), "too_many_rows"), ("a.xlsx", book(*[["a"]] * 200), "too_many_rows"),
    ],
)  # fmt: skip
def test_what_is_no_table_or_too_large_is_refused(name: str, data: bytes, code: str) -> None:
    with pytest.raises(Invalid) as refused:
        read_table(name, data, None, 100)
    assert refused.value.code == code


@pytest.mark.parametrize(
    ("data", "detail"),
    [
        # A file that is not too large is looked into, and holds no sheet.
        (zip_of(0, 1_000), "not a spreadsheet"), (zip_of(0, 1_001), "too large"),
        (zip_of(30_000_000), "not a spreadsheet"), (zip_of(30_000_001), "too large"),
    ],
)  # fmt: skip
def test_a_spreadsheet_has_a_thousand_parts_and_thirty_megabytes(data: bytes, detail: str) -> None:
    with pytest.raises(Invalid, match=detail):
        read_table("a.xlsx", data, None, 100)


def test_a_sheet_has_a_hundred_columns_and_ends_after_a_thousand_empty_rows() -> None:
    assert cells("a.xlsx", book(["x"] * 101)) == [(1, ["x"] * 100)]
    assert cells("a.xlsx", book(["q"], *[[None]] * 1_000, ["a"])) == [(1, ["q"]), (1_002, ["a"])]
    assert cells("a.xlsx", book(["q"], *[[None]] * 1_001, ["a"])) == [(1, ["q"])]


def test_a_field_of_a_csv_has_a_million_characters_and_a_table_its_rows() -> None:
    assert cells("a.csv", "q,a\n" + "x" * 1_000_000)[1][1] == ["x" * 1_000_000]
    with pytest.raises(Invalid, match="not CSV"):
        cells("a.csv", "q,a\n" + "x" * 1_000_001)
    assert len(cells("a.csv", "q,a\n" * 101)) == 101, "a header above a hundred rows"
    with pytest.raises(Invalid, match="100"):
        cells("a.csv", "q,a\n" * 102)


def test_a_sheet_that_is_formatted_far_below_its_last_row_ends() -> None:
    workbook, written = openpyxl.Workbook(), io.BytesIO()
    workbook.active.append(["q", "a"])
    workbook.active.cell(row=1_000_000, column=1).number_format = "0.0"
    workbook.save(written)
    begun = time.thread_time()
    assert cells("a.xlsx", written.getvalue()) == [(1, ["q", "a"])]
    assert time.thread_time() - begun < 5


def test_an_empty_file_has_no_rows() -> None:
    for name in ("a.csv", "a.json"):
        assert read_table(name, b"", None, 10) == Table([], name == "a.json", "utf-8")
    assert datetime.now(UTC)
