"""Presentations: the slides that are shown. Hidden slides and shapes and the speaker's notes are for the speaker alone."""

import io
import re
from collections.abc import Iterator
from typing import Any

_SLIDE_MARK = re.compile(r"<!-- Slide number: \d+ -->\n?")


def read_slides(data: bytes) -> tuple[str, str]:
    """(Markdown, a note for the creator on slides without text, or ''). Raises anything for a broken file."""
    import pptx
    from markitdown import StreamInfo
    from markitdown.converters import PptxConverter

    deck = pptx.Presentation(io.BytesIO(data))
    _remove_hidden_slides(deck)
    empty = 0
    for slide in deck.slides:
        for relation, part in list(slide.part.rels.items()):
            if part.reltype.endswith("/notesSlide"):
                slide.part.drop_rel(relation)
        for shape in list(_hidden_shapes(slide)):
            shape.getparent().remove(shape)
        empty += not any(_has_text(shape) for shape in slide.shapes)
    shown = io.BytesIO()
    deck.save(shown)
    shown.seek(0)
    converter = PptxConverter()  # type: ignore[no-untyped-call]  # the library has no types here
    markdown = converter.convert(shown, StreamInfo(extension=".pptx")).markdown
    total = len(deck.slides)
    note = f"{empty} of {total} slides have no text." if empty and total > 1 else ""
    return _SLIDE_MARK.sub("", markdown), note


def _remove_hidden_slides(deck: Any) -> None:
    slides = deck.slides._sldIdLst
    for slide, entry in zip(list(deck.slides), list(slides), strict=True):
        if slide._element.get("show", "1") in ("0", "false"):
            deck.part.drop_rel(entry.rId)
            slides.remove(entry)


def _hidden_shapes(slide: Any) -> Iterator[Any]:
    for properties in slide._element.iter("{http://schemas.openxmlformats.org/presentationml/2006/main}cNvPr"):
        if properties.get("hidden", "0") in ("1", "true"):
            yield properties.getparent().getparent()


def _has_text(shape: Any) -> bool:
    if shape.has_text_frame:
        return bool(shape.text_frame.text.strip())
    return bool(getattr(shape, "has_table", False) or getattr(shape, "has_chart", False) or hasattr(shape, "shapes"))
