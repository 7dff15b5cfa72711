"""Our payment's id in Stripe's objects."""

from uuid import UUID

PAYMENT = "payment_id"
"""The name in Stripe's metadata under which it stands with everything that comes of a checkout."""


def read_payment_id(*places: object) -> UUID | None:
    """The first of the values that is an id of ours, in the one spelling that we send."""
    for place in places:
        if isinstance(place, str) and len(place) == 36:
            try:
                found = UUID(place)
            except ValueError:
                continue
            if str(found) == place:
                return found
    return None
