"""HTML tables as plain grids: a cell in every place, and one header row where the table has one."""

from collections.abc import Iterator
from copy import deepcopy

from lxml.html import HtmlElement, builder

_MOST_SPAN = 200  # columns or rows that one cell may cover
_MOST_CELLS = 200_000  # of one table
_BLOCKS = "descendant::table | descendant::h1 | descendant::h2 | descendant::h3 | descendant::h4 | descendant::pre"
_PARTS = ("thead", "tbody", "tfoot", "tr", "td", "th", "caption", "colgroup", "col")


def straighten_tables(root: HtmlElement) -> None:
    """Expands cells that cover several places, so that no value slips under another header, and marks the header row.

    A table that only arranges a page becomes ordinary blocks."""
    for table in list(root.iter("table")):
        if table.get("role") in ("presentation", "none") or table.xpath(_BLOCKS) or _count_columns(table) < 2:
            _unfold(table)
    for table in list(root.iter("table")):
        _straighten(table)


def _unfold(table: HtmlElement) -> None:
    parts = [one for one in table.iterdescendants(*_PARTS) if next(one.iterancestors("table"), None) is table]
    for part in (table, *parts):
        part.tag = "div"


def _rows(table: HtmlElement) -> list[HtmlElement]:
    return [row for row in table.iter("tr") if next(row.iterancestors("table"), None) is table]


def _count_columns(table: HtmlElement) -> int:
    return max((sum(_span(cell, "colspan") for cell in row.iterchildren("td", "th")) for row in _rows(table)), default=0)


def _span(cell: HtmlElement, name: str) -> int:
    value = cell.get(name, "1").strip()
    return min(max(int(value), 1), _MOST_SPAN) if value.isdecimal() and len(value) < 6 else 1


def _straighten(table: HtmlElement) -> None:
    rows = [row for row in _rows(table) if len(row)]
    grid = list(_expand(rows))
    if not grid:
        _unfold(table)
        return
    headers = _count_header_rows(rows, grid)
    caption = next(table.iterchildren("caption"), None)
    if caption is not None:
        caption.drop_tree()
        caption.tag = "p"
        table.addprevious(caption)
    for part in list(table):
        table.remove(part)
    if headers:
        names = [" ".join(dict.fromkeys(filter(None, (_plain(row[at]) for row in grid[:headers])))) for at in range(len(grid[0]))]
        table.append(builder.THEAD(builder.TR(*(builder.TH(name) for name in names))))
    body = builder.TBODY()
    for row in grid[headers:]:
        body.append(builder.TR(*(_cell(each) for each in row)))
    table.append(body)


def _expand(rows: list[HtmlElement]) -> Iterator[list[HtmlElement]]:
    """The cells of each row, all rows of one length; a cell that covers several places stands in each of them."""
    open_cells: dict[int, tuple[HtmlElement, int]] = {}  # column: (cell, rows it still covers)
    grid: list[list[HtmlElement]] = []
    cells_left = _MOST_CELLS
    for row in rows:
        line: list[HtmlElement] = []
        waiting = list(row.iterchildren("td", "th"))[::-1]
        while waiting or len(line) in open_cells:
            column = len(line)
            if column in open_cells:
                cell, left = open_cells.pop(column)
                if left > 1:
                    open_cells[column] = (cell, left - 1)
                line.append(cell)
                continue
            cell = waiting.pop()
            for offset in range(_span(cell, "colspan")):
                if _span(cell, "rowspan") > 1:
                    open_cells[column + offset] = (cell, _span(cell, "rowspan") - 1)
                line.append(cell)
        cells_left -= len(line)
        if cells_left < 0:
            break
        grid.append(line)
    width = max((len(line) for line in grid), default=0)
    for line in grid:
        yield line + [builder.TD() for _ in range(width - len(line))]


def _count_header_rows(rows: list[HtmlElement], grid: list[list[HtmlElement]]) -> int:
    """Rows in a thead or of header cells only; else the first row if it looks like names and not like values."""
    said = 0
    for row, cells in zip(rows, grid, strict=False):
        if row.getparent().tag != "thead" and not all(cell.tag == "th" for cell in cells):
            break
        said += 1
    if said:
        return min(said, 3)
    return int(len(grid) > 1 and _is_header([_plain(cell) for cell in grid[0]], [[_plain(cell) for cell in row] for row in grid[1:6]]))


def _is_header(first: list[str], others: list[list[str]]) -> bool:
    """Names are all there, short, different from each other, without digits, and do not come again below."""
    if not all(0 < len(name) <= 60 and not any(sign.isdigit() for sign in name) for name in first[1:]) or len(set(first)) < len(first):
        return False
    return not any(name and name == row[at] for row in others for at, name in enumerate(first))


def _plain(cell: HtmlElement) -> str:
    return " ".join(cell.text_content().split())


def _cell(cell: HtmlElement) -> HtmlElement:
    """A copy, as a cell may stand in several places; what is not said in words of its own stays in one cell."""
    copy = builder.TD()
    copy.text = cell.text
    for child in cell:
        copy.append(deepcopy(child))
    return copy
