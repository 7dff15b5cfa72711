"""Passwords: hash, verify, change."""

import asyncio
import secrets
from collections.abc import Callable
from typing import TypeVar

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

from orchestrator.domain.errors import Invalid
from orchestrator.engine.accounts.profile import who_am_i
from orchestrator.engine.services import Services
from orchestrator.ports.database import Scope
from orchestrator.ports.stores.accounts import Person

MIN_PASSWORD_CHARACTERS, MAX_PASSWORD_CHARACTERS = 10, 200

# argon2id with the library's defaults, the low-memory profile of RFC 9106.
_hasher = PasswordHasher()

# At most two hashes are computed at once, so that sign-ins leave processor time for other requests.
_hashing = asyncio.Semaphore(2)

T = TypeVar("T")

# A hash to verify against where no account has the address: known and unknown addresses then take the same time.
NO_ACCOUNT = _hasher.hash(secrets.token_hex(16))


async def change_password(services: Services, person: Person, current: str, new: str) -> None:
    """Sets a new password and ends every other session of the person; API tokens stay valid.

    Raises Invalid (`wrong_password`, `weak_password`).
    """
    me = await who_am_i(services, person.user_id)
    async with services.database.transaction(Scope()) as tx:
        credentials = await tx.accounts.find_credentials(me.email)
    if credentials is None or not await off_loop(verify_password, credentials.password_hash, current):
        raise Invalid("wrong_password", "That is not your current password.", field="current")
    hashed = await hash_checked(new)
    async with services.database.transaction(Scope(person.user_id)) as tx:
        await tx.accounts.set_password(hashed, person.secret_id)


async def hash_checked(password: str) -> str:
    """The argon2id hash of an acceptable password. Raises Invalid `weak_password`."""
    if not MIN_PASSWORD_CHARACTERS <= len(password) <= MAX_PASSWORD_CHARACTERS:
        limits = f"{MIN_PASSWORD_CHARACTERS} to {MAX_PASSWORD_CHARACTERS}"
        raise Invalid("weak_password", f"A password has {limits} characters.", field="password")
    return await off_loop(_hasher.hash, password)


def verify_password(hashed: str, password: str) -> bool:
    """Whether the hash is that of the password; False also where the hash cannot be read."""
    try:
        return _hasher.verify(hashed, password)
    except (VerificationError, InvalidHashError):
        return False


async def off_loop(function: Callable[..., T], *arguments: str) -> T:
    """Runs a slow hash function in a thread, so that the event loop is not blocked; at most two at once."""
    async with _hashing:
        return await asyncio.to_thread(function, *arguments)
