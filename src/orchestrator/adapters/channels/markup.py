"""Markdown in the notations of services: one walk over the tokens of a Markdown parser, with a small `Notation` for each service.

A text that would take long to parse, or nests too deeply, is not rendered; the caller then sends it as it was written.
"""

from collections.abc import Sequence
from typing import Protocol

from markdown_it import MarkdownIt
from markdown_it.token import Token
from markdown_it.tree import SyntaxTreeNode

MAX_CHARACTERS = 8_000
MAX_DEPTH = 40
"""Of formats inside each other; each takes some frames of the interpreter."""
# Of the signs that the parser's time grows with faster than their number; see `tests/channels/test_markup.py`.
MAX_BRACKETS = 120
MAX_MARKS = 400
MAX_LINES = 400
MAX_CELLS = 600
MAX_PADDED_CHARACTERS = 2_000
SCHEMES = ("https://", "http://", "mailto:")

# No HTML, and no definitions of links: they would vanish from the text.
_PARSER = MarkdownIt("commonmark", {"html": False, "maxNesting": 20}).enable(["table", "strikethrough"]).disable("reference")


class Notation(Protocol):
    """How one service writes formats. Texts come unescaped, and what is called `inner` is rendered already."""

    def escape(self, text: str) -> str: ...

    def strong(self, inner: str) -> str: ...

    def emphasis(self, inner: str) -> str: ...

    def struck(self, inner: str) -> str: ...

    def code(self, text: str) -> str: ...

    def block(self, text: str) -> str:
        """Preformatted lines."""
        ...

    def link(self, address: str, inner: str) -> str: ...

    def quote(self, inner: str) -> str: ...


def render(text: str, notation: Notation) -> list[str]:
    """The blocks of a Markdown text, to be joined by empty lines; none where the text is empty or not to be parsed."""
    if _is_costly(text):
        return []
    tokens = _PARSER.parse(text)
    if _depth(tokens) > MAX_DEPTH:
        return []
    blocks = (_block(node, notation) for node in SyntaxTreeNode(tokens).children)
    return [block for block in blocks if block.strip()]


def _is_costly(text: str) -> bool:
    lines = text.count("\n") + 1
    widest = max(line.count("|") for line in text.split("\n")) + 1
    return (
        len(text) > MAX_CHARACTERS
        or lines > MAX_LINES
        or (widest > 1 and widest * lines > MAX_CELLS)
        or sum(text.count(sign) for sign in "[]<(") > MAX_BRACKETS
        or sum(text.count(sign) for sign in "*_~`>&\\") > MAX_MARKS
    )


def _depth(tokens: Sequence[Token]) -> int:
    now = deepest = 0
    for token in tokens:
        now += token.nesting
        deepest = max(deepest, now + (_depth(token.children) if token.children else 0))
    return deepest


def _block(node: SyntaxTreeNode, notation: Notation) -> str:
    match node.type:
        case "inline":
            return _inline(node.children, notation)
        case "heading":
            return notation.strong(_blocks(node, notation, "\n"))
        case "blockquote":
            return notation.quote(_blocks(node, notation, "\n\n"))
        case "fence" | "code_block":
            return notation.block(node.content.rstrip("\n")) if node.content.strip() else ""
        case "bullet_list" | "ordered_list":
            return _list(node, notation)
        case "table":
            return notation.block(_table(node))
        case "hr":
            return "———"
        case _:
            return _blocks(node, notation, "\n")


def _blocks(node: SyntaxTreeNode, notation: Notation, between: str) -> str:
    return between.join(block for child in node.children if (block := _block(child, notation)).strip())


def _list(node: SyntaxTreeNode, notation: Notation) -> str:
    first = int(node.attrs.get("start", 1)) if node.type == "ordered_list" else None
    items = []
    for place, item in enumerate(node.children):
        sign = "•" if first is None else f"{first + place}."
        items.append(f"{sign} " + _blocks(item, notation, "\n").replace("\n", "\n  "))
    return "\n".join(items)


def _table(node: SyntaxTreeNode) -> str:
    rows = [[_plain(cell) for cell in row.children] for part in node.children for row in part.children]
    widths = [max(len(row[column]) for row in rows) for column in range(len(rows[0]))]
    if (sum(widths) + 3 * len(widths)) * len(rows) > MAX_PADDED_CHARACTERS:
        return "\n".join(" | ".join(row) for row in rows)
    lines = [" | ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip() for row in rows]
    return "\n".join([lines[0], "-+-".join("-" * width for width in widths), *lines[1:]])


def _plain(node: SyntaxTreeNode) -> str:
    if node.type in ("softbreak", "hardbreak"):
        return " "
    address = node.attrs.get("href") if node.type == "link" else None
    inner = "".join(_plain(child) for child in node.children) if node.children else node.content
    return f"{inner} ({address})" if address and address != inner else inner


def _inline(nodes: Sequence[SyntaxTreeNode], notation: Notation) -> str:
    return "".join(_span(node, notation) for node in nodes)


def _span(node: SyntaxTreeNode, notation: Notation) -> str:
    match node.type:
        case "softbreak" | "hardbreak":
            return "\n"
        case "strong":
            return notation.strong(_inline(node.children, notation))
        case "em":
            return notation.emphasis(_inline(node.children, notation))
        case "s":
            return notation.struck(_inline(node.children, notation))
        case "code_inline":
            return notation.code(node.content)
        case "link":
            return _link(str(node.attrs.get("href", "")), _inline(node.children, notation), notation)
        case "image":
            label = notation.escape("".join(_plain(child) for child in node.children))
            return _link(str(node.attrs.get("src", "")), label, notation)
        case _:
            return notation.escape(node.content)


def _link(address: str, inner: str, notation: Notation) -> str:
    if not inner.strip():
        inner = notation.escape(address)
    if address.lower().startswith(SCHEMES):
        return notation.link(address, inner)
    return f"{inner} ({notation.escape(address)})" if address else inner
