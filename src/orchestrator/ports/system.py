"""The clock and chance, so that a use case never asks the machine for them."""

from datetime import datetime
from typing import Protocol


class Clock(Protocol):
    def now(self) -> datetime:
        """Aware, UTC."""
        ...

    def elapsed_s(self) -> float:
        """Seconds since some fixed moment; never goes back, so that differences of it are durations."""
        ...


class Chance(Protocol):
    def draw(self) -> float:
        """Uniform in [0, 1); independent of every draw before."""
        ...
