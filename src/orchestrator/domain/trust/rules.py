"""The rules that a creator sets for trust: the target, the mode, the number of cards a day."""

from dataclasses import dataclass, field
from enum import StrEnum

from orchestrator.domain.errors import Invalid
from orchestrator.domain.policy.policy import Policy
from orchestrator.domain.policy.trust_mode import MAX_LABELS_PER_DAY, Mode
from orchestrator.domain.trust.proofs import Target


class Handling(StrEnum):
    """What may be done with a match."""

    alone = "alone"
    """Served without asking anybody."""
    confirm = "confirm"
    """Worth a suggestion to the creator, within the day's budget."""
    leave = "leave"


@dataclass(frozen=True, slots=True, kw_only=True)
class TrustRules:
    """What a creator chooses. Raises Invalid `invalid_target` or `invalid_policy`."""

    target: Target = field(default_factory=Target)
    mode: Mode = Mode.cautious
    labels_per_day: int = 3
    """Cards a day, suggestions and audits together, 0 to 50."""

    def __post_init__(self) -> None:
        if not 0 <= self.labels_per_day <= MAX_LABELS_PER_DAY:
            detail = f"labels_per_day must be between 0 and {MAX_LABELS_PER_DAY}."
            raise Invalid("invalid_policy", detail, field="labels_per_day")


def trust_rules(policy: Policy) -> TrustRules:
    return TrustRules(target=Target(policy.wrong_answers_target), mode=policy.trust_mode, labels_per_day=policy.trust_cards_per_day)
