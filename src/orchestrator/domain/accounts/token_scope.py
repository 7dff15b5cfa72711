"""What an API token may be used for."""

from enum import StrEnum


class TokenScope(StrEnum):
    """The widest use of a token: ask < read < manage. A wider scope includes the narrower ones."""

    ask = "ask"
    """Ask agents: start conversations, send messages, accept or decline offers, rate answers."""
    read = "read"
    """And read everything that the person may read."""
    manage = "manage"
    """And change everything that the person may change, except passwords and tokens."""

    def includes(self, other: "TokenScope") -> bool:
        """Whether this scope is at least as wide as `other`."""
        order = list(TokenScope)
        return order.index(other) <= order.index(self)
