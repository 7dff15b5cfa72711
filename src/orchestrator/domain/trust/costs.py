"""What reuse has cost so far: how many messages were served alone, asked about or left waiting, and how many were wrong.

A share of wrong answers comes with its bounds and the number of labels that it rests on. What is served alone is checked by cards
that chance draws and that the creator looks at whenever they like, so its bound holds at all times at once (`upper_bound`). What
was confirmed or waited is checked by fewer cards, which nothing is decided by: its bounds are the exact ones of a fixed number.
"""

from dataclasses import dataclass
from enum import StrEnum

from orchestrator.domain.policy.trust_mode import Mode
from orchestrator.domain.trust.bounds import exact_interval, upper_bound

RECENT_DAYS = 30
"""Days, of 24 hours each, of the shorter of the two periods that are told."""


class Bound(StrEnum):
    """How the bounds of a share were computed."""

    any_time = "any_time"
    """One-sided, from above; holds however often it is looked at."""
    exact = "exact"
    """Two-sided, for a number of labels that was fixed beforehand (Clopper & Pearson)."""


@dataclass(frozen=True, slots=True)
class WrongShare:
    """The share of wrong answers that some labels allow."""

    at_least: float
    """In [0, 1]; 0 where only the upper bound is computed."""
    at_most: float
    """In (0, 1]."""
    bound: Bound


@dataclass(frozen=True, slots=True)
class Checked:
    """Messages with one outcome, and the creator's verdicts on them."""

    messages: int = 0
    right: int = 0
    """Cards on these messages that the creator called right, >= 0."""
    wrong: int = 0
    """Cards on these messages that the creator called wrong, >= 0."""
    complaints: int = 0
    """Askers who called the answer wrong or not what they asked, >= 0. They choose what they judge, so no bound rests on them."""

    @property
    def checked(self) -> int:
        """The number of labels, >= 0."""
        return self.right + self.wrong

    def __add__(self, other: "Checked") -> "Checked":
        return Checked(
            self.messages + other.messages, self.right + other.right, self.wrong + other.wrong, self.complaints + other.complaints
        )


@dataclass(frozen=True, slots=True)
class Asked:
    """Messages whose asker was asked "Do you mean ...?", and what came of it."""

    messages: int = 0
    yes: int = 0
    no: int = 0
    confirmed: Checked = Checked()
    """The answers served after a yes: the creator's verdicts on the message, and marks that the asker made after the yes."""

    @property
    def no_reply(self) -> int:
        """Askers who said neither yes nor no, >= 0."""
        return max(0, self.messages - self.yes - self.no)


@dataclass(frozen=True, slots=True)
class ReuseRecord:
    """What became of the messages of one period that a stored answer may fit."""

    by_words: Checked = Checked()
    """Served alone, because the message is a known question word for word."""
    by_score: Checked = Checked()
    """Served alone, because the score reached what the rules and the proof need."""
    asked: Asked = Asked()
    waited: Checked = Checked()
    """Neither served nor asked about. A verdict says whether the stored answer would have been right."""
    is_cut: bool = False
    """Whether older messages of the period were not counted, as there are too many."""

    @property
    def served_alone(self) -> Checked:
        return self.by_words + self.by_score

    @property
    def checked(self) -> int:
        """All labels, >= 0."""
        return self.served_alone.checked + self.asked.confirmed.checked + self.waited.checked


@dataclass(frozen=True, slots=True)
class ModeCost:
    """What one mode would have done with the messages that the creator judged."""

    mode: Mode
    served: Checked = Checked()
    asked: Checked = Checked()
    waited: Checked = Checked()
    """Neither served nor asked about."""

    @property
    def checked(self) -> int:
        return self.served.checked + self.asked.checked + self.waited.checked


def read_served_share(served: Checked, confidence: float) -> WrongShare | None:
    """The share of wrong answers among those served alone; None before the first label."""
    if not served.checked:
        return None
    return WrongShare(0.0, upper_bound(served.right, served.wrong, confidence), Bound.any_time)


def read_exact_share(checked: Checked, confidence: float) -> WrongShare | None:
    """The share of wrong ones among messages that were confirmed or waited; None before the first label."""
    if not checked.checked:
        return None
    return WrongShare(*exact_interval(checked.right, checked.wrong, confidence), Bound.exact)
