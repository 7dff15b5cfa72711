"""Signing in, signing out, and finding the person that a secret belongs to."""

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
    """A new session."""

    secret: str
    """Shown once. It authenticates its holder as the person until it expires."""
    expires_at: datetime


async def sign_in(services: Services, email: str, password: str) -> SignedIn:
    """Starts a session of SESSION_DAYS days.

    Raises Unauthenticated `wrong_credentials`, both for an unknown address and for a wrong password.
    """
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
    """The person that a session's secret or an API token belongs to. Raises Unauthenticated `not_signed_in`.

    The secret is looked up by its SHA-256. A secret has 256 random bits, so it needs no slow hash. An attacker cannot
    learn a stored digest from the time that the look-up takes, because the digests of their guesses are unpredictable.
    """
    async with services.database.hot_path(Scope()) as hot:
        person = await hot.find_person(hash_secret(secret))
    if person is None:
        raise Unauthenticated("not_signed_in", "Sign in first: this session or token is unknown or has expired.")
    return person


async def sign_out(services: Services, person: Person) -> None:
    """Ends the session that the person is signed in with."""
    async with services.database.transaction(Scope(person.user_id)) as tx:
        await tx.accounts.delete_session(person.secret_id)
