"""Secrets of sessions and tokens: made once, shown once, stored as hashes."""

import hashlib
import secrets

SECRET_BYTES = 32


def hash_secret(secret: str) -> bytes:
    return hashlib.sha256(secret.encode("utf-8", "replace")).digest()


def new_secret(kind: str) -> str:
    return f"orc_{kind}_{secrets.token_urlsafe(SECRET_BYTES)}"
