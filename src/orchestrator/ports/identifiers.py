"""Ids made by the program: UUIDv7, so that ids of one table sort by the time they were made."""

from uuid import UUID

import uuid_utils


def new_id() -> UUID:
    return UUID(bytes=uuid_utils.uuid7().bytes)
