"""The browsers in which a person is signed in: list and end."""

from uuid import UUID

from orchestrator.domain.errors import NotFound
from orchestrator.engine.accounts.signing_in.passwords import require_session
from orchestrator.engine.services import Services
from orchestrator.ports.database import Scope
from orchestrator.ports.stores.accounts import Person, Session


async def list_sessions(services: Services, person: UUID) -> list[Session]:
    """The person's own sessions, the one used last first."""
    async with services.database.transaction(Scope(person)) as tx:
        return await tx.accounts.list_sessions()


async def end_session(services: Services, person: Person, session_id: UUID) -> None:
    """Signs a browser out. Raises NotFound `session_not_found`, Forbidden `session_required`."""
    require_session(person)
    async with services.database.transaction(Scope(person.user_id)) as tx:
        if not await tx.accounts.delete_session(session_id):
            raise NotFound("session_not_found", "You are not signed in there.")


async def end_other_sessions(services: Services, person: Person) -> None:
    """Signs every browser out but the one that asks. Raises Forbidden `session_required`."""
    require_session(person)
    async with services.database.transaction(Scope(person.user_id)) as tx:
        await tx.accounts.end_other_sessions(person.secret_id)
