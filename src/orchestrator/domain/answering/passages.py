"""Passages that the search found near a message."""

from dataclasses import dataclass
from uuid import UUID


@dataclass(frozen=True, slots=True)
class PassageHit:
    """A passage with its scores for one message."""

    id: UUID
    document_id: UUID
    title: str
    """Of the document."""
    heading: str
    """The headings above the passage, outermost first, joined with ' > '; '' where there are none."""
    content: str
    cosine: float
    """Raw cosine similarity of message and passage, in [-1, 1]."""
    text_rank: float = 0.0
    """PostgreSQL's ts_rank_cd of the passage for the message's words, >= 0; 0 where no word matches."""
    position: int = -1
    """Position among the document's passages, from 0; -1 where it is not known."""

    @property
    def place(self) -> str:
        """Where the passage stands, for people: the document's title and the headings, outermost first."""
        return " › ".join(self.names)

    @property
    def names(self) -> tuple[str, ...]:
        """The document's title and the headings, outermost first. A heading that says the same as what is above it is left
        out: the first heading of most documents is their title."""
        names = [self.title]
        for heading in self.heading.split(" > ") if self.heading else ():
            if not _says_the_same(heading, names[-1]):
                names.append(heading)
        return tuple(names)


def _says_the_same(heading: str, name: str) -> bool:
    """Compares words only; a title may have been cut, which its last sign says."""
    left, right = (" ".join(text.casefold().split()).strip(" .:!?") for text in (heading, name))
    return left == right or (right.endswith("…") and left.startswith(right[:-1].rstrip()))
