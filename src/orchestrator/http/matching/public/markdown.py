"""Markdown that somebody wrote, as HTML for everybody: no HTML of its own, no pictures, and links that lead to other sites as such."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from urllib.parse import urlsplit

from markdown_it import MarkdownIt
from markdown_it.common.utils import escapeHtml
from markdown_it.token import Token
from markupsafe import Markup

SCHEMES = ("http", "https", "mailto")
REL = "nofollow ugc noopener noreferrer"
TOP_HEADING = 3
"""The level of an answer's first headings: the page's own are above."""
MAX_PLAIN_CHARACTERS = 5_000


def _is_safe(url: str) -> bool:
    """Whether a link may be one: an address on another site, or of a mailbox; never one of this site, which would speak for it."""
    try:
        parts = urlsplit(url)
    except ValueError:
        return False
    return parts.scheme.lower() in SCHEMES and bool(parts.netloc or parts.scheme.lower() == "mailto")


def _describe_image(renderer: object, tokens: Sequence[Token], index: int, options: object, env: object) -> str:
    return escapeHtml(tokens[index].content)


def _make() -> MarkdownIt:
    made = MarkdownIt("commonmark", {"html": False, "breaks": True}).enable("table")
    # A picture would be fetched from another site, which would learn who reads: its description stands in its place.
    made.add_render_rule("image", _describe_image)
    made.validateLink = _is_safe  # type: ignore[method-assign]
    return made


_MARKDOWN = _make()


@dataclass(frozen=True, slots=True)
class Rendered:
    """A text in Markdown, twice."""

    html: Markup
    plain: str
    """The words alone, in one line: for search engines and previews. At most MAX_PLAIN_CHARACTERS."""


@lru_cache(maxsize=256)
def render_markdown(text: str) -> Rendered:
    """Takes a millisecond for an ordinary answer, and up to two seconds for 50,000 brackets: call it off the event loop."""
    tokens = _MARKDOWN.parse(text)
    for token in _all(tokens):
        if token.type == "link_open":
            token.attrSet("rel", REL)
        elif token.type == "table_open":
            # A wide table is scrolled in its own box, by keyboard as well.
            token.attrSet("tabindex", "0")
        elif token.type in ("heading_open", "heading_close"):
            token.tag = f"h{min(6, int(token.tag[1:]) + TOP_HEADING - 1)}"
    return Rendered(Markup(_MARKDOWN.renderer.render(tokens, _MARKDOWN.options, {})), _read_plain(tokens))


def _read_plain(tokens: Sequence[Token]) -> str:
    pieces, length = [], 0
    for token in _all(tokens):
        if token.type in ("text", "code_inline", "code_block", "fence"):
            pieces.append(token.content)
            length += len(token.content)
        elif token.type in ("softbreak", "hardbreak", "inline"):
            pieces.append(" ")
        if length > MAX_PLAIN_CHARACTERS:
            break
    return " ".join("".join(pieces).split())[:MAX_PLAIN_CHARACTERS]


def _all(tokens: Sequence[Token]) -> Iterator[Token]:
    for token in tokens:
        yield token
        yield from token.children or ()
