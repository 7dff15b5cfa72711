"""Signing up: creating an account."""

from orchestrator.domain.accounts.handles import check_handle
from orchestrator.domain.names import check_name
from orchestrator.engine.accounts.passwords import hash_checked
from orchestrator.engine.services import Services
from orchestrator.ports.database import Scope
from orchestrator.ports.identifiers import new_id
from orchestrator.ports.stores.accounts import User


async def sign_up(services: Services, email: str, password: str, handle: str, display_name: str) -> User:
    """Creates an account; it does not sign in.

    Raises Invalid (`invalid_handle`, `weak_password`, ...) and Conflict (`email_taken`, `handle_taken`).
    """
    check_handle(handle)
    name = check_name("display_name", display_name)
    hashed = await hash_checked(services, password)
    user_id = new_id()
    async with services.database.transaction(Scope(user_id)) as tx:
        return await tx.accounts.insert_user(user_id, email, handle, name, hashed)
