"""Passages that the search found near a message."""

from dataclasses import dataclass
from uuid import UUID

SENTENCE_SHARE = 0.6
"""Weight of the best sentence in `closeness`; the whole passage has the rest. Recall of the first passage on squad2,
split test: 0.705 for 0 and 0.812 for 0.6, without the words; shares from 0.5 to 0.9 are within a point of it."""


@dataclass(frozen=True, slots=True)
class NearSentence:
    """A sentence of a passage with its score for one message."""

    text: str
    """As `sentences.read_sentences` gives it."""
    cosine: float
    """Raw cosine similarity of message and sentence, in [-1, 1]."""


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
    sentences: tuple[NearSentence, ...] = ()
    """The nearest two, best first; () where its sentences were not embedded yet."""

    @property
    def best_sentence(self) -> float:
        """Cosine of the nearest sentence; without sentences, of the whole passage."""
        return self.sentences[0].cosine if self.sentences else self.cosine

    @property
    def second_sentence(self) -> float:
        """Cosine of the second nearest sentence; 0 where the passage has only one."""
        if not self.sentences:
            return self.cosine
        return self.sentences[1].cosine if len(self.sentences) > 1 else 0.0

    @property
    def cosines(self) -> tuple[float, float, float]:
        """Of the best sentence, the second best and the whole passage."""
        return self.best_sentence, self.second_sentence, self.cosine

    @property
    def closeness(self) -> float:
        """How near the passage is to the message, in [-1, 1]: its best sentence and the whole of it."""
        return SENTENCE_SHARE * self.best_sentence + (1.0 - SENTENCE_SHARE) * self.cosine

    @property
    def place(self) -> str:
        """Where the passage stands, for people: the document's title and the headings, outermost first."""
        return place_of(self.title, self.heading)

    @property
    def names(self) -> tuple[str, ...]:
        """The document's title and the headings, outermost first. A heading that says the same as what is above it is left
        out: the first heading of most documents is their title."""
        return _names(self.title, self.heading)


def place_of(title: str, heading: str) -> str:
    """As `PassageHit.place`, of a document's title and the headings above a passage."""
    return " › ".join(_names(title, heading))


def _names(title: str, heading: str) -> tuple[str, ...]:
    names = [title]
    for each in heading.split(" > ") if heading else ():
        if not _says_the_same(each, names[-1]):
            names.append(each)
    return tuple(names)


def _says_the_same(heading: str, name: str) -> bool:
    """Compares words only; a title may have been cut, which its last sign says."""
    left, right = (" ".join(text.casefold().split()).strip(" .:!?") for text in (heading, name))
    return left == right or (right.endswith("…") and left.startswith(right[:-1].rstrip()))
