"""The creator's rules for trust: the target, the trust mode, the number of cards per day."""

from dataclasses import dataclass, field
from enum import StrEnum

from orchestrator.domain.errors import Invalid
from orchestrator.domain.policy.policy import Policy
from orchestrator.domain.policy.trust_mode import MAX_LABELS_PER_DAY, Mode
from orchestrator.domain.trust.proofs import Target


class Handling(StrEnum):
    """What may be done with a match."""

    alone = "alone"
    """Serve it without asking the creator first."""
    confirm = "confirm"
    """Show it to the creator as a suggestion, while cards are left for the day."""
    leave = "leave"
    """Do nothing with it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TrustRules:
    """The target, the mode and the cards per day that a creator chose.

    Raises Invalid `invalid_target` or `invalid_policy`.
    """

    target: Target = field(default_factory=Target)
    mode: Mode = Mode.cautious
    labels_per_day: int = 3
    """Cards per day, suggestions and audits together, 0 to 50."""

    def __post_init__(self) -> None:
        if not 0 <= self.labels_per_day <= MAX_LABELS_PER_DAY:
            detail = f"labels_per_day must be between 0 and {MAX_LABELS_PER_DAY}."
            raise Invalid("invalid_policy", detail, field="labels_per_day")


def trust_rules(policy: Policy) -> TrustRules:
    """The part of a policy that trust depends on."""
    return TrustRules(target=Target(policy.wrong_answers_target), mode=policy.trust_mode, labels_per_day=policy.trust_cards_per_day)
