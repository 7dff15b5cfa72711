"""Facts: everything that was loaded for one message, as plain frozen values. Nothing here decides."""

from dataclasses import dataclass
from datetime import datetime

from orchestrator.domain.accounts.agents import Agent, Asker
from orchestrator.domain.answering.passages import PassageHit
from orchestrator.domain.answering.request import DraftRequest
from orchestrator.domain.escalation.gates import UNUSED, Usage
from orchestrator.domain.matching.hits import EMPTY_BANK, Bank, CanonicalHit
from orchestrator.domain.message.language import language_of
from orchestrator.domain.message.reading import Reading, read_text
from orchestrator.domain.message.turns import Turn
from orchestrator.domain.replies.voice import Voice
from orchestrator.domain.safety.moderation import NOT_ASKED, Moderated
from orchestrator.domain.trust.snapshot import UNPROVEN, TrustSnapshot


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
    bank: Bank = EMPTY_BANK
    """What `canonical` was found in."""
    passages: tuple[PassageHit, ...] = ()
    """Within the asker's layer, best first as `retrieval.ranked` has them."""
    usage: Usage = UNUSED
    trust: TrustSnapshot = UNPROVEN
    draw: float = 1.0
    """Chance itself: uniform in [0, 1), drawn for this message; 1 draws nothing."""
    creator_present: bool = False
    """The creator wrote in this conversation and did not hand it back to the agent."""
    unsafe: str | None = None
    """What the moderation model or the local rules object to; None where neither does."""
    moderated: Moderated = NOT_ASKED
    """What came of asking the moderation model, for the record."""

    @property
    def voice(self) -> Voice:
        """The voice that replies to this message have."""
        return Voice(self.agent.creator_name, language_of(self.text, self.turns), self.agent.persona)

    def draft_request(self, passages: tuple[PassageHit, ...]) -> DraftRequest:
        """What a generator is given to write a reply from these passages."""
        return DraftRequest(self.text, self.question, self.is_follow_up, self.agent, self.asker.layer, self.turns, passages)

    @property
    def message(self) -> Reading:
        """The text, read."""
        return read_text(self.text)

    @property
    def asked(self) -> Reading:
        """The question, read."""
        return read_text(self.question)
