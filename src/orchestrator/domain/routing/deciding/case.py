"""What the rules read of one message: its signals, the creator's policy, the facts, a draft."""

from dataclasses import dataclass

from orchestrator.domain.answering.drafts import Draft
from orchestrator.domain.escalation.gates import ClosedGate, closed_gate
from orchestrator.domain.matching.hits import CanonicalHit
from orchestrator.domain.message.reading import Reading, read_text
from orchestrator.domain.policy.policy import Policy
from orchestrator.domain.routing.deciding.decision import EscalationReason
from orchestrator.domain.routing.facts import Facts
from orchestrator.domain.routing.signals import Signals
from orchestrator.domain.safety.topics import first_touched

READ_CHARACTERS = 2_000
"""Of an answer or a passage, when it is checked whether it touches a blocked topic before it is shown. Only its beginning is
shown, and an answer may be as long as a book chapter."""


@dataclass(frozen=True, slots=True)
class Case:
    """Everything that a rule may read."""

    signals: Signals
    policy: Policy
    facts: Facts
    draft: Draft | None

    @property
    def blocked_topic(self) -> str | None:
        """The first blocked topic that the question touches; a follow-up includes what it follows."""
        return self._first_blocked(self.facts.written)

    @property
    def may_ask_back(self) -> bool:
        """Whether a clarifying question is allowed: switched on, no person wanted, and not too many in a row."""
        if self.signals.is_dissatisfied:
            return False
        in_a_row, limit = self.signals.clarifications_running, self.policy.max_clarifications_running
        may_say_more = not self.signals.wants_human or self.lacks_question
        return self.policy.clarification_enabled and may_say_more and in_a_row < limit

    @property
    def lacks_question(self) -> bool:
        """Whether the asker wants the creator, who takes questions now, and has not said what for."""
        return self.signals.wants_human and self.signals.vagueness >= 1.0 and self.gate is None

    @property
    def must_ask_which(self) -> bool:
        """Whether two stored answers fit equally well, and the asker may be asked which one is meant."""
        return self.signals.has_rivals and self.may_ask_back

    @property
    def close(self) -> tuple[CanonicalHit, ...]:
        """The answers that the asker may be asked about, likeliest first; none that touches a blocked topic."""
        texts = ((hit, f"{hit.question_pattern} {hit.answer_content[:READ_CHARACTERS]}") for hit in self.signals.close)
        return tuple(hit for hit, text in texts if self._first_blocked(read_text(text)) is None)

    def _first_blocked(self, text: Reading) -> str | None:
        return first_touched(text, self.policy.blocked_topics, self.facts.word_forms)

    @property
    def gate(self) -> ClosedGate | None:
        """The first closed gate; None where the question may be offered to the creator."""
        return closed_gate(self.policy, self.facts.asker, self.facts.usage, self.facts.now)

    @property
    def escalation_reason(self) -> EscalationReason:
        """Why the question is worth asking, if it is offered."""
        if self.signals.wants_human:
            return EscalationReason.strategic
        if self.signals.novelty >= self.policy.novelty_threshold:
            return EscalationReason.novel
        if self.signals.complexity >= self.policy.complexity_threshold:
            return EscalationReason.complex
        return EscalationReason.strategic
