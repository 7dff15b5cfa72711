"""Secrets of sessions, devices and API tokens: each is given out once and stored only as a hash."""

import hashlib
import secrets

SECRET_BYTES = 32


def hash_secret(secret: str) -> bytes:
    """SHA-256 of a secret, 32 bytes. A fast hash is enough, because a secret holds 256 random bits."""
    return hashlib.sha256(secret.encode("utf-8", "replace")).digest()


def new_secret(kind: str) -> str:
    """A new random secret; `kind` is 'ses' for a session, 'dev' for a device, 'tok' for an API token, and so on; it stands in its prefix."""
    return f"orc_{kind}_{secrets.token_urlsafe(SECRET_BYTES)}"
