"""Markdown for services that speak less of it: as plain text, and as Discord's kind of Markdown."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from markdown_it import MarkdownIt
from markdown_it.token import Token

_PARSER = MarkdownIt("commonmark", {"html": False}).enable("table")
_LONGEST = 4_096
"""Characters that are read as Markdown, in a time that grows with their square; a longer text, which no service here takes, stays as it is."""
_MENTION = re.compile(r"@(?=everyone|here)|<(?=[@#])")


def render_plain(markdown: str) -> str:
    """Without marks: `**bold**` as bold, a link as `text (address)`, a table as one line a row."""
    if len(markdown) > _LONGEST:
        return markdown
    writer = _Writer()
    for token in _PARSER.parse(markdown):
        writer.read(token)
    return "\n".join(writer.lines).strip("\n") or markdown


def render_discord(markdown: str, most: int) -> str:
    """The same text with what Discord does not show said otherwise: tables as aligned text, small headings in bold, pictures as links,
    and mentions that call nobody. Where that has more than `most` characters, the text as it is."""
    if len(markdown) > _LONGEST:
        return markdown
    lines = markdown.split("\n")
    # From the end, so that the numbers of earlier lines stay right.
    for block in reversed(list(_find_blocks(_PARSER.parse(markdown)))):
        lines[block.start : block.end] = block.render("\n".join(lines[block.start : block.end])).split("\n")
    told = _MENTION.sub(lambda found: found[0] + "\u200b", "\n".join(lines))
    return told if len(told) <= most else markdown


@dataclass(slots=True)
class _Writer:
    """Collects the lines of a plain text, token by token."""

    lines: list[str] = field(default_factory=list)
    prefixes: list[str] = field(default_factory=list)
    """What each line begins with, for each list and quote around it."""
    numbers: list[int | None] = field(default_factory=list)
    """The number of the next item of each list around; None for a list without numbers."""
    marker: str = ""
    """What the next line begins with, in place of the innermost prefix."""
    cells: list[str] = field(default_factory=list)

    def read(self, token: Token) -> None:
        match token.type:
            case "inline" if token.level > 0 and self.cells and self.cells[-1] == "":
                self.cells[-1] = _render_inline(token).replace("\n", " ")
            case "inline":
                self.write(_render_inline(token))
            case "fence" | "code_block":
                self.write(token.content.rstrip("\n"))
                self.end_block()
            case "hr":
                self.write("---")
                self.end_block()
            case "th_open" | "td_open":
                self.cells.append("")
            case "tr_close":
                self.write(" | ".join(cell.strip() for cell in self.cells))
                self.cells.clear()
            case "bullet_list_open":
                self.numbers.append(None)
            case "ordered_list_open":
                self.numbers.append(int(token.attrs.get("start", 1)))
            case "bullet_list_close" | "ordered_list_close":
                self.numbers.pop()
                if not self.numbers:
                    self.end_block()
            case "list_item_open":
                self.begin_item()
            case "blockquote_open":
                self.prefixes.append("> ")
            case "list_item_close" | "blockquote_close":
                if self.marker:
                    self.write("")
                self.prefixes.pop()
                if token.type == "blockquote_close":
                    self.end_block()
            case "heading_close" | "table_close":
                self.end_block()
            case "paragraph_close" if not token.hidden:
                self.end_block()
            case _:
                pass

    def begin_item(self) -> None:
        number = self.numbers[-1]
        self.marker = "- " if number is None else f"{number}. "
        self.numbers[-1] = None if number is None else number + 1
        self.prefixes.append(" " * len(self.marker))

    def write(self, text: str) -> None:
        for line in text.split("\n"):
            outer, inner = "".join(self.prefixes[:-1]), "".join(self.prefixes[-1:])
            self.lines.append((outer + (self.marker or inner) + line).rstrip())
            self.marker = ""

    def end_block(self) -> None:
        if self.lines and self.lines[-1]:
            self.lines.append("")


def _render_inline(token: Token) -> str:
    parts: list[str] = []
    links: list[tuple[int, str]] = []
    for child in token.children or ():
        match child.type:
            case "softbreak" | "hardbreak":
                parts.append("\n")
            case "link_open":
                links.append((len(parts), str(child.attrs.get("href", ""))))
            case "link_close":
                start, address = links.pop()
                parts[start:] = [_name_link("".join(parts[start:]), address)]
            case "image":
                parts.append(_name_link(child.content, str(child.attrs.get("src", ""))))
            case _:
                parts.append(child.content)
    return "".join(parts)


def _name_link(label: str, address: str) -> str:
    return address if label in ("", address) else label if address == f"mailto:{label}" else f"{label} ({address})"


@dataclass(frozen=True, slots=True)
class _Block:
    """Lines that Discord would not show as they are meant."""

    start: int
    end: int
    tokens: Sequence[Token]

    def render(self, source: str) -> str:
        opening, content = self.tokens[0], self.tokens[1] if len(self.tokens) > 1 else self.tokens[0]
        match opening.type:
            case "table_open":
                return _align(self.tokens)
            case "hr":
                return "⎯" * 12
            case "heading_open" if opening.tag in ("h1", "h2"):
                return f"{'#' * int(opening.tag[1])} {_on_one_line(content.content)}"
            case "heading_open":
                return f"**{_on_one_line(_render_inline(content))}**"
            case _:
                for child in content.children or ():
                    if child.type == "image":
                        source = source.replace(f"![{child.content}](", f"[{child.content}](", 1)
                return source


def _find_blocks(tokens: Sequence[Token]) -> Iterator[_Block]:
    for at, token in enumerate(tokens):
        if token.map is None or token.level > 1:
            continue
        start, end = token.map
        is_table, is_line = token.type == "table_open" and token.level == 0, token.type == "hr" and token.level == 0
        is_heading = token.type == "heading_open" and token.level == 0 and (token.tag >= "h4" or token.markup in ("=", "-"))
        if is_table:
            close = next(later for later in range(at, len(tokens)) if tokens[later].type == "table_close")
            yield _Block(start, end, tokens[at:close])
        elif is_line or is_heading:
            yield _Block(start, end, tokens[at : at + 2])
        elif (
            token.type == "inline"
            and tokens[at - 1].type == "paragraph_open"
            and any(child.type == "image" for child in token.children or ())
        ):
            yield _Block(start, end, [token])


def _on_one_line(text: str) -> str:
    return " ".join(text.split())


def _align(tokens: Sequence[Token]) -> str:
    """A table as preformatted text, each column as wide as its widest cell."""
    rows: list[list[str]] = []
    for token in tokens:
        if token.type == "tr_open":
            rows.append([])
        elif token.type == "inline":
            rows[-1].append(_on_one_line(_render_inline(token)).replace("`", "'"))
    widths = [max(len(row[column]) for row in rows) for column in range(len(rows[0]))]
    told = ["  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip() for row in rows]
    return "\n".join(["```", told[0], "  ".join("-" * width for width in widths), *told[1:], "```"])
