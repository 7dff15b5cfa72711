"""Writing a cleaned page as Markdown."""

import re
from typing import Any

from lxml.html import HtmlElement, tostring
from markdownify import ATX, MarkdownConverter

_LANGUAGE = re.compile(r"(?:^|\s)(?:language|lang|highlight-source|highlight|brush:)-?\s*([\w+#-]{1,30})")
_FOLLOWED = ("http", "https", "mailto", "tel", "file", "")
_LINE_SPACE = re.compile(r"[ \t]+\n")


def render_markdown(root: HtmlElement) -> str:
    """The body as Markdown. Titles of links and pictures, which show only under a pointer, are left out."""
    body = root.find("body")
    if body is None:
        return ""
    for term in body.iter("dt", "summary"):
        term.tag = "p" if term.xpath("h1|h2|h3|h4|h5|h6") == [] else "div"
        if term.tag == "p" and not term.xpath("strong|b"):
            _embolden(term)
    for block in body.iter("dd", "dl", "details", "figcaption", "legend", "address", "dialog"):
        block.tag = "div"
    for element in body.iter("a", "img"):
        element.attrib.pop("title", None)
    text = _Writer(
        heading_style=ATX, bullets="*", escape_underscores=False, code_language_callback=_read_language, bs4_options="lxml"
    ).convert(tostring(body, encoding="unicode"))
    return _LINE_SPACE.sub(lambda match: "  \n" if match[0].startswith("  ") else "\n", text)


def _embolden(term: HtmlElement) -> None:
    """Marks a term or a summary as the name of what follows."""
    strong = term.makeelement("strong")
    strong.text, term.text = term.text, None
    for child in list(term):
        strong.append(child)
    term.insert(0, strong)


def _read_language(pre: Any) -> str:
    """The language of a code block, from the class of the block or of the code in it."""
    classes = [*pre.get("class", []), *(name for code in pre.find_all("code", limit=1) for name in code.get("class", []))]
    found = _LANGUAGE.search(" ".join(classes))
    return found[1] if found and found[1] not in ("default", "none", "highlight") else ""


class _Writer(MarkdownConverter):
    """The library's writer, with cells whose signs cannot break their table."""

    def convert_td(self, el: Any, text: str, parent_tags: Any) -> str:
        return self._cell(text)

    def convert_th(self, el: Any, text: str, parent_tags: Any) -> str:
        return self._cell(text)

    def convert_a(self, el: Any, text: str, parent_tags: Any) -> str:
        href = el.get("href") or ""
        scheme = href.partition(":")[0].strip().lower() if ":" in href.partition("/")[0] else ""
        if scheme not in _FOLLOWED or href.startswith("#"):
            return text
        return str(super().convert_a(el, text, parent_tags))  # type: ignore[misc]  # its converters are not in the library's types

    def convert_u(self, el: Any, text: str, parent_tags: Any) -> str:
        return text

    def _cell(self, text: str) -> str:
        line = " ".join(text.split())
        return " " + re.sub(r"(?<!\\)\|", r"\\|", line) + " |"
