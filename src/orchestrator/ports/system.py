"""The clock and the source of random numbers, as ports, so that tests can control them."""

from datetime import datetime
from typing import Protocol


class Clock(Protocol):
    """Reads the time."""

    def now(self) -> datetime:
        """The current time in UTC; aware."""
        ...

    def elapsed_s(self) -> float:
        """Seconds since a fixed but unknown moment. It never decreases: use differences of it as durations."""
        ...


class Chance(Protocol):
    """Draws random numbers."""

    def draw(self) -> float:
        """A random number, uniform in [0, 1) and independent of all earlier ones."""
        ...
