"""New ids: UUIDv7, so that the ids of a table sort by the time of their creation."""

from uuid import UUID

import uuid_utils


def new_id() -> UUID:
    """A new UUIDv7."""
    return UUID(bytes=uuid_utils.uuid7().bytes)
