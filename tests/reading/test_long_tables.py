"""Tables: every passage of a table has its header, and every value stays under its own."""

import io
from typing import Any

import pytest
from docx.document import Document

from orchestrator.adapters.reading.markdown import MarkitdownReader
from orchestrator.domain.answering.documents.tables import is_delimiter
from support.office import sheets, word

READER = MarkitdownReader()
ROWS = [("Part number", "Name", "Price"), *((f"P-{n}", f"Part called {n}", f"{n}.50") for n in range(1, 121))]


def csv() -> bytes:
    return "\n".join(",".join(row) for row in ROWS).encode()


def markdown() -> bytes:
    return "\n".join(["| " + " | ".join(ROWS[0]) + " |", "|---|---|---|", *("| " + " | ".join(row) + " |" for row in ROWS[1:])]).encode()


def html() -> bytes:
    return ("<table>" + "".join("<tr>" + "".join(f"<td>{cell}</td>" for cell in row) + "</tr>" for row in ROWS) + "</table>").encode()


def docx() -> bytes:
    def build(document: Document) -> None:
        table = document.add_table(rows=len(ROWS), cols=3)
        for row, values in zip(table.rows, ROWS, strict=True):
            for cell, value in zip(row.cells, values, strict=True):
                cell.text = value

    return word(build)


def xlsx() -> bytes:
    def build(book: Any) -> None:
        for row in ROWS:
            book.active.append(row)

    return sheets(build)


def pdf() -> bytes:
    from reportlab.lib import colors
    from reportlab.platypus import SimpleDocTemplate, Table

    out = io.BytesIO()
    SimpleDocTemplate(out).build([Table([*ROWS[:20]], style=[("GRID", (0, 0), (-1, -1), 1, colors.black)])])
    return out.getvalue()


def test_a_long_table_below_a_heading_and_between_paragraphs() -> None:
    text = f"# Parts\n\n\n{markdown().decode()}\n\nAll with tax.\n\n{markdown().decode()}\n"
    tables = [each.content for each in READER.split(text)]
    assert all(content.startswith("| Part number | Name | Price |\n") for content in tables)
    assert "All with tax." in "".join(tables)
    assert sum(content.count("| P-") for content in tables) == 240


@pytest.mark.parametrize("name", ["a.csv", "a.md", "a.html", "a.docx", "a.xlsx", "a.pdf"])
def test_each_piece_of_a_long_table_begins_with_its_header(name: str) -> None:
    data = {"a.csv": csv, "a.md": markdown, "a.html": html, "a.docx": docx, "a.xlsx": xlsx, "a.pdf": pdf}[name]()
    passages = READER.split(READER.read(name, data).text)
    rows = []
    for passage in passages:
        header, delimiter, *others = passage.content.split("\n")
        assert header == "| Part number | Name | Price |"
        assert is_delimiter(delimiter)
        assert others
        assert len(passage.content) <= 900
        rows += others
    expected = ROWS[1:20] if name == "a.pdf" else ROWS[1:]
    assert rows == ["| " + " | ".join(row) + " |" for row in expected]
    assert name == "a.pdf" or len(passages) > 3


def test_a_row_too_long_for_a_passage_says_what_each_value_is() -> None:
    rows = "question,answer\n" + "\n".join(f"How about {n}?,{f'Answer {n} ' * 60}".strip() for n in range(3)) + "\nLong?," + "word " * 400
    passages = READER.split(READER.read("faq.csv", rows.encode()).text)
    assert passages[0].content.startswith("question: How about 0?; answer: Answer 0")
    assert sum(passage.content.count("word") for passage in passages) == 400
    assert all(len(passage.content) <= 900 for passage in passages)


def test_cells_over_several_rows_and_columns_stand_in_each_place() -> None:
    page = (
        b"<table><tr><th rowspan=2>Day</th><th colspan=2>Open</th></tr><tr><th>from</th><th>to</th></tr>"
        b"<tr><td rowspan=2>Monday</td><td>9</td><td>12</td></tr><tr><td>14</td><td>a|b</td></tr></table>"
    )
    assert READER.read("a.html", page).text == (
        "| Day | Open from | Open to |\n| --- | --- | --- |\n| Monday | 9 | 12 |\n| Monday | 14 | a\\|b |"
    )


def test_a_table_that_arranges_a_page_is_no_table() -> None:
    page = b"<table><tr><td><h2>Left</h2><p>Some text.</p></td><td><table><tr><td>a</td><td>b</td></tr><tr><td>1</td><td>2</td></tr></table></td></tr></table>"
    assert READER.read("a.html", page).text == "## Left\n\nSome text.\n\n| a | b |\n| --- | --- |\n| 1 | 2 |"


def test_dates_numbers_and_merged_cells_of_a_spreadsheet() -> None:
    from datetime import date

    def build(book: Any) -> None:
        sheet = book.active
        sheet.append(("Day", "Share", "Sum"))
        sheet.append((date(2024, 5, 3), 0.25, 1234.5))
        sheet.append((None, 0.5, "=1+1"))
        sheet["B2"].number_format = "0%"
        sheet.merge_cells("A2:A3")

    text = READER.read("a.xlsx", sheets(build)).text
    assert "| 2024-05-03 | 25 % | 1234.5 |" in text
    assert "| 2024-05-03 | 0.5 |  |" in text
