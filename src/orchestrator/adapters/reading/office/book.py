"""E-books: the chapters in their order, each read as a page."""

import io
import posixpath
import zipfile
from urllib.parse import unquote

from lxml import etree

from orchestrator.adapters.reading.office.xml_parts import Part, parse_part
from orchestrator.adapters.reading.pages.page import read_page
from orchestrator.adapters.reading.pages.tree import decode_html

_PAGES = ("application/xhtml+xml", "text/html")


def read_book(data: bytes) -> tuple[str, str]:
    """(Markdown, title of the metadata or ''). Raises anything for a broken file, and TooDeep."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        root_file = _first(parse_part(archive.read("META-INF/container.xml")), "rootfile", "full-path")
        package = parse_part(archive.read(root_file))
        folder = posixpath.dirname(root_file)
        items = {item.get("id"): item for item in _find(package, "item")}
        chapters = (items[ref.get("idref")] for ref in _find(package, "itemref") if ref.get("idref") in items)
        pages = [_read(archive, folder, chapter) for chapter in chapters if "nav" not in chapter.get("properties", "").split()]
    titles = ["".join(map(str, title.itertext())).strip() for title in _find(package, "title")]
    return "\n\n".join(page for page in pages if page), next(filter(None, titles), "")


def _read(archive: zipfile.ZipFile, folder: str, chapter: Part) -> str:
    if chapter.get("media-type", _PAGES[0]) not in _PAGES:
        return ""
    name = posixpath.normpath(posixpath.join(folder, unquote(chapter.get("href", ""))))
    return read_page(decode_html(archive.read(name))).markdown.strip()


def _find(root: Part, name: str) -> list[Part]:
    return [one for one in root.iter() if isinstance(one.tag, str) and etree.QName(one).localname == name]


def _first(root: Part, name: str, attribute: str) -> str:
    return str(next(iter(_find(root, name))).get(attribute, ""))
