"""Reading the addresses that an operator sets: what is wrong with one, in words that do not repeat it.

An address may hold a password, so that nothing here puts its text into an error.
"""

from collections.abc import Collection
from urllib.parse import SplitResult, urlsplit

HTTP = ("http", "https")
MAX_CHARACTERS = 2_000
"""Longer addresses are not read: the parts of an address are normalised, in a time that grows faster than its length."""


def find_url_problem(url: str, schemes: Collection[str], *, may_have_path: bool = True) -> str | None:
    """What is wrong with an address, as the end of a sentence such as "CHAT_BASE_URL …"; None if nothing is."""
    if len(url) > MAX_CHARACTERS:
        return f"is longer than {MAX_CHARACTERS} characters"
    if any(sign.isspace() or ord(sign) < 32 for sign in url):
        return "holds a space or a line break"
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError:
        return "has no valid host or port; a port is a number from 1 to 65535"
    if parts.scheme.lower() not in schemes:
        return f"must begin with {' or '.join(f'{scheme}://' for scheme in schemes)}"
    if port == 0:
        return "has no valid host or port; a port is a number from 1 to 65535"
    if not parts.hostname and parts.scheme.lower() != "unix":
        return "names no host"
    if not may_have_path and _has_more(parts):
        return "must end after the host and the port, without a path"
    return None


def is_loopback(url: str) -> bool:
    """Whether an address is on this machine, where nobody listens in between."""
    try:
        return urlsplit(url[:MAX_CHARACTERS]).hostname in ("localhost", "127.0.0.1", "::1")
    except ValueError:
        return False


def _has_more(parts: SplitResult) -> bool:
    return parts.path not in ("", "/") or bool(parts.query) or bool(parts.fragment) or parts.username is not None
