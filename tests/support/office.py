"""Files of office programs, built by code: valid by default, changed by the test that needs them."""

import io
import zipfile
from collections.abc import Callable
from typing import Any

import docx
import openpyxl
import pptx
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from reportlab.pdfgen.canvas import Canvas


def word(build: Callable[[docx.document.Document], object], title: str = "") -> bytes:
    """A Word document."""
    document = docx.Document()
    document.core_properties.title = title
    build(document)
    return _saved(document)


def add_word_xml(document: docx.document.Document, inner: str) -> None:
    """Adds a paragraph whose content is given as WordprocessingML."""
    document.element.body.insert(-1, parse_xml(f"<w:p {nsdecls('w')}>{inner}</w:p>"))


def slides(build: Callable[[Any], object]) -> bytes:
    """A presentation."""
    deck = pptx.Presentation()
    build(deck)
    return _saved(deck)


def add_slide(deck: Any, title: str, text: str = "") -> Any:
    """Adds a slide with a title and a box of text."""
    slide = deck.slides.add_slide(deck.slide_layouts[5])
    slide.shapes.title.text = title
    if text:
        slide.shapes.add_textbox(0, 0, 99, 99).text_frame.text = text
    return slide


def sheets(build: Callable[[Any], object]) -> bytes:
    """A spreadsheet."""
    book = openpyxl.Workbook()
    build(book)
    return _saved(book)


def zipped(members: dict[str, bytes]) -> bytes:
    """A zip archive."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in members.items():
            archive.writestr(name, data)
    return out.getvalue()


def book(*chapters: str, title: str = "Small Hives") -> bytes:
    """An e-book with one XHTML file a chapter."""
    items = "".join(f'<item id="c{n}" href="c{n}.xhtml" media-type="application/xhtml+xml"/>' for n in range(len(chapters)))
    spine = "".join(f'<itemref idref="c{n}"/>' for n in range(len(chapters)))
    package = (
        f'<package xmlns:dc="http://purl.org/dc/elements/1.1/"><metadata><dc:title>{title}</dc:title></metadata>'
        f"<manifest>{items}</manifest><spine>{spine}</spine></package>"
    )
    return zipped(
        {
            "mimetype": b"application/epub+zip",
            "META-INF/container.xml": b'<container><rootfiles><rootfile full-path="c.opf"/></rootfiles></container>',
            "c.opf": package.encode(),
            **{f"c{n}.xhtml": f"<html><body>{chapter}</body></html>".encode() for n, chapter in enumerate(chapters)},
        }
    )


def pdf(*pages: Callable[[Canvas], object], title: str = "") -> bytes:
    """A PDF; each function draws one page."""
    out = io.BytesIO()
    canvas = Canvas(out)
    canvas.setTitle(title)
    for draw in pages:
        draw(canvas)
        canvas.showPage()
    canvas.save()
    return out.getvalue()


def lines(*texts: str, top: float = 700.0, size: float = 11.0) -> Callable[[Canvas], object]:
    """Draws one line below the other."""

    def draw(canvas: Canvas) -> None:
        canvas.setFont("Helvetica", size)
        for row, text in enumerate(texts):
            canvas.drawString(72, top - row * size * 1.3, text)

    return draw


def together(*parts: Callable[[Canvas], object]) -> Callable[[Canvas], object]:
    """Draws several things on one page."""

    def draw(canvas: Canvas) -> None:
        for part in parts:
            part(canvas)

    return draw


def _saved(document: Any) -> bytes:
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()
