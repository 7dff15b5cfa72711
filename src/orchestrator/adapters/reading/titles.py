"""Choosing a document's title among what its author wrote, its headings, its metadata and the name of its file."""

import re
from collections.abc import Sequence
from pathlib import PurePosixPath

from orchestrator.adapters.reading.converted import Converted
from orchestrator.adapters.reading.passages import Heading, read_headings

_LONGEST = 200  # characters
_NO_TITLE = re.compile(
    r"\W*|\(?(?:anonymous|unspecified|unknown|none|null|no title|title)\)?|untitled.*|unbenannt.*|sans titre.*|sin título.*|senza titolo.*"
    r"|(?:word |pdf |new |neues )?(?:document|dokument|documento|presentation|präsentation|presentación|présentation|slide|layout|scan)[ _-]?\d*"
    r"|microsoft (?:word|powerpoint|excel).*|powerpoint[- ]präsentation|powerpoint presentation|scanned (?:document|image).*|print.?job.*|full page photo"
    r"|.*\.(?:docx?|dotx?|rtf|odt|pptx?|xlsx?|pdf|indd|qxd|tex|dvi|ps|html?|txt|md|pages|key|pub|pmd|cdr|ai)",
    re.IGNORECASE | re.DOTALL,
)
"""What programs write where nobody gave a title: placeholders, and names of files."""


def choose_title(name: str, converted: Converted, text: str) -> str:
    """In this order: the author's own title, the only h1, the title of the page's head or the metadata, another heading that
    stands for the whole text, the file's name."""
    page_title = "" if is_placeholder(converted.page_title) else converted.page_title
    headings = read_headings(text)
    candidates = (
        converted.title,
        _read_main_heading(headings, most_rank=1),
        page_title,
        _read_main_heading(headings),
        _read_first_h1(headings),
    )
    title = next((found for each in candidates if (found := " ".join(each.split()))), title_from_name(name))
    return title if len(title) <= _LONGEST else title[: _LONGEST - 1].rstrip() + "…"


def is_placeholder(title: str) -> bool:
    """Whether a program wrote it where nobody gave a title."""
    return _NO_TITLE.fullmatch(" ".join(title[:300].split())) is not None


def title_from_name(name: str) -> str:
    """The words of the file's name, without its ending."""
    stem = re.sub(r"[\s_-]+", " ", PurePosixPath(name).stem).strip()
    return stem[:1].upper() + stem[1:] or name


def _read_main_heading(headings: Sequence[Heading], most_rank: int = 6) -> str:
    """The first heading, if no other is of its rank or above it: the first of several like it names a part only."""
    if not headings or headings[0].rank > most_rank or any(each.rank <= headings[0].rank for each in headings[1:]):
        return ""
    return headings[0].text


def _read_first_h1(headings: Sequence[Heading]) -> str:
    """A first line that is an h1: many write the title and the parts alike."""
    return headings[0].text if headings and headings[0].rank == 1 and headings[0].is_at_top else ""
