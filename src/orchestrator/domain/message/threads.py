"""Threads that a program names in its own words instead of keeping our id of them."""

import hashlib
from dataclasses import dataclass
from uuid import UUID

MAX_CLIENT_ID = 100
"""Characters of a client_message_id that are kept as they are."""
VERSION, VARIANT = 0x8 << 76, 0x2 << 62
"""The bits that mark a UUID as one of one's own making, after RFC 9562."""
UNMARKED = ~(0xF << 76 | 0x3 << 62)


@dataclass(frozen=True, slots=True)
class EarlierTurn:
    """What was asked and answered last before a message, as the sender remembers it."""

    asked: str
    reply: str


def name_thread(person: UUID, avee_id: UUID, name: str) -> UUID:
    """The id of the person's thread with the agent that has this name: the same for the same three."""
    digest = hashlib.sha256(f"{person} {avee_id} {name}".encode("utf-8", "replace")).digest()
    return UUID(int=int.from_bytes(digest[:16]) & UNMARKED | VERSION | VARIANT)


def read_client_id(key: str) -> str:
    """A key that the sender made up, as a client_message_id: its digest where it is long or not readable."""
    if len(key) <= MAX_CLIENT_ID and key.isprintable():
        return key
    return hashlib.sha256(key.encode("utf-8", "replace")).hexdigest()
