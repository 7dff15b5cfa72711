"""Signing in and out, and who a secret belongs to."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from orchestrator.domain.errors import Unauthenticated
from orchestrator.engine.accounts.secrets import hash_secret, new_secret
from orchestrator.engine.services import Services
from orchestrator.ports.database import Scope
from orchestrator.ports.identifiers import new_id
from orchestrator.ports.stores.accounts import Person

SESSION_DAYS = 30


@dataclass(frozen=True, slots=True)
class SignedIn:
    secret: str
    """Shown once; whoever holds it is this person until it expires."""
    expires_at: datetime


async def sign_in(services: Services, email: str, password: str) -> SignedIn:
    """Raises Unauthenticated `wrong_credentials`, the same for an unknown address and a wrong password."""
    async with services.database.transaction(Scope()) as tx:
        credentials = await tx.accounts.find_credentials(email)
    verified = await services.passwords.is_right(password, credentials.password_hash if credentials else None)
    if credentials is None or not verified:
        raise Unauthenticated("wrong_credentials", "The address or the password is wrong.")
    secret, expires_at = new_secret("ses"), services.clock.now() + timedelta(days=SESSION_DAYS)
    async with services.database.transaction(Scope(credentials.user_id)) as tx:
        await tx.accounts.insert_session(new_id(), credentials.user_id, hash_secret(secret), expires_at)
    return SignedIn(secret, expires_at)


async def identify(services: Services, secret: str) -> Person:
    """Whose session or token this is. Raises Unauthenticated `not_signed_in`.

    The secret is looked up by its SHA-256: 256 random bits need no slow hash, and comparing digests of what an attacker
    sends tells nothing about what is stored, so the look-up leaks no timing that helps.
    """
    async with services.database.hot_path(Scope()) as hot:
        person = await hot.find_person(hash_secret(secret))
    if person is None:
        raise Unauthenticated("not_signed_in", "Sign in first; this session or token is not valid or no longer.")
    return person


async def sign_out(services: Services, person: Person) -> None:
    async with services.database.transaction(Scope(person.user_id)) as tx:
        await tx.accounts.delete_session(person.secret_id)
