"""What a person is to an agent: the tier that gates escalation, and the layer of knowledge that is open to them."""

from enum import Enum, StrEnum


class Tier(StrEnum):
    """What the asker is to this avee; gates escalation."""

    free = "free"
    follower = "follower"
    paid = "paid"


class Layer(Enum):
    """How private a piece of knowledge is, and how far an asker is let in. Ordered."""

    public = "public"
    friends = "friends"
    intimate = "intimate"

    @property
    def rank(self) -> int:
        """0 for public, 2 for intimate."""
        return list(Layer).index(self)

    def includes(self, other: "Layer") -> bool:
        """Whether one who is let in this far may see what is as private as `other`."""
        return other.rank <= self.rank
