"""A decision: the path of one message, the rule that chose it, and what is still needed to make it."""

from dataclasses import dataclass
from enum import Enum, StrEnum

from orchestrator.domain.answering.drafts import Draft, ModelSays
from orchestrator.domain.escalation.gates import ClosedGate
from orchestrator.domain.matching.hits import CanonicalHit
from orchestrator.domain.paths import Path
from orchestrator.domain.routing.signals import Signals


class RuleName(StrEnum):
    """The rows of the decision table, in their order."""

    creator_present = "creator_present"
    blocked_topic = "blocked_topic"
    unsafe = "unsafe"
    reply_to_agent = "reply_to_agent"
    small_talk = "small_talk"
    known_question = "known_question"
    close_question = "close_question"
    vague = "vague"
    model_asks_back = "model_asks_back"
    confident = "confident"
    model_answers = "model_answers"
    worth_asking = "worth_asking"
    gate_closed = "gate_closed"


FROM_DOCUMENTS = frozenset({RuleName.confident, RuleName.model_answers})
"""The rules that answer from passages."""


class EscalationReason(StrEnum):
    """Why a question is worth the creator's time."""

    novel = "novel"
    complex = "complex"
    strategic = "strategic"


class Need(Enum):
    """What the caller must supply before `decide` can finish."""

    draft = "draft"


@dataclass(frozen=True, slots=True)
class Decision:
    """The path of one message, and why."""

    path: Path
    rule: RuleName
    reason: str
    """One sentence for the creator and the asker."""
    signals: Signals
    gate: ClosedGate | None = None
    """The closed gate, where the rule is gate_closed or a part of the question is left and cannot be offered; else None."""
    escalation_reason: EscalationReason | None = None
    """Set where the rule is worth_asking, and where a part of the question is left and is offered."""
    close: tuple[CanonicalHit, ...] = ()
    """The stored answers that the asker may be asked about, likeliest first."""
    draft: Draft | None = None
    """The draft for the rules from `model_asks_back` to `model_answers`, sent where one of the last two held; None where none was
    needed."""

    @property
    def leaves_a_part(self) -> bool:
        """Whether a chat model answers a part of the question, and what is missing is named."""
        return self.rule in FROM_DOCUMENTS and self.draft is not None and self.draft.model_says is ModelSays.half
