"""Facts: everything that was loaded for one message, as plain frozen values. Nothing here decides."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from uuid import UUID

from orchestrator.domain.language import small_talk, stands_alone
from orchestrator.domain.moderation import NOT_ASKED, Moderated
from orchestrator.domain.paths import Path
from orchestrator.domain.policy import Layer, Tier
from orchestrator.domain.words import tokens


class Role(StrEnum):
    user = "user"
    agent = "agent"
    creator = "creator"


@dataclass(frozen=True, slots=True)
class Turn:
    role: Role
    content: str
    path: Path | None = None
    """The path that produced it, for the agent's turns."""
    question: str | None = None
    """For the agent's turns: what the message was understood to ask, a follow-up joined with what it follows."""
    sources: frozenset[UUID] = frozenset()
    """Canonical answers and chunks that this turn quoted."""
    layer: Layer = Layer.public
    """How private what it says is."""


@dataclass(frozen=True, slots=True)
class Whole:
    """All phrasings of one stored answer together, its pattern and its aliases, by their mean vector."""

    phrasings: int
    """How many, >= 1."""
    cosine: float
    """Inner product of the message and that mean, in [-1, 1]: the mean of their cosines."""
    common: float
    """Inner product of that mean and the bank's, in [-1, 1]."""
    spread: float
    """Its squared length, in [0, 1]: 1 where all phrasings say the same."""


@dataclass(frozen=True, slots=True)
class CanonicalHit:
    id: UUID
    question_pattern: str
    answer_content: str
    cosine: float
    """Raw cosine similarity of message and question pattern, in [-1, 1]."""
    answered_at: datetime
    expires_at: datetime | None = None
    version: int = 1
    times_right: int = 0
    """How often this version was called right, by its creator or an asker."""
    times_wrong: int = 0
    """How often wrong, or no answer to the question."""
    common: float = 0.0
    """Inner product of the question pattern and the bank's mean vector, in [-1, 1]."""
    whole: Whole | None = None
    """The answer's phrasings together; None where this is taken for the only one."""
    is_edited: bool = False
    """Whether the message is one of its phrasings but for a few words that may turn the answer; the second look tells."""
    counter: float = -1.0
    """Cosine of the message and the nearest message that the creator said this answer is not for; -1 where there is none."""


@dataclass(frozen=True, slots=True)
class Bank:
    """All answers within the asker's layer, as far as a single match is seen against them."""

    answers: int = 0
    """How many phrasings the mean is over, >= 0."""
    common: float = 0.0
    """Inner product of the message and their mean vector, in [-1, 1]."""
    spread: float = 0.0
    """Squared length of that mean, in [0, 1]: 1 where all say the same."""


@dataclass(frozen=True, slots=True)
class PassageHit:
    id: UUID
    document_id: UUID
    title: str
    heading: str
    content: str
    cosine: float
    """Raw cosine similarity of message and passage, in [-1, 1]."""
    text_rank: float = 0.0
    """PostgreSQL's ts_rank_cd of the passage for the message's words, >= 0; 0 where no word matched."""
    position: int = -1
    """Its place among the document's passages, from 0; -1 where it is not known."""


@dataclass(frozen=True, slots=True)
class Agent:
    """The avee that is asked, as far as a decision needs it."""

    id: UUID
    owner_id: UUID
    handle: str
    display_name: str
    creator_name: str
    persona: str = ""
    chat_model: str = ""
    """The creator's choice among the installation's chat models; '' for its usual one."""
    temperature: float = 0.3
    """How freely the chat model words its answers, in [0, 2]."""


@dataclass(frozen=True, slots=True)
class Asker:
    user_id: UUID
    tier: Tier = Tier.free
    layer: Layer = Layer.public
    """How far the creator lets this person in."""


@dataclass(frozen=True, slots=True)
class Usage:
    """How much of the creator's attention is taken, in rolling windows."""

    accepted_last_day: int = 0
    accepted_last_week: int = 0
    day_opens_at: datetime | None = None
    """When the last 24 hours hold fewer than the daily limit again; None where they do now."""
    week_opens_at: datetime | None = None
    median_response_hours: float | None = None
    """Over this creator's last answers, > 0; None until there is one."""


@dataclass(frozen=True, slots=True)
class Trust:
    """Where trust in this creator's stored answers stands, as far as one message needs it."""

    proven: float | None = None
    """From this score up it is proven that few enough are wrong, in [0, 1]; None where nothing is."""
    floor: float = 1.0
    """From this score up a match may be asked about, in [0, 1]."""
    voided: int = 0
    """How often answers that went wrong voided what had been proven."""
    cards_today: int = 0
    """In the last 24 hours, of both kinds."""
    matches_per_day: float = 0.0
    """Messages that may draw a card: matches from the floor up, and automatic answers. >= 0; 0 where it is not known."""
    documents_level: int = 0
    """How often what an automatic answer needs is moved half of the way to 1, see `automatic.needed_confidence`; >= 0."""


@dataclass(frozen=True, slots=True)
class Facts:
    text: str
    """The message as it was written; with those before it that are the same thought and were not answered yet."""
    question: str
    """What is searched and judged: the message, or a follow-up joined with what it follows."""
    agent: Agent
    asker: Asker
    now: datetime
    """Aware, UTC."""
    is_follow_up: bool = False
    turns: tuple[Turn, ...] = ()
    """The last turns before this message, oldest first."""
    canonical: tuple[CanonicalHit, ...] = ()
    """Within the asker's layer, best first; several of one id are phrasings of one answer."""
    bank: Bank = Bank()
    """What `canonical` was found in."""
    passages: tuple[PassageHit, ...] = ()
    """Within the asker's layer, best first as `retrieval.ranked` has them."""
    usage: Usage = Usage()
    trust: Trust = Trust()
    draw: float = 1.0
    """Chance itself: uniform in [0, 1), drawn for this message; 1 draws nothing."""
    creator_present: bool = False
    """The creator wrote in this conversation and did not hand it back to the agent."""
    unsafe: str | None = None
    """What the moderation model or the local rules object to; None where neither does."""
    moderated: Moderated = NOT_ASKED
    """What came of asking the moderation model, for the record."""


def _asks_nothing(question: str) -> bool:
    """Small talk, whoever it names at its end: 'hello Mara'."""
    return small_talk(question, frozenset(tokens(question)[-1:])) is not None


def understood(text: str, turns: tuple[Turn, ...], may_follow_up: bool) -> tuple[str, bool]:
    """What a message asks, and whether it was read as a follow-up.

    A message that may lean on an earlier one is joined with the question asked last; the answer to a clarifying
    question is joined with the question that was asked back, unless the asker changes the subject and asks something else
    in full. Small talk in between asks nothing.
    """
    if not turns:
        return text, False
    asked_back = turns[-1].role is Role.agent and turns[-1].path is Path.clarify and not stands_alone(text)
    if not (may_follow_up or asked_back):
        return text, False
    for turn in reversed(turns):
        if turn.role is Role.agent and turn.question and not _asks_nothing(turn.question):
            return f"{turn.question.strip()} {text.strip()}", True
    return text, False
