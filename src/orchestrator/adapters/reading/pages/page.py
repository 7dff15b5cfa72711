"""A page's visible text as Markdown, and its title."""

from dataclasses import dataclass

from lxml.html import HtmlElement

from orchestrator.adapters.reading.decoding import clean
from orchestrator.adapters.reading.pages.grids import straighten_tables
from orchestrator.adapters.reading.pages.rendering import render_markdown
from orchestrator.adapters.reading.pages.tree import parse_html
from orchestrator.adapters.reading.pages.visible import remove_unseen


@dataclass(frozen=True, slots=True)
class Page:
    """What a reader sees of a page."""

    markdown: str
    title: str
    """Of the page's head: og:title, else title; '' where there is none."""
    headline: str
    """The visible title: what is marked as such, else the h1 if there is exactly one; else ''."""


def read_page(html: str) -> Page:
    """Raises TooDeep."""
    root = parse_html(html)
    title = read_title(root)
    remove_unseen(root)
    straighten_tables(root)
    headline = read_headline(root)
    return Page(clean(render_markdown(root)), clean(title), clean(headline))


def read_headline(root: HtmlElement) -> str:
    """The visible title, as in `Page`. Word processors export the style Title as a paragraph of that class; it becomes a heading."""
    for titled in root.xpath("//p[@class='title' or contains(@class, 'MsoTitle')] | //h1[@class='title']")[:1]:
        titled.tag = "h1"
        return _plain(titled)
    headlines = [_plain(one) for one in root.iter("h1") if _plain(one)]
    return headlines[0] if len(headlines) == 1 else ""


def read_title(root: HtmlElement) -> str:
    """The title of the page's head, as in `Page`; before what is not seen is removed."""
    shared = root.xpath("string(//head/meta[@property='og:title' or @name='og:title'][1]/@content)")
    return " ".join((shared or root.xpath("string(//title[not(ancestor::*[local-name()='svg'])])")).split())


def _plain(element: HtmlElement) -> str:
    return " ".join(element.text_content().split())
