"""The main text of a web page, by the library `trafilatura`, and the links on it."""

from itertools import islice

import trafilatura
from lxml.html import HtmlElement

from orchestrator.adapters.reading.decoding import clean
from orchestrator.adapters.reading.pages.page import read_headline, read_title
from orchestrator.adapters.reading.pages.tree import decode_html, parse_html
from orchestrator.adapters.reading.pages.visible import remove_unseen
from orchestrator.adapters.reading.sources.robots import keep_allowed
from orchestrator.adapters.reading.texts.template_comments import remove_template_comments
from orchestrator.domain.sources.addresses import is_same_host, join, may_be_page
from orchestrator.ports.sources import ReadPage

MOST_LINKS = 500


def read_web_page(address: str, data: bytes, robots: str) -> ReadPage:
    """Only what a reader sees is text: hidden elements are removed first. Raises TooDeep."""
    root = parse_html(remove_template_comments(clean(decode_html(data))))
    title, links = read_title(root), _read_links(root, address, robots)
    remove_unseen(root)
    headline = read_headline(root)
    text = trafilatura.extract(
        root, url=address, output_format="markdown", include_comments=False, include_tables=True, include_links=False, include_images=False
    )
    return ReadPage(clean(headline or title), clean(text or "").strip(), links)


def _read_links(root: HtmlElement, address: str, robots: str) -> tuple[str, ...]:
    base = next((str(each) for each in root.xpath("//base/@href")[:1]), "")
    start = (join(address, base) if base else None) or address
    found = dict.fromkeys(
        one
        for link in root.iter("a")
        if "nofollow" not in (link.get("rel") or "").lower()
        and (one := join(start, link.get("href") or ""))
        and one != address
        and is_same_host(one, address)
        and may_be_page(one)
    )
    return tuple(islice(keep_allowed(islice(found, 5 * MOST_LINKS), robots), MOST_LINKS))
