"""Markdown as its reader sees it: without comments, front matter and hidden HTML; HTML headings as headings."""

import re
from collections.abc import Sequence

from markdown_it import MarkdownIt
from markdown_it.token import Token

from orchestrator.adapters.reading.texts.front_matter import split_front_matter
from orchestrator.adapters.reading.texts.template_comments import remove_template_comments

_FULL = MarkdownIt("commonmark").enable(["table", "strikethrough"])
_MAYBE_HTML = re.compile(r"<[A-Za-z/!?]")
_MAYBE_DEFINITION = re.compile(r"(?m)^[ ]{0,3}\[[^\]\n]{1,200}\]:")
_PLACEHOLDER = re.compile(r"<([A-Za-z][\w.:-]*)>")
_MODULE_LINE = re.compile(
    r"(?m)^(?:import\s[^'\"`;]{1,500}\sfrom\s+['\"][^\n]*|import\s+['\"][^\n]*|export\s+(?:default|const|let|function)\s[^\n]*)$"
)
_NEW_TAGS = frozenset({"dialog", "template", "svg", "math", "picture", "search", "slot"})


def read_markdown(text: str, is_mdx: bool = False) -> tuple[str, str]:
    """(title of the front matter, the visible text below it). Raises TooDeep."""
    title, body = split_front_matter(text)
    return title, read_marked(_MODULE_LINE.sub("", remove_template_comments(body)) if is_mdx else remove_template_comments(body))


def read_marked(text: str) -> str:
    """The visible text of Markdown. A text without HTML and without link definitions stays word for word as it is."""
    if not _MAYBE_HTML.search(text) and not _MAYBE_DEFINITION.search(text):
        return text
    environment: dict[str, object] = {}
    tokens = _FULL.parse(text, environment)
    if not environment.get("references") and not any(_is_html(token) for token in tokens):
        return text
    from orchestrator.adapters.reading.pages.page import read_page  # slow to import, needed for some files only

    _keep_placeholders(tokens, text)
    return read_page(f"<body>{_FULL.renderer.render(tokens, _FULL.options, environment)}</body>").markdown


def _is_html(token: Token) -> bool:
    return token.type == "html_block" or any(child.type == "html_inline" for child in token.children or ())


def _keep_placeholders(tokens: Sequence[Token], text: str) -> None:
    """What a writer meant as text, as in `cd <folder>` or `List<String>`, is no tag: nothing closes it."""
    from lxml.html import defs

    tags = frozenset(defs.tags) | _NEW_TAGS
    for token in tokens:
        for child in token.children or ():
            named = _PLACEHOLDER.fullmatch(child.content) if child.type == "html_inline" else None
            if named and named[1].lower() not in tags and f"</{named[1]}" not in text:
                child.type = "text"
