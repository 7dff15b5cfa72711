"""How the Stripe on the loopback misbehaves when it is told to."""

import random
import re
from dataclasses import dataclass, field
from enum import StrEnum


class FaultKind(StrEnum):
    stall_before = "stall_before"
    """Does nothing and never answers."""
    stall_after = "stall_after"
    """Does the work, stores the answer, and never gives it."""
    drop_after = "drop_after"
    """Does the work and breaks the connection."""
    error_before = "error_before"
    """500 without the work. Stored with the key, as Stripe does it: the same key gets it again."""
    error_after = "error_after"
    """500 after the work. Stored with the key."""
    bad_gateway = "bad_gateway"
    """502 with a page that is no JSON, without the work; not stored."""
    busy = "busy"
    """429, with a pause to keep."""
    refuse = "refuse"
    """400, or 402 for a code that begins with `card_`, with the fault's code and without the work. Stored with the key."""
    in_use = "in_use"
    """409: another call with the same key is said to run."""


@dataclass
class Fault:
    kind: FaultKind
    where: str = ""
    """A pattern that the method and path match, such as `POST .*/capture`; '' is every call."""
    times: int = 1
    code: str = ""
    message: str = "No."

    def is_for(self, call: str) -> bool:
        return self.times > 0 and re.fullmatch(self.where or ".*", call) is not None


@dataclass
class Faults:
    planned: list[Fault] = field(default_factory=list)
    rate: float = 0.0
    """The share of calls that fail, each in a way that is drawn."""
    drawn: random.Random = field(default_factory=lambda: random.Random(1))
    kinds: tuple[FaultKind, ...] = (
        FaultKind.drop_after,
        FaultKind.error_before,
        FaultKind.error_after,
        FaultKind.bad_gateway,
        FaultKind.busy,
    )
    """What is drawn from; without those that never answer, which only take time."""

    def plan(self, kind: FaultKind | str, where: str = "", times: int = 1, code: str = "", message: str = "No.") -> None:
        self.planned.append(Fault(FaultKind(kind), where, times, code, message))

    def misbehave(self, rate: float, seed: int = 1) -> None:
        self.rate, self.drawn = rate, random.Random(seed)

    def next_for(self, call: str) -> Fault | None:
        for fault in self.planned:
            if fault.is_for(call):
                fault.times -= 1
                return fault
        return Fault(self.drawn.choice(self.kinds)) if self.rate and self.drawn.random() < self.rate else None
