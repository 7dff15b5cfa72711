"""Parsing HTML into a tree of a depth that the rest of the program can walk."""

from bs4.dammit import EncodingDetector
from lxml import etree
from lxml.html import HtmlElement, HTMLParser, document_fromstring

from orchestrator.adapters.reading.decoding import decode

_DEEPEST = 100  # levels; the writer of Markdown calls itself once a level. Pages written by people have about 30
_PARSER_DEEPEST = 2_000  # levels; the parser leaves out what is nested deeper

_HEAD_TAGS = frozenset("title meta link style script base noscript template".split())


class TooDeep(Exception):
    """Elements are nested deeper than the parser follows, so that text would be lost."""


def decode_html(data: bytes) -> str:
    """Decodes by the charset that the page declares, else as any text."""
    declared = EncodingDetector.find_declared_encoding(data[:4096], is_html=True, search_entire_document=False)
    if declared and declared.lower().replace("_", "-") not in ("utf-8", "utf8", "utf-16", "unicode"):
        try:
            return data.decode(declared)
        except (LookupError, UnicodeDecodeError):
            pass
    return decode(data)


def parse_html(html: str) -> HtmlElement:
    """The tree of a page or of a part of one, without comments; an empty page has an empty body. Raises TooDeep."""
    parser = HTMLParser(huge_tree=True, encoding="utf-8", remove_comments=True, remove_pis=True)
    try:
        root = document_fromstring(html.encode("utf-8", "replace"), parser=parser, ensure_head_body=True)
    except (etree.ParserError, etree.XMLSyntaxError):
        root = document_fromstring(b"<html><body></body></html>", ensure_head_body=True)
    _move_out_of_head(root)
    _flatten(root)
    return root


def _move_out_of_head(root: HtmlElement) -> None:
    """The parser, which is older than `main` and `header`, leaves them in the head of a page that does not mark its body."""
    head, body = root.find("head"), root.find("body")
    if head is None or body is None:
        return
    first = next((at for at, one in enumerate(head) if one.tag not in _HEAD_TAGS), len(head))
    for at, element in enumerate(list(head)[first:]):
        body.insert(at, element)


def _flatten(root: HtmlElement) -> None:
    """Takes the tags of elements that are nested too deep away; their text stays."""
    depths = {root: 0}
    deep = []
    for element in root.iterdescendants():
        depth = depths[element] = depths[element.getparent()] + 1
        if depth >= _PARSER_DEEPEST:
            raise TooDeep
        if depth > _DEEPEST and isinstance(element.tag, str):
            deep.append(element)
    for element in reversed(deep):
        element.drop_tag()
