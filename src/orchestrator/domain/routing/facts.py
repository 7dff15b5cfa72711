"""Facts: everything that was loaded for one message. Nothing here decides."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID
from zoneinfo import ZoneInfo

from orchestrator.domain.accounts.agents import Agent, Asker
from orchestrator.domain.answering.passages import PassageHit
from orchestrator.domain.answering.request import DraftRequest
from orchestrator.domain.escalation.asked import AskedQuestion
from orchestrator.domain.escalation.gates import UNUSED, Usage
from orchestrator.domain.matching.hits import EMPTY_BANK, Bank, CanonicalHit
from orchestrator.domain.matching.looks.large import LargeMatch
from orchestrator.domain.message.acts.kinds import Act
from orchestrator.domain.message.language import language_of, read_language
from orchestrator.domain.message.manners.core import read_core, with_manners
from orchestrator.domain.message.reading import Reading, read_text
from orchestrator.domain.message.turns import Role, Turn, last_question
from orchestrator.domain.message.words import tokens
from orchestrator.domain.payments.prices import AskerPrice
from orchestrator.domain.replies.voice import Voice
from orchestrator.domain.safety.moderation import NOT_ASKED, Moderated
from orchestrator.domain.safety.word_forms import NO_WORD_FORMS, WordForms
from orchestrator.domain.trust.snapshot import UNPROVEN, TrustSnapshot


@dataclass(frozen=True, slots=True)
class Facts:
    """Everything that was loaded for one message before anything is decided."""

    text: str
    """The message as it was written, or the burst that it belongs to, as one text."""
    question: str
    """The question that is searched for and decided on: the core of the message, or a follow-up joined with what it
    follows."""
    agent: Agent
    asker: Asker
    now: datetime
    """Aware, UTC."""
    is_follow_up: bool = False
    act: Act = Act.question
    """What the message does in the conversation."""
    questions: tuple[AskedQuestion, ...] = ()
    """The asker's open offer in this conversation and their questions that were passed on, newest first."""
    whole: str | None = None
    """The whole message, where `text` is one of its questions; None where it is the message itself."""
    is_for_creator: bool = False
    """Whether the asker wanted the creator, and says now what for."""
    picked: tuple[int, ...] = ()
    """The questions of the offer that the message accepts, by index; () for all of them, and where it accepts none."""
    chosen: tuple[str, ...] = ()
    """The choices of the agent's last reply that the message means; () where it chose none."""
    confirmed: UUID | None = None
    """The stored answer that the asker says is meant, now or earlier about the same words; None for none."""
    is_close_reply: bool = False
    """Whether the message says which of the stored questions is meant that the agent asked about last."""
    settled: frozenset[UUID] = frozenset()
    """Stored answers that this asker was asked about before in the same words, or has just said are not meant."""
    refused: frozenset[UUID] = frozenset()
    """Those of `settled` that the asker said are not meant."""
    has_chat_model: bool = False
    """Whether a chat model is there to be asked."""
    turns: tuple[Turn, ...] = ()
    """The last turns before this message, oldest first."""
    canonical: tuple[CanonicalHit, ...] = ()
    """Phrasings of stored answers in the layers open to the asker, best first.

    Hits with the same id belong to the same answer.
    """
    multilingual: tuple[CanonicalHit, ...] = ()
    """Phrasings that the second embedding model found, best first; () where it was not asked. They are asked about only."""
    large: tuple[LargeMatch, ...] = ()
    """Stored answers by the larger model; () where it was not asked."""
    bank: Bank = EMPTY_BANK
    """The bank that `canonical` was found in."""
    passages: tuple[PassageHit, ...] = ()
    """Passages in the layers open to the asker, best first, in the order of `retrieval.ranked`."""
    usage: Usage = UNUSED
    price: AskerPrice | None = None
    """What questions cost this asker; None where the agent has no prices that can be paid here."""
    trust: TrustSnapshot = UNPROVEN
    draw: float = 1.0
    """A random number, uniform in [0, 1), that decides whether this message draws a card; with 1 it never does."""
    creator_present: bool = False
    """Whether the creator wrote in this conversation and has not handed it back to the agent."""
    zone: str = "UTC"
    """The IANA time zone in which times are told: the asker's where it is known, else the creator's."""
    unsafe: str | None = None
    """The objection of the moderation model or of the local rules; None where neither objects."""
    moderated: Moderated = NOT_ASKED
    """The moderation model's result."""
    word_forms: WordForms = NO_WORD_FORMS
    """Languages, stems and word boundaries, by which the language is told and blocked topics are found."""

    @property
    def voice(self) -> Voice:
        """Who replies to this message, and in which language: that of the question, steadied by the asker's turns before it;
        not that of the greeting before it, nor of a choice, which is in the words of a document."""
        known, before = self.word_forms, (turn.content for turn in self.turns if turn.role is Role.user)
        text, core = self.whole or self.text, read_text(read_core(self.whole, self.names)) if self.whole else self.core
        said = last_question(self.turns) if self.chosen else core.text
        language = language_of((*before, said), known) or read_language(text, known)
        return Voice(self.agent.creator_name, language, self.agent.persona, self.agent.fields)

    def draft_request(self, passages: tuple[PassageHit, ...]) -> DraftRequest:
        """The input for writing a draft from these passages."""
        return DraftRequest(
            text=self.core.text,
            question=self.question,
            is_follow_up=self.is_follow_up,
            agent=self.agent,
            layer=self.asker.layer,
            language=self.voice.language,
            turns=self.turns,
            passages=passages,
            today=self.now.astimezone(ZoneInfo(self.zone)).date(),
        )

    @property
    def names(self) -> frozenset[str]:
        """Folded words that the agent and the creator may be called by."""
        return read_names(self.agent)

    @property
    def message(self) -> Reading:
        """The reading of `text`, with its manners."""
        return read_text(self.text)

    @property
    def core(self) -> Reading:
        """The reading of `text` without the manners around its question."""
        return read_text(read_core(self.text, self.names))

    @property
    def asked(self) -> Reading:
        """The reading of `question`."""
        return read_text(self.question)

    @property
    def written(self) -> Reading:
        """The reading of `question` with the manners around it, as it was written and as the creator sees it."""
        return read_text(with_manners(self.question, self.text, self.names))


def read_names(agent: Agent) -> frozenset[str]:
    """Folded words that the agent and its creator may be called by."""
    return frozenset(tokens(f"{agent.display_name} {agent.creator_name} {agent.handle}"))
