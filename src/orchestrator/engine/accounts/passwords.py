"""Passwords: hashing, verifying, changing."""

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

MIN_PASSWORD_LETTERS, MAX_PASSWORD_LETTERS = 10, 200

# argon2id at the library's defaults (RFC 9106's low-memory profile); two at once, so that sign-ins cannot starve the rest.
_hasher = PasswordHasher()

_hashing = asyncio.Semaphore(2)

T = TypeVar("T")

# Verified when no account has the address, so that both take the same time.
NO_ACCOUNT = _hasher.hash(secrets.token_hex(16))


async def change_password(services: Services, person: Person, current: str, new: str) -> None:
    """Ends every other session; API tokens stay. Raises Invalid (`wrong_password`, `weak_password`)."""
    me = await who_am_i(services, person.user_id)
    async with services.database.transaction(Scope()) as tx:
        credentials = await tx.accounts.find_credentials(me.email)
    if credentials is None or not await off_loop(verify_password, credentials.password_hash, current):
        raise Invalid("wrong_password", "That is not your password of now.", field="current")
    hashed = await hash_checked(new)
    async with services.database.transaction(Scope(person.user_id)) as tx:
        await tx.accounts.set_password(hashed, person.secret_id)


async def hash_checked(password: str) -> str:
    if not MIN_PASSWORD_LETTERS <= len(password) <= MAX_PASSWORD_LETTERS:
        raise Invalid("weak_password", f"A password has {MIN_PASSWORD_LETTERS} to {MAX_PASSWORD_LETTERS} characters.", field="password")
    return await off_loop(_hasher.hash, password)


def verify_password(hashed: str, password: str) -> bool:
    try:
        return _hasher.verify(hashed, password)
    except (VerificationError, InvalidHashError):
        return False


async def off_loop(function: Callable[..., T], *arguments: str) -> T:
    async with _hashing:
        return await asyncio.to_thread(function, *arguments)
