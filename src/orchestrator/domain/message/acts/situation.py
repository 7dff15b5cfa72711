"""What the agent said last, as far as it decides which acts a message can be."""

from collections.abc import Mapping
from dataclasses import dataclass

from orchestrator.domain.message.acts.kinds import Act


@dataclass(frozen=True, slots=True)
class Situation:
    """What there is to accept, to choose, to ask about."""

    has_offer: bool = False
    """Whether an offer of this thread is open."""
    offered: tuple[str, ...] = ()
    """The questions of the offer that the agent's last reply made, where it offers several; else ()."""
    subjects: tuple[str, ...] = ()
    """What the agent's last reply asked about: the choices, or the one subject that may be meant."""
    has_just_accepted: bool = False
    """Whether an offer was accepted just before, so that a second yes changes nothing."""
    asked_back: bool = False
    """Whether the agent's last reply was a clarifying question."""
    asked_if_known: bool = False
    """Whether it asked if stored questions are meant."""
    waits: bool = False
    """Whether a question of this asker waits in the creator's inbox."""
    waits_here: bool = False
    """Whether one that was passed on in this conversation does."""
    was_passed_on: bool = False
    """Whether a question of this asker was ever passed on to the creator."""
    has_reply: bool = False
    """Whether the agent wrote the last turn, so that it can be said again."""
    was_answered: bool = False
    """Whether the agent's last reply was an answer, an offer or a refusal, so that it can be complained about."""

    @property
    def asked_about_one(self) -> bool:
        """Whether the agent's last reply asked if one subject is meant."""
        return len(self.subjects) == 1

    @property
    def choices(self) -> tuple[str, ...]:
        """The choices of the agent's last reply; () where it showed none."""
        return self.subjects if len(self.subjects) > 1 else ()

    def can_be(self, act: Act) -> bool:
        """Whether there is anything that this act could be about."""
        match act:
            case Act.accept:
                return self.has_offer or self.asked_about_one or self.has_just_accepted
            case Act.decline:
                return self.has_offer or self.asked_about_one or bool(self.choices)
            case Act.choose:
                return len(self.choices) > 1
            case Act.status:
                return self.was_passed_on
            case Act.withdraw:
                return self.waits or self.has_offer
            case Act.add:
                return self.waits_here
            case Act.rephrase | Act.not_answered | Act.simpler:
                return self.was_answered
            case Act.repeat:
                return self.has_reply
            case Act.statement | Act.greeting:
                return not self.asked_back
            case _:
                return True


EXPECTED: Mapping[Act, float] = {
    Act.accept: 4.0,
    Act.decline: 4.0,
    Act.choose: 4.0,
    Act.status: 2.0,
    Act.withdraw: 2.0,
    Act.add: 2.0,
    Act.rephrase: 1.5,
    Act.not_answered: 2.0,
    Act.simpler: 2.0,
}
"""How many times likelier an act is where it is possible than in the texts that the head was fitted on, which came without
a conversation. Chosen on the development set."""
