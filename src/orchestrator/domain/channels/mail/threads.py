"""The token of a mail thread: it stands in the address that replies go to, and in the Message-ID of each of our mails.

It is made of the thread, of the asker's address and of the channel's secret, and only that address gets it. So a mail that bears it was
written by somebody who reads the address's mail; the From alone proves nothing.
"""

import base64
import hashlib
import hmac
import re
from collections.abc import Iterable

THREAD_CHARACTERS, SIGNATURE_CHARACTERS = 12, 20
"""Of five bits each: 60 tell threads of one person apart, and 100 cannot be guessed."""
TOKEN_CHARACTERS = THREAD_CHARACTERS + SIGNATURE_CHARACTERS
TOKEN = re.compile(r"[a-z2-7]{32}")
OUR_ID = re.compile(r"<[0-9a-f]{32}-[0-9]{1,6}\.([a-z2-7]{32})@[^@<>\s]{1,255}>")
LONGEST_ID = 998


def name_thread(root: str, address: str) -> str:
    """The thread of an address that began with this Message-ID; equal for equal arguments, and for nobody else the same."""
    return _spell(hashlib.sha256(f"{address}\n{root}".encode(errors="replace")).digest())[:THREAD_CHARACTERS]


def make_token(secret: str, thread: str, address: str) -> str:
    """The token of a thread for one address, 32 characters."""
    signature = hmac.digest(secret.encode(), f"mail {thread} {address}".encode(errors="replace"), hashlib.sha256)
    return thread + _spell(signature)[:SIGNATURE_CHARACTERS]


def read_token(secret: str, token: str, address: str) -> str | None:
    """The thread that the token is of; None where it is none of ours, or was given to another address."""
    if not TOKEN.fullmatch(token[:100]):
        return None
    thread = token[:THREAD_CHARACTERS]
    return thread if hmac.compare_digest(make_token(secret, thread, address), token) else None


def make_reply_address(own: str, token: str) -> str:
    """`agent@example.org` with a token is `agent+token@example.org`."""
    user, _, domain = own.rpartition("@")
    return f"{user}+{token}@{domain}"


def find_tokens(own: str, recipients: Iterable[str], answers: Iterable[str]) -> list[str]:
    """What may be tokens, in the order in which they count: of the addresses that a mail went to, then of the mails that it answers."""
    user, _, domain = own.rpartition("@")
    found = [each[len(user) + 1 : -len(domain) - 1] for each in recipients if each.startswith(f"{user}+") and each.endswith(f"@{domain}")]
    return found + [match[1] for each in answers if (match := OUR_ID.fullmatch(each[:LONGEST_ID]))]


def _spell(digest: bytes) -> str:
    return base64.b32encode(digest).decode().lower()
