"""The keys of tickets: hashes of secrets that only the browser has in which they were made."""

from orchestrator.engine.accounts.signing_in.secrets import hash_secret

ATTEMPT_S = 600
"""How long somebody may take at their provider."""
NEWCOMER_S = 3_600
"""How long somebody may take to choose a handle."""


def attempt_key(state: str, browser: str) -> bytes:
    """An answer counts in the browser alone that asked: another one has another key, and finds nothing."""
    return hash_secret(f"{state} {browser}")


def newcomer_key(secret: str) -> bytes:
    return hash_secret(secret)
