"""How passwords are hashed and compared: argon2id, off the event loop, and at one cost for known and unknown addresses."""

import asyncio
import functools
import secrets
from collections.abc import Callable
from typing import TypeVar

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

AT_ONCE = 2
"""So that sign-ins cannot starve the rest."""

T = TypeVar("T")


class PasswordHashing:
    """Without a `hasher`, at the library's defaults (RFC 9106's low-memory profile), which is what the product runs with."""

    def __init__(self, hasher: PasswordHasher | None = None) -> None:
        self._hasher = hasher or PasswordHasher()
        self._turns = asyncio.Semaphore(AT_ONCE)

    async def hash(self, password: str) -> str:
        return await self._off_loop(self._hasher.hash, password)

    async def is_right(self, password: str, hashed: str | None) -> bool:
        """Whether it is the hashed one. Without a hash (no such account) it takes the same time (the first time twice that), and is not."""
        return await self._off_loop(self._verify, password, hashed) and hashed is not None

    def _verify(self, password: str, hashed: str | None) -> bool:
        try:
            return self._hasher.verify(self._of_no_account if hashed is None else hashed, password)
        except (VerificationError, InvalidHashError):
            return False

    @functools.cached_property
    def _of_no_account(self) -> str:
        return self._hasher.hash(secrets.token_hex(16))

    async def _off_loop(self, function: Callable[..., T], *arguments: str | None) -> T:
        async with self._turns:
            return await asyncio.to_thread(function, *arguments)
