"""What a converter makes of a file."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Converted:
    """The visible text of a file as Markdown."""

    markdown: str
    title: str = ""
    """The name that its author gave to the document in a place made for it: front matter, the style Title, an e-book's metadata."""
    page_title: str = ""
    """A title that may be of the site, the template or the program as well: of a page's head or an office file's metadata."""
    warning: str = ""
    """A sentence for the creator on what could not be read, or ''."""
    empty_reason: str = ""
    """Why there is no text, where the converter knows; completes 'has no text: …'."""
