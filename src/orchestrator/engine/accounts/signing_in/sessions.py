"""Signing in, signing out, and finding the person that a secret belongs to."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from orchestrator.domain.accounts.browsers import name_browser
from orchestrator.domain.errors import Unauthenticated
from orchestrator.engine.accounts.signing_in.password_tries import Place, check_password
from orchestrator.engine.accounts.signing_in.secrets import hash_secret, new_secret
from orchestrator.engine.services import Services
from orchestrator.ports.database import Scope, Transaction
from orchestrator.ports.identifiers import new_id
from orchestrator.ports.stores.accounts import Person

SESSION_DAYS = 30


@dataclass(frozen=True, slots=True)
class SignedIn:
    """A new session."""

    user_id: UUID
    secret: str
    """Shown once. It authenticates its holder as the person until it expires."""
    device: str
    """The secret of this browser as a device that the account knows. It authenticates nobody."""
    expires_at: datetime


async def sign_in(services: Services, email: str, password: str, place: Place) -> SignedIn:
    """Starts a session of SESSION_DAYS days, and makes the browser a device that the account knows.

    Raises Unauthenticated `wrong_credentials`, both for an unknown address and for a wrong password. Raises Limited as
    `check_password`.
    """
    user_id = await check_password(services, email, password, place)
    if user_id is None:
        raise Unauthenticated("wrong_credentials", "The address or the password is wrong.")
    return await start_session(services, user_id, place)


async def start_session(services: Services, user_id: UUID, place: Place) -> SignedIn:
    """As `sign_in`, for somebody of whom it is known otherwise who they are."""
    device = new_secret("dev")
    expires_at = services.clock.now() + timedelta(days=SESSION_DAYS)
    async with services.database.transaction(Scope(user_id)) as tx:
        secret = await begin_session(tx, user_id, expires_at, place.browser)
        await tx.accounts.insert_device(user_id, hash_secret(device), [hash_secret(old) for old in place.devices])
    return SignedIn(user_id, secret, device, expires_at)


async def begin_session(tx: Transaction, user_id: UUID, expires_at: datetime, browser: str) -> str:
    """The secret of a new session, in the person's own transaction. `browser` is what the browser says it is."""
    secret = new_secret("ses")
    await tx.accounts.insert_session(new_id(), user_id, hash_secret(secret), expires_at, name_browser(browser))
    return secret


async def identify(services: Services, secret: str) -> Person:
    """The person that a session's secret or an API token belongs to. Raises Unauthenticated `not_signed_in`.

    The secret is looked up by its SHA-256. A secret has 256 random bits, so it needs no slow hash. An attacker cannot
    learn a stored digest from the time that the look-up takes, because the digests of their guesses are unpredictable.
    """
    async with services.database.hot_path(Scope()) as hot:
        person = await hot.find_person(hash_secret(secret))
    if person is None:
        raise Unauthenticated("not_signed_in", "Sign in first: this session or token is unknown or has expired.")
    if not person.is_noted:
        async with services.database.transaction(Scope(person.user_id)) as tx:
            await tx.accounts.note_use(person)
    return person


async def sign_out(services: Services, person: Person) -> None:
    """Ends the session that the person is signed in with."""
    async with services.database.transaction(Scope(person.user_id)) as tx:
        await tx.accounts.delete_session(person.secret_id)
