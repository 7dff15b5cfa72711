"""What follows from a decision: reply, offer, suggestions and cards, as data."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from uuid import UUID

from orchestrator.domain.answering.passages import PassageHit
from orchestrator.domain.matching.hits import CanonicalHit
from orchestrator.domain.routing.decide import EscalationReason
from orchestrator.domain.texts import first_sentence
from orchestrator.domain.trust.cards import Card

EXCERPT_CHARACTERS = 240


class SourceKind(StrEnum):
    document = "document"
    canonical_answer = "canonical_answer"


@dataclass(frozen=True, slots=True)
class Signature:
    """Under an earlier answer: who gave it, and the line that says so."""

    by: str
    """The creator's name."""
    line: str
    """The last line of the reply, in the reply's language: name, date, and that it was answered before."""


@dataclass(frozen=True, slots=True)
class Source:
    """Something of the creator's that a reply stands on or that may help."""

    kind: SourceKind
    id: UUID
    """The canonical answer, or the passage."""
    title: str
    excerpt: str
    answered_at: datetime | None = None
    document_id: UUID | None = None
    version: int | None = None
    """Of the canonical answer that was quoted."""
    signature: Signature | None = None
    """Set where the reply is this answer, word for word."""


@dataclass(frozen=True, slots=True)
class SignedAnswer:
    """A reply that is an earlier answer, word for word, in its parts."""

    text: str
    """Markdown: the answer itself."""
    by: str
    """The creator's name."""
    answered_at: datetime
    """Aware."""
    line: str
    """The signature as it stands under the text, in the reply's language."""


def signed_answer(content: str, sources: Sequence[Source]) -> SignedAnswer | None:
    """The parts of a reply; None where it is no earlier answer."""
    for source in sources:
        signature = source.signature
        if signature and source.answered_at and content.endswith(signature.line):
            text = content.removesuffix(signature.line).rstrip()
            return SignedAnswer(text, signature.by, source.answered_at, signature.line)
    return None


@dataclass(frozen=True, slots=True)
class Reply:
    content: str
    """Markdown."""
    sources: tuple[Source, ...] = ()
    choices: tuple[str, ...] = ()
    """What a question back lets the asker choose between; each is a message that answers it. () where it is open."""


SILENCE = Reply("")
"""Nothing is said, and no message is stored."""


@dataclass(frozen=True, slots=True)
class Offer:
    """A pending escalation: it waits for the asker, not yet for the creator."""

    reason: EscalationReason
    expires_at: datetime
    expected_response_hours: float
    remaining_today: int
    """Questions this creator still takes now, this one included."""


@dataclass(frozen=True, slots=True)
class Outcome:
    reply: Reply
    offer: Offer | None = None
    reused_answer_id: UUID | None = None
    suggestions: tuple[Source, ...] = ()
    cards: tuple[Card, ...] = ()
    """What the creator is asked: about a reuse, one that was not made, or an automatic answer."""


def answer_source(hit: CanonicalHit) -> Source:
    excerpt = _excerpt(hit.answer_content)
    return Source(SourceKind.canonical_answer, hit.id, _answer_title(hit), excerpt, hit.answered_at, version=hit.version)


def passage_source(hit: PassageHit) -> Source:
    title = hit.title if not hit.heading else f"{hit.title} › {hit.heading.replace(' > ', ' › ')}"
    return Source(SourceKind.document, hit.id, title, _excerpt(hit.content), document_id=hit.document_id)


def _answer_title(hit: CanonicalHit) -> str:
    # The pattern may carry an asker's words, so it is the creator's alone; an asker sees the answer's own first words.
    return first_sentence(hit.answer_content, 90)


def _excerpt(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= EXCERPT_CHARACTERS else line[: EXCERPT_CHARACTERS - 1].rsplit(" ", 1)[0] + "…"
