"""The signed token of the link under a mail that ends mails of its kind. It needs no sign-in and can do nothing else."""

import base64
import binascii
import hashlib
import hmac
from dataclasses import dataclass
from uuid import UUID

from orchestrator.domain.notifying.mail.kinds import OPTIONAL, MailKind

PURPOSE = "unsubscribe"
"""The purpose of the key that these tokens are signed with."""
ORDER = tuple(sorted(OPTIONAL))
"""The kinds by the number that stands for each in a token; new kinds come after these."""
SIGNED_BYTES, MAC_BYTES = 17, 16
LONGEST = 64
"""Characters of a token at most."""


@dataclass(frozen=True, slots=True)
class Unsubscribing:
    """Whose mails of which kind a token ends."""

    person: UUID
    kind: MailKind
    """One of OPTIONAL."""


def sign(what: Unsubscribing, key: bytes) -> str:
    """The token for a link. It does not expire, as people end mails long after they came."""
    signed = what.person.bytes + bytes([ORDER.index(what.kind)])
    return base64.urlsafe_b64encode(signed + _mac(signed, key)).decode().rstrip("=")


def read_signed(token: str, key: bytes) -> Unsubscribing | None:
    """None where the token was not signed with the key, or was cut."""
    if len(token) > LONGEST or not token.isascii():
        return None
    try:
        data = base64.b64decode(token + "=" * (-len(token) % 4), altchars=b"-_", validate=True)
    except (binascii.Error, ValueError):
        return None
    signed, mac = data[:SIGNED_BYTES], data[SIGNED_BYTES:]
    if not hmac.compare_digest(mac, _mac(signed, key)) or len(signed) < SIGNED_BYTES or signed[-1] >= len(ORDER):
        return None
    return Unsubscribing(UUID(bytes=signed[:-1]), ORDER[signed[-1]])


def _mac(signed: bytes, key: bytes) -> bytes:
    return hmac.digest(key, b"unsubscribe:" + signed, hashlib.sha256)[:MAC_BYTES]
