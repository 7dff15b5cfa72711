"""No text of a stranger is a formula in a spreadsheet, and what was exported is read back as it was."""

import csv
import io

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from orchestrator.domain.matching.spreadsheets import FORMULA_SIGNS, read_cell, write_cell

TEXTS = st.one_of(st.text(), st.text(alphabet="'=+-@\t\r\n＝ a\",;", max_size=8))


@given(TEXTS)
@example("'=1")
@example("''")
@example("'")
@example("'tis")
@example('=HYPERLINK("https://example.org")')
def test_writing_and_reading_is_the_identity(text: str) -> None:
    assert read_cell(write_cell(text)) == text


@given(TEXTS)
def test_no_cell_begins_with_a_sign_of_a_formula(text: str) -> None:
    written = write_cell(text)
    assert written[:1] not in FORMULA_SIGNS
    assert written in (text, f"'{text}")


@pytest.mark.parametrize("text", ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "\n=1", "＝1", "＋1", "－1", "＠a"])
def test_every_known_beginning_is_made_harmless(text: str) -> None:
    assert write_cell(text) == f"'{text}"


@given(st.lists(st.tuples(TEXTS, TEXTS), max_size=5))
def test_it_holds_through_a_file(rows: list[tuple[str, str]]) -> None:
    written = io.StringIO(newline="")
    csv.writer(written).writerows([write_cell(cell) for cell in row] for row in rows)
    read = [tuple(read_cell(cell) for cell in row) for row in csv.reader(io.StringIO(written.getvalue(), newline=""))]
    assert read == rows
