"""Hashing and verifying passwords with argon2id, in threads, so that the event loop is not blocked."""

import asyncio
import functools
import secrets
from collections.abc import Callable
from typing import TypeVar

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

from orchestrator.domain.errors import Overloaded

MAX_PARALLEL = 2
"""Hashes computed at the same time, so that sign-ins leave processor time for other requests. Each needs 64 MiB."""
MAX_WAITING = 50
"""Passwords that wait for their hash; a further one is refused at once, so that a flood delays sign-ins by seconds only."""

T = TypeVar("T")


class PasswordHashing:
    """Without a `hasher`, the library's defaults are used: the low-memory profile of RFC 9106.

    Tests pass a faster one.
    """

    def __init__(self, hasher: PasswordHasher | None = None) -> None:
        self._hasher = hasher or PasswordHasher()
        self._slots = asyncio.Semaphore(MAX_PARALLEL)
        self._waiting = 0

    async def hash(self, password: str) -> str:
        """The argon2id hash, with its salt and parameters. Raises Overloaded `busy` where too many passwords wait."""
        return await self._run_in_thread(self._hasher.hash, password)

    async def is_right(self, password: str, hashed: str | None) -> bool:
        """Whether `hashed` is the hash of the password; False also where it cannot be read.

        None stands for an unknown account. The result is False then, after the same time as for a known account, so
        that the time does not reveal which accounts exist. Raises Overloaded `busy` where too many passwords wait.
        """
        return await self._run_in_thread(self._verify, password, hashed) and hashed is not None

    def _verify(self, password: str, hashed: str | None) -> bool:
        # Computed at the first comparison of all, whether there is such an account or not.
        unknown = self._unknown_account_hash
        try:
            return self._hasher.verify(unknown if hashed is None else hashed, password)
        except (VerificationError, InvalidHashError):
            return False

    @functools.cached_property
    def _unknown_account_hash(self) -> str:
        return self._hasher.hash(secrets.token_hex(16))

    async def _run_in_thread(self, function: Callable[..., T], *arguments: str | None) -> T:
        if self._waiting >= MAX_WAITING:
            raise Overloaded("busy", "Too many people sign in at this moment; try again in a few seconds.")
        self._waiting += 1
        try:
            async with self._slots:
                return await asyncio.to_thread(function, *arguments)
        finally:
            self._waiting -= 1
