"""Sitemaps and indexes of sitemaps, as sitemaps.org defines them; also plain lists of addresses."""

from collections.abc import Iterable, Iterator
from itertools import islice

from lxml import etree

from orchestrator.adapters.reading.decoding import decode
from orchestrator.adapters.reading.sources.robots import keep_allowed
from orchestrator.domain.sources.addresses import is_same_host, join, may_be_page
from orchestrator.ports.sources import ReadSitemap

MOST_PAGES, MOST_SITEMAPS = 5_000, 50
"""Of one sitemap."""


def read_sitemap(address: str, data: bytes, robots: str) -> ReadSitemap:
    """Of the same host alone. A broken sitemap gives what stands before its fault; what is none gives nothing."""
    if not data.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"<"):
        lines = (line for line in decode(data).split("\n") if line.strip().startswith("http"))
        return ReadSitemap(tuple(islice(keep_allowed(_own(address, lines), robots), MOST_PAGES)))
    parser = etree.XMLParser(resolve_entities=False, no_network=True, recover=True, load_dtd=False)
    root = etree.fromstring(data.lstrip(), parser)
    kind = _local(root)
    found = [each.text or "" for each in root.iter() if _local(each) == "loc"] if root is not None else []
    if kind == "sitemapindex":
        return ReadSitemap((), tuple(islice(_own(address, found, pages=False), MOST_SITEMAPS)))
    if kind != "urlset":
        return ReadSitemap()
    return ReadSitemap(tuple(islice(keep_allowed(_own(address, found), robots), MOST_PAGES)))


def _own(address: str, found: Iterable[str], pages: bool = True) -> Iterator[str]:
    seen = set[str]()
    for each in found:
        one = join(address, each)
        if one and one not in seen and is_same_host(one, address) and (may_be_page(one) or not pages):
            seen.add(one)
            yield one


def _local(element: etree._Element | None) -> str:
    return etree.QName(element).localname if element is not None and isinstance(element.tag, str) else ""
