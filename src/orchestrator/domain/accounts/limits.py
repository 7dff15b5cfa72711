"""How many tries of a password there are, and how much of everything one person may have."""

import math
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class PasswordLimits:
    """Wrong passwords that are compared before further ones are refused. All are >= 1."""

    soon: int = 10
    """In 15 minutes, for one account from one address or one known device."""
    per_day: int = 100
    """In 24 hours, for one account: from all unknown places together, and from each known device. One unknown address
    may use a quarter of it."""
    per_address: int = 300
    """In 15 minutes, from one address at any accounts that do not know the device."""


@dataclass(frozen=True, slots=True)
class PersonLimits:
    """What one person may have or make. All are >= 1."""

    agents: int = 50
    tokens: int = 100
    """API tokens that are valid."""
    members: int = 100_000
    """Members of one agent."""
    conversations_per_day: int = 1_000
    """Conversations that one person starts with one agent in 24 hours."""


def say_wait(wait_s: int) -> str:
    """A time to wait of at least one second, rounded up: in minutes, from two hours on in hours."""
    return f"{math.ceil(wait_s / 60)} min" if wait_s < 7_200 else f"{math.ceil(wait_s / 3_600)} hours"
