"""Signing up, in and out, and API tokens. Secrets leave this file once, to their owner, and are stored as hashes."""

import asyncio
import hashlib
import secrets
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import TypeVar
from uuid import UUID

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

from orchestrator.domain.accounts.handles import HANDLE, check_handle
from orchestrator.domain.errors import Invalid, NotFound, Unauthenticated
from orchestrator.domain.texts import MAX_NAME_LETTERS, check_text
from orchestrator.engine.world import World
from orchestrator.ports.identifiers import new_id
from orchestrator.ports.records import ApiToken, Person, Profile, User
from orchestrator.ports.storage import Scope

SESSION_DAYS = 30
MIN_PASSWORD_LETTERS, MAX_PASSWORD_LETTERS = 10, 200
SECRET_BYTES = 32
# argon2id at the library's defaults (RFC 9106's low-memory profile); two at once, so that sign-ins cannot starve the rest.
_hasher = PasswordHasher()
_hashing = asyncio.Semaphore(2)
T = TypeVar("T")
# Verified when no account has the address, so that both take the same time.
_NO_ACCOUNT = _hasher.hash(secrets.token_hex(16))


@dataclass(frozen=True, slots=True)
class SignedIn:
    secret: str
    """Shown once; whoever holds it is this person until it expires."""
    expires_at: datetime


@dataclass(frozen=True, slots=True)
class NewToken:
    secret: str
    token: ApiToken


async def sign_up(world: World, email: str, password: str, handle: str, display_name: str) -> User:
    """Raises Invalid (`invalid_handle`, `weak_password`, ...) and Conflict (`email_taken`, `handle_taken`)."""
    check_handle(handle)
    name = check_text("display_name", display_name, MAX_NAME_LETTERS)
    hashed = await _hash_checked(password)
    user_id = new_id()
    async with world.database.transaction(Scope(user_id)) as tx:
        return await tx.accounts.insert_user(user_id, email, handle, name, hashed)


async def sign_in(world: World, email: str, password: str) -> SignedIn:
    """Raises Unauthenticated `wrong_credentials`, the same for an unknown address and a wrong password."""
    async with world.database.transaction(Scope()) as tx:
        credentials = await tx.accounts.find_credentials(email)
    verified = await _off_loop(_verify, credentials.password_hash if credentials else _NO_ACCOUNT, password)
    if credentials is None or not verified:
        raise Unauthenticated("wrong_credentials", "The address or the password is wrong.")
    secret, expires_at = _new_secret("ses"), datetime.now(UTC) + timedelta(days=SESSION_DAYS)
    async with world.database.transaction(Scope(credentials.user_id)) as tx:
        await tx.accounts.insert_session(new_id(), credentials.user_id, hash_secret(secret), expires_at)
    return SignedIn(secret, expires_at)


async def identify(world: World, secret: str) -> Person:
    """Whose session or token this is. Raises Unauthenticated `not_signed_in`.

    The secret is looked up by its SHA-256: 256 random bits need no slow hash, and comparing digests of what an attacker
    sends tells nothing about what is stored, so the look-up leaks no timing that helps.
    """
    async with world.database.hot_path(Scope()) as hot:
        person = await hot.find_person(hash_secret(secret))
    if person is None:
        raise Unauthenticated("not_signed_in", "Sign in first; this session or token is not valid or no longer.")
    return person


async def sign_out(world: World, person: Person) -> None:
    async with world.database.transaction(Scope(person.user_id)) as tx:
        await tx.accounts.delete_session(person.secret_id)


async def who_am_i(world: World, person: UUID) -> User:
    async with world.database.transaction(Scope(person)) as tx:
        user = await tx.accounts.load_me()
    if user is None:
        raise Unauthenticated("not_signed_in", "This account is gone.")
    return user


async def rename_me(world: World, person: UUID, display_name: str) -> User:
    name = check_text("display_name", display_name, MAX_NAME_LETTERS)
    async with world.database.transaction(Scope(person)) as tx:
        user = await tx.accounts.rename_me(name)
    if user is None:
        raise Unauthenticated("not_signed_in", "This account is gone.")
    return user


async def change_password(world: World, person: Person, current: str, new: str) -> None:
    """Ends every other session; API tokens stay. Raises Invalid (`wrong_password`, `weak_password`)."""
    me = await who_am_i(world, person.user_id)
    async with world.database.transaction(Scope()) as tx:
        credentials = await tx.accounts.find_credentials(me.email)
    if credentials is None or not await _off_loop(_verify, credentials.password_hash, current):
        raise Invalid("wrong_password", "That is not your password of now.", field="current")
    hashed = await _hash_checked(new)
    async with world.database.transaction(Scope(person.user_id)) as tx:
        await tx.accounts.set_password(hashed, person.secret_id)


async def show_profile(world: World, handle: str) -> Profile:
    """What anyone may know of a person. Raises NotFound `user_not_found`."""
    profile = None
    if HANDLE.fullmatch(handle):
        async with world.database.transaction(Scope()) as tx:
            profile = await tx.accounts.load_profile_by_handle(handle)
    if profile is None:
        raise NotFound("user_not_found", "There is nobody of this handle.")
    return profile


async def create_token(world: World, person: UUID, name: str) -> NewToken:
    secret = _new_secret("tok")
    async with world.database.transaction(Scope(person)) as tx:
        token = await tx.accounts.insert_token(new_id(), person, check_text("name", name, MAX_NAME_LETTERS), hash_secret(secret))
    return NewToken(secret, token)


async def list_tokens(world: World, person: UUID) -> list[ApiToken]:
    async with world.database.transaction(Scope(person)) as tx:
        return await tx.accounts.list_tokens()


async def delete_token(world: World, person: UUID, token_id: UUID) -> None:
    async with world.database.transaction(Scope(person)) as tx:
        if not await tx.accounts.delete_token(token_id):
            raise NotFound("token_not_found", "There is no such token of yours.")


def hash_secret(secret: str) -> bytes:
    return hashlib.sha256(secret.encode("utf-8", "replace")).digest()


def _new_secret(kind: str) -> str:
    return f"orc_{kind}_{secrets.token_urlsafe(SECRET_BYTES)}"


async def _hash_checked(password: str) -> str:
    if not MIN_PASSWORD_LETTERS <= len(password) <= MAX_PASSWORD_LETTERS:
        raise Invalid("weak_password", f"A password has {MIN_PASSWORD_LETTERS} to {MAX_PASSWORD_LETTERS} characters.", field="password")
    return await _off_loop(_hasher.hash, password)


def _verify(hashed: str, password: str) -> bool:
    try:
        return _hasher.verify(hashed, password)
    except (VerificationError, InvalidHashError):
        return False


async def _off_loop(function: Callable[..., T], *arguments: str) -> T:
    async with _hashing:
        return await asyncio.to_thread(function, *arguments)
