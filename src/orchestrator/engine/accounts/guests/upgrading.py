"""A guest gets an account, or signs in to one, and their threads go with them."""

from uuid import UUID

from orchestrator.domain.errors import Conflict, Unauthenticated
from orchestrator.engine.accounts.addresses.sign_up import Origin, sign_up
from orchestrator.engine.accounts.signing_in.sessions import identify
from orchestrator.engine.services import Services
from orchestrator.ports.database import Scope
from orchestrator.ports.stores.accounts import Person, User


async def upgrade(services: Services, person: Person, email: str, password: str, handle: str, display_name: str, origin: Origin) -> User:
    """Creates an account as `sign_up` does, which takes over everything of the guest.

    A pending account takes it over when its address is confirmed; until then the guest goes on as they are. Raises as `sign_up`,
    and Conflict `not_a_guest`.
    """
    if person.guest_of is None:
        raise Conflict("not_a_guest", "You have an account already.")
    return await sign_up(services, email, password, handle, display_name, origin, guest_session=person.secret_id)


async def take_along(services: Services, account: UUID, guest_secret: str) -> bool:
    """Gives the account everything of the guest whose session's secret this is; False where it is none."""
    try:
        guest = await identify(services, guest_secret)
    except Unauthenticated:
        return False
    async with services.database.transaction(Scope(account)) as tx:
        return guest.guest_of is not None and await tx.guests.take_guest(guest.secret_id)
