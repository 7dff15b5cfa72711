"""Hashing and verifying passwords with argon2id, in threads, so that the event loop is not blocked."""

import asyncio
import functools
import secrets
from collections.abc import Callable
from typing import TypeVar

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

MAX_PARALLEL = 2
"""Hashes computed at the same time, so that sign-ins leave processor time for other requests."""

T = TypeVar("T")


class PasswordHashing:
    """Without a `hasher`, the library's defaults are used: the low-memory profile of RFC 9106.

    Tests pass a faster one.
    """

    def __init__(self, hasher: PasswordHasher | None = None) -> None:
        self._hasher = hasher or PasswordHasher()
        self._slots = asyncio.Semaphore(MAX_PARALLEL)

    async def hash(self, password: str) -> str:
        """The argon2id hash, with its salt and parameters."""
        return await self._run_in_thread(self._hasher.hash, password)

    async def is_right(self, password: str, hashed: str | None) -> bool:
        """Whether `hashed` is the hash of the password; False also where it cannot be read.

        None stands for an unknown account. The result is False then, after the same time as for a known account (the
        first time twice as long), so that the time does not reveal which accounts exist.
        """
        return await self._run_in_thread(self._verify, password, hashed) and hashed is not None

    def _verify(self, password: str, hashed: str | None) -> bool:
        try:
            return self._hasher.verify(self._unknown_account_hash if hashed is None else hashed, password)
        except (VerificationError, InvalidHashError):
            return False

    @functools.cached_property
    def _unknown_account_hash(self) -> str:
        return self._hasher.hash(secrets.token_hex(16))

    async def _run_in_thread(self, function: Callable[..., T], *arguments: str | None) -> T:
        async with self._slots:
            return await asyncio.to_thread(function, *arguments)
