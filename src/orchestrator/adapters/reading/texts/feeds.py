"""Exports of blogs: the published posts of an RSS file, as WordPress writes it, and of an Atom feed."""

from collections.abc import Iterator

from lxml import etree

from orchestrator.adapters.reading.decoding import clean
from orchestrator.adapters.reading.pages.page import read_page

_SHOWN_TYPES = frozenset({"", "post", "page"})


class NoFeed(Exception):
    """The XML is of another kind."""


def read_feed(data: bytes) -> tuple[str, str]:
    """(Markdown with a section for each published post, the blog's title). Drafts, private posts and posts with a
    password are left out, as are comments. Raises NoFeed, XMLSyntaxError, TooDeep."""
    root = etree.fromstring(data.lstrip(), etree.XMLParser(resolve_entities=False, no_network=True, recover=False))
    if _local(root) not in ("rss", "feed", "RDF"):
        raise NoFeed
    posts = [one for one in root.iter() if _local(one) in ("item", "entry")]
    title = next((_text(one) for one in root.iter() if _local(one) == "title" and _local(one.getparent()) in ("channel", "feed")), "")
    return "\n\n".join(section for post in posts for section in _render(post)), clean(title)


def _render(post: etree._Element) -> Iterator[str]:
    said: dict[str, str] = {}
    for field in post:
        name = _local(field)
        if name not in said or (name == "encoded" and "content" in etree.QName(field).namespace):
            said[name] = _text(field)
    if said.get("post_type", "") not in _SHOWN_TYPES or said.get("status", "publish") != "publish" or said.get("post_password"):
        return
    text = read_page(said.get("encoded") or said.get("content") or said.get("description") or said.get("summary") or "").markdown.strip()
    if text:
        yield f"## {clean(said.get('title', '')).strip() or 'Post'}\n\n{text}"


def _text(element: etree._Element) -> str:
    return "".join(map(str, element.itertext())).strip()


def _local(element: etree._Element | None) -> str:
    return etree.QName(element).localname if element is not None and isinstance(element.tag, str) else ""
