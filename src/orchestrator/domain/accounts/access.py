"""The tier and the layer of a person towards an agent."""

from enum import Enum, StrEnum


class Tier(StrEnum):
    """What the asker is to the agent. It decides who may be offered an escalation."""

    free = "free"
    follower = "follower"
    paid = "paid"
    guest = "guest"
    """Has no account. The creator cannot give this tier to anybody, nor another one to a guest."""


MEMBER_TIERS = frozenset(Tier) - {Tier.guest}
"""The tiers of people with an account."""


class Layer(Enum):
    """How private knowledge is, and how much of it an asker may receive: public < friends < intimate."""

    public = "public"
    friends = "friends"
    intimate = "intimate"

    @property
    def rank(self) -> int:
        """0 for public, 1 for friends, 2 for intimate."""
        return list(Layer).index(self)

    def includes(self, other: "Layer") -> bool:
        """Whether an asker with this layer may receive knowledge of the layer `other`."""
        return other.rank <= self.rank
