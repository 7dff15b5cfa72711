"""The outcome of a decision: reply, offer, suggestions and cards, as data."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from uuid import UUID

from orchestrator.domain.answering.documents.tables import spell_out_tables
from orchestrator.domain.answering.drafts import Draft
from orchestrator.domain.answering.passages import PassageHit, place_of
from orchestrator.domain.answering.sentences import shown_excerpt
from orchestrator.domain.escalation.expectation import Expectation
from orchestrator.domain.matching.hits import CanonicalHit
from orchestrator.domain.payments.prices import OfferedPrice
from orchestrator.domain.routing.acting import Acted, Doing
from orchestrator.domain.routing.deciding.decision import EscalationReason
from orchestrator.domain.texts import first_sentence, shortened
from orchestrator.domain.trust.cards import Card

EXCERPT_CHARACTERS = 240


class SourceKind(StrEnum):
    """`document` stands for a passage of a document."""

    document = "document"
    canonical_answer = "canonical_answer"


@dataclass(frozen=True, slots=True)
class Signature:
    """The signature below an earlier answer: who gave it, and when."""

    by: str
    """The creator's name."""
    line: str
    """The last line of the reply, in the reply's language: name, date, and that it was answered before."""


@dataclass(frozen=True, slots=True)
class Source:
    """A passage or canonical answer that a reply stands on, or that may help the asker."""

    kind: SourceKind
    id: UUID
    """Id of the canonical answer or of the passage."""
    title: str
    excerpt: str
    answered_at: datetime | None = None
    document_id: UUID | None = None
    version: int | None = None
    """Version of the canonical answer; None for a passage."""
    signature: Signature | None = None
    """Set where the reply is this answer word for word."""
    quote: str = ""
    """What the reply quotes of this passage, as Markdown; '' where the reply is no quote."""


@dataclass(frozen=True, slots=True)
class SignedAnswer:
    """The parts of a reply that is an earlier answer word for word."""

    text: str
    """Markdown: the answer itself."""
    by: str
    """The creator's name."""
    answered_at: datetime
    """Aware."""
    line: str
    """The signature as it stands under the text, in the reply's language."""


def signed_answer(content: str, sources: Sequence[Source]) -> SignedAnswer | None:
    """The parts of a reply that is an earlier answer; None for any other reply."""
    for source in sources:
        signature = source.signature
        if signature and source.answered_at and content.endswith(signature.line):
            text = content.removesuffix(signature.line).rstrip()
            return SignedAnswer(text, signature.by, source.answered_at, signature.line)
    return None


@dataclass(frozen=True, slots=True)
class Quote:
    """What a reply quotes from one place of a document."""

    text: str
    """Markdown, beginning with the sentence that answers."""
    title: str
    """The document and its headings."""
    passages: tuple[UUID, ...]
    """The passages that it is quoted from."""


@dataclass(frozen=True, slots=True)
class QuotedReply:
    """The parts of a reply that quotes documents."""

    intro: str
    """The line above the quotes, in the reply's language."""
    quotes: tuple[Quote, ...]
    outro: str = ""
    """What stands below the quotes, as a sign-off; '' for nothing."""


def quoted_reply(content: str, sources: Sequence[Source]) -> QuotedReply | None:
    """The parts of a reply that is nothing but quotes; None for any other reply."""
    if not sources or not all(source.quote for source in sources):
        return None
    places = dict.fromkeys(source.title for source in sources)
    quotes = tuple(_quote([source for source in sources if source.title == place]) for place in places)
    return QuotedReply(content.partition("\n")[0], quotes, content.rpartition("\n>")[2].partition("\n")[2].strip())


def _quote(sources: Sequence[Source]) -> Quote:
    return Quote("\n\n".join(source.quote for source in sources), sources[0].title, tuple(source.id for source in sources))


@dataclass(frozen=True, slots=True)
class Reply:
    """What the agent says."""

    content: str
    """Markdown."""
    sources: tuple[Source, ...] = ()
    choices: tuple[str, ...] = ()
    """The options of a clarifying question; each is a message that the asker can send.

    () where it is open or there is none.
    """
    subjects: tuple[str, ...] = ()
    """What a clarifying question asks about, one subject or more; () where it is open or there is none."""
    asked_about: tuple[UUID, ...] = ()
    """The stored answers behind `subjects`, in the same order; () where it asks about something else."""


SILENCE = Reply("")
"""The agent says nothing, and no message is stored."""


@dataclass(frozen=True, slots=True)
class Offer:
    """A pending escalation: the asker may accept it, and the creator does not see it before."""

    reason: EscalationReason
    expires_at: datetime
    """Aware, UTC."""
    expected: Expectation
    remaining_today: int
    """How many more questions the creator takes now, including this one, >= 0."""
    question: str = ""
    """What is offered, where it is only a part of the question; '' where it is the whole."""
    price: OfferedPrice | None = None
    """None where the agent has no prices."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What follows from one decision."""

    reply: Reply
    offer: Offer | None = None
    reused_answer_id: UUID | None = None
    suggestions: tuple[Source, ...] = ()
    """The nearest help, shown with an offer or a refusal; best first."""
    acted: Acted | None = None
    """What the message did as a reply to the agent; None for any other message."""
    answered: str = ""
    """Of a reply that answers a part: that part and what is missing, without the offer and the sign-off; '' for any other reply."""
    doing: Doing | None = None
    """What is to be done together with saving the reply."""
    cards: tuple[Card, ...] = ()
    """Cards for the creator: about an answer that was served, a match that was not, or an automatic answer."""


def answer_source(hit: CanonicalHit) -> Source:
    """The source that shows a canonical answer."""
    excerpt = _excerpt(hit.answer_content)
    return Source(SourceKind.canonical_answer, hit.id, _answer_title(hit), excerpt, hit.answered_at, version=hit.version)


def quoted_source(hit: CanonicalHit) -> tuple[Source, ...]:
    """The source that shows the passage which a canonical answer is quoted from; none where it was written."""
    place = hit.quoted_from
    if place is None:
        return ()
    title = place_of(place.title, place.heading)
    return (Source(SourceKind.document, place.passage_id, title, _excerpt(hit.answer_content), document_id=place.document_id),)


def passage_source(hit: PassageHit, quote: str = "", characters: int = EXCERPT_CHARACTERS) -> Source:
    """The source that shows a passage in at most so many characters, with its document and headings as the title; `quote` is
    what the reply quotes of it."""
    return Source(SourceKind.document, hit.id, hit.place, shown_excerpt(hit, characters), document_id=hit.document_id, quote=quote)


def draft_sources(draft: Draft) -> tuple[Source, ...]:
    """The sources of a reply that is this draft."""
    quotes = draft.quotes or ("",) * len(draft.passages)
    return tuple(passage_source(hit, quote) for hit, quote in zip(draft.passages, quotes, strict=True))


def _answer_title(hit: CanonicalHit) -> str:
    # Only the creator may see a question in an asker's words. Other askers see how the answer begins.
    return shortened(hit.shown_question, 90) or first_sentence(hit.answer_content, 90)


def _excerpt(text: str) -> str:
    return shortened(spell_out_tables(text), EXCERPT_CHARACTERS)
