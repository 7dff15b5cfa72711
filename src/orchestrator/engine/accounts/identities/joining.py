"""Somebody whom a provider vouches for makes an account: they choose a handle, and need no password."""

from dataclasses import dataclass

from orchestrator.domain.errors import Invalid, Unauthenticated
from orchestrator.engine.accounts.addresses.sign_up import Address, Origin, sign_up
from orchestrator.engine.accounts.identities.tickets import newcomer_key
from orchestrator.engine.accounts.signing_in.password_tries import Place
from orchestrator.engine.accounts.signing_in.sessions import SignedIn, start_session
from orchestrator.engine.services import Services
from orchestrator.ports.database import Scope
from orchestrator.ports.stores.accounts import User
from orchestrator.ports.stores.identities import Newcomer


@dataclass(frozen=True, slots=True)
class Chosen:
    """What a new person chose."""

    handle: str
    display_name: str
    email: str | None
    """None for the one that the provider vouches for."""


@dataclass(frozen=True, slots=True)
class Joined:
    """A new account."""

    user: User
    return_to: str
    """A path of the app."""
    signed_in: SignedIn | None
    """None where the account waits for the link that is mailed to its address."""


async def show_newcomer(services: Services, secret: str) -> Newcomer:
    """Whom the provider vouched for. Raises Unauthenticated `attempt_unknown`."""
    async with services.database.transaction(Scope()) as tx:
        newcomer = await tx.identities.find_newcomer(newcomer_key(secret))
    if newcomer is None:
        raise Unauthenticated("attempt_unknown", "This sign-in is over. Begin again.")
    return newcomer


async def join(services: Services, secret: str, chosen: Chosen, origin: Origin, place: Place) -> Joined:
    """Makes the account and signs in. An address for which the provider does not vouch is confirmed by mail, as at any sign-up.

    Raises as `show_newcomer` and `sign_up`, which leaves the ticket as it is, and Invalid `address_needed`.
    """
    newcomer = await show_newcomer(services, secret)
    identity = newcomer.identity
    is_vouched_for = identity.is_email_confirmed and chosen.email in (None, identity.email)
    email = identity.email if is_vouched_for else chosen.email
    if not email:
        raise Invalid("address_needed", "Your provider gives no address of yours, so type in one.", field="email")
    address = Address.confirmed if is_vouched_for else None
    user = await sign_up(services, email, None, chosen.handle, chosen.display_name, origin, address, identity)
    async with services.database.transaction(Scope()) as tx:
        await tx.identities.end_newcomer(newcomer_key(secret))
    signed_in = None if user.is_pending else await start_session(services, user.id, place)
    return Joined(user, newcomer.return_to, signed_in)
