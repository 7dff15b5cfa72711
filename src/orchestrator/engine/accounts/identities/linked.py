"""The accounts elsewhere that sign in to one's own: list and unlink."""

from uuid import UUID

from orchestrator.domain.errors import Conflict, NotFound
from orchestrator.engine.accounts.signing_in.passwords import require_session
from orchestrator.engine.services import Services
from orchestrator.ports.database import Scope
from orchestrator.ports.stores.accounts import Person
from orchestrator.ports.stores.identities import Identity


async def list_identities(services: Services, person: UUID) -> list[Identity]:
    """The one linked first comes first."""
    async with services.database.transaction(Scope(person)) as tx:
        return await tx.identities.list()


async def unlink(services: Services, person: Person, identity_id: UUID) -> None:
    """Ends that an account elsewhere signs in here. Sessions that it began stay.

    Raises NotFound `identity_not_found`, Conflict `last_way_in`, Forbidden `session_required`.
    """
    require_session(person)
    async with services.database.transaction(Scope(person.user_id)) as tx:
        # Listing locks them, so that of two at once the second sees that it would take the last.
        identities, me = await tx.identities.list(), await tx.accounts.load_me()
        if identity_id not in [each.id for each in identities]:
            raise NotFound("identity_not_found", "You have linked no such account.")
        if len(identities) == 1 and (me is None or not me.has_password):
            raise Conflict("last_way_in", "This is the only way to sign in to your account. Set a password or link another first.")
        await tx.identities.delete(identity_id)
