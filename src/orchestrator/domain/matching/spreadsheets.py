"""Texts of strangers in the cells of a spreadsheet: none may be taken for a formula."""

FORMULA_SIGNS = frozenset("=+-@\t\r\n＝＋－＠")  # the full-width signs are meant
"""A cell that begins with one of these may be taken for a formula (OWASP, "CSV Injection")."""
QUOTE = "'"


def write_cell(text: str) -> str:
    """The text as a cell: one that would be a formula begins with a single quote, so that it is shown as text."""
    return QUOTE + text if text[:1] in FORMULA_SIGNS or _is_quoted(text) else text


def read_cell(cell: str) -> str:
    """The text of a cell that `write_cell` wrote; any other cell as it is."""
    return cell[1:] if _is_quoted(cell) else cell


def _is_quoted(text: str) -> bool:
    return text.startswith(QUOTE) and len(text) > 1 and (text[1] in FORMULA_SIGNS or text[1] == QUOTE)
