"""Amounts of money, in the minor units of a currency: 500 is 5.00 EUR, and 500 JPY."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Money:
    """An amount in one currency."""

    amount: int
    """In minor units, >= 0."""
    currency: str
    """ISO 4217, three capitals."""
