"""Word documents: what is printed, and nothing that is hidden, deleted, or a remark of a reviewer."""

import io
import re
from collections.abc import Iterator
from typing import Any

from lxml import etree

from orchestrator.adapters.reading.office.xml_parts import Part, change_parts, read_part
from orchestrator.adapters.reading.pages.page import Page, read_page
from orchestrator.adapters.reading.pages.tree import parse_html

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_TEXT_PARTS = re.compile(r"word/(?:document\d*|footnotes|endnotes)\.xml")
_GONE = ("del", "moveFrom", "comment", "commentRangeStart", "commentRangeEnd", "commentReference", "annotationRef", "delText", "instrText")
_STYLES = "p[style-name='Title'] => h1.document-title:fresh\np[style-name='Subtitle'] => p:fresh"
_WHITE = "FFFFFF"
_TINY = 4  # half points; smaller text is no text for an eye


def read_word(data: bytes) -> tuple[Page, str]:
    """(the visible text, the paragraph with the style Title or ''). Raises anything for a broken file, and TooDeep."""
    import mammoth
    from markitdown.converter_utils.docx.pre_process import pre_process_docx

    hidden = _read_hidden_styles(read_part(data, "word/styles.xml"))
    shown = change_parts(data, lambda name: bool(_TEXT_PARTS.fullmatch(name)), lambda root: _remove_hidden(root, hidden))
    html = mammoth.convert_to_html(
        pre_process_docx(io.BytesIO(shown)),
        style_map=_STYLES,
        include_embedded_style_map=False,
        convert_image=mammoth.images.img_element(_without_data),
    ).value
    titles = parse_html(html).xpath("//h1[@class='document-title']")
    title = " ".join(" ".join(each.text_content() for each in titles[:1]).split())
    return read_page(html), title


def _without_data(image: Any) -> dict[str, str]:
    return {"src": ""}


def _read_hidden_styles(styles: Part | None) -> frozenset[str]:
    """The ids of the styles whose text is hidden, also by the style that they are based on."""
    if styles is None:
        return frozenset()
    said: dict[str, bool] = {}
    based: dict[str, str] = {}
    for style in styles.iter(f"{W}style"):
        name = style.get(f"{W}styleId", "")
        vanish = style.find(f"{W}rPr/{W}vanish")
        if vanish is not None:
            said[name] = _is_on(vanish)
        base = style.find(f"{W}basedOn")
        based[name] = base.get(f"{W}val", "") if base is not None else ""
    return frozenset(name for name in based if _inherits(name, said, based))


def _inherits(name: str, said: dict[str, bool], based: dict[str, str]) -> bool:
    for _ in range(30):  # Word allows no longer chain, and a broken file may have a circle
        if name in said:
            return said[name]
        name = based.get(name, "")
    return False


def _is_on(toggle: Part | None) -> bool:
    return toggle is not None and toggle.get(f"{W}val", "true").lower() not in ("0", "false", "off", "none")


def _remove_hidden(root: Part, hidden_styles: frozenset[str]) -> None:
    for element in list(_find_hidden(root, hidden_styles)):
        parent = element.getparent()
        if parent is not None:
            parent.remove(element)


def _find_hidden(root: Part, hidden_styles: frozenset[str]) -> Iterator[Part]:
    yield from root.iter(*(f"{W}{name}" for name in _GONE))
    for row in root.iter(f"{W}tr"):
        if _is_on(row.find(f"{W}trPr/{W}hidden")):
            yield row
    for block in root.iter(f"{W}sdt"):
        if _is_on(block.find(f"{W}sdtPr/{W}showingPlcHdr")):
            yield block
    for paragraph in root.iter(f"{W}p"):
        style = paragraph.find(f"{W}pPr/{W}pStyle")
        by_style = style is not None and style.get(f"{W}val", "") in hidden_styles
        for run in paragraph.iter(f"{W}r"):
            if _is_hidden(run, paragraph, by_style, hidden_styles):
                yield run


def _is_hidden(run: Part, paragraph: Part, by_style: bool, hidden_styles: frozenset[str]) -> bool:
    properties = run.find(f"{W}rPr")
    if properties is None:
        return by_style
    vanish = properties.find(f"{W}vanish")
    if vanish is not None:
        return _is_on(vanish)
    style = properties.find(f"{W}rStyle")
    if by_style or (style is not None and style.get(f"{W}val", "") in hidden_styles):
        return True
    size = properties.find(f"{W}sz")
    if size is not None and (value := size.get(f"{W}val", "")).isdecimal() and int(value) < _TINY:
        return True
    return _is_white_on_white(properties, paragraph)


def _is_white_on_white(properties: Part, paragraph: Part) -> bool:
    """White text that nothing is painted behind: no shade, no mark, no table, no text box."""
    colour = properties.find(f"{W}color")
    if colour is None or colour.get(f"{W}val", "").upper() != _WHITE:
        return False
    painted = properties.find(f"{W}shd") is not None or properties.find(f"{W}highlight") is not None
    return not (painted or paragraph.find(f"{W}pPr/{W}shd") is not None or next(_around(paragraph), None) is not None)


def _around(paragraph: Part) -> Iterator[Part]:
    return (one for one in paragraph.iterancestors() if isinstance(one.tag, str) and etree.QName(one).localname in ("tbl", "txbxContent"))
