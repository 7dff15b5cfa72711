"""Markdown tables in a text: their rows, and the same as lines that a reader understands without a table."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import chain, repeat

from orchestrator.domain.answering.markdown_units import FENCE

_DELIMITER = re.compile(r"[ ]{0,3}\|?[ \t]*:?-+:?[ \t]*(?:\|[ \t]*:?-+:?[ \t]*)*\|?[ \t]*")
_LONGEST_DELIMITER = 2_000  # characters


@dataclass(frozen=True, slots=True)
class Row:
    """One row of a Markdown table."""

    name: str
    """Its first cell that is not empty, which says what the row is about."""
    text: str
    """The row spelled out with the names of its columns, as `spell_row` gives it."""


def split_cells(line: str) -> list[str]:
    """The cells of one row of a Markdown table, without the signs around them. A pipe after a backslash is text."""
    cells, cell, at = [], "", 0
    bare = line.strip()
    while at < len(bare):
        if bare[at] == "\\" and bare[at + 1 : at + 2] == "|":
            cell, at = cell + "|", at + 2
        elif bare[at] == "|":
            cells.append(cell.strip())
            cell, at = "", at + 1
        else:
            end = next((n for n in range(at + 1, len(bare)) if bare[n] in "\\|"), len(bare))
            cell, at = cell + bare[at:end], end
    if cell.strip() or not bare.endswith("|"):
        cells.append(cell.strip())
    return cells[1:] if bare.startswith("|") else cells


def is_delimiter(line: str) -> bool:
    """Whether the line is the one between the header and the rows of a table, as '| --- | --- |'."""
    return "-" in line and "|" in line and len(line) <= _LONGEST_DELIMITER and _DELIMITER.fullmatch(line) is not None


def spell_row(names: Sequence[str], values: Sequence[str]) -> str:
    """'Part: Hat; Price: 20 €': each value after the name of its column, without the empty ones."""
    named = zip(chain(names, repeat("")), values, strict=False)
    return "; ".join(f"{name}: {value}" if name else value for name, value in named if value)


def spell_out_tables(text: str) -> str:
    """The text with each row of a table as a line of a list that says what each value is. Code stays as it is."""
    return "\n".join(_spell_lines(text.split("\n"))) if "|" in text else text


def read_rows(text: str) -> Iterator[Row]:
    """The rows of all tables of the text, in order. Code is none."""
    return (part for part in _parts(text.split("\n")) if isinstance(part, Row))


def spelled_rows(text: str) -> frozenset[str]:
    """The rows of the text's tables as `spell_out_tables` spells them, without the sign of the list."""
    return frozenset(row.text for row in read_rows(text)) if "|" in text else frozenset()


def _spell_lines(lines: Sequence[str]) -> Iterator[str]:
    return (f"- {part.text}" if isinstance(part, Row) else part for part in _parts(lines))


def _parts(lines: Sequence[str]) -> Iterator[str | Row]:
    """The lines of the text, with each row of a table as a Row; without the header and the line below it."""
    fence, at = "", 0
    while at < len(lines):
        line = lines[at]
        found = FENCE.match(line)
        if found:
            fence = "" if fence and found[1].startswith(fence) else fence or found[1]
        if not fence and "|" in line and at + 1 < len(lines) and is_delimiter(lines[at + 1]):
            names, at = split_cells(line), at + 2
            while at < len(lines) and "|" in lines[at]:
                cells = split_cells(lines[at])
                spelled = spell_row(names, cells)
                if spelled:
                    yield Row(next(filter(None, cells)), spelled)
                at += 1
        else:
            yield line
            at += 1
