"""Which passwords are accepted, and changing a password."""

from orchestrator.domain.errors import Invalid
from orchestrator.engine.accounts.profile import who_am_i
from orchestrator.engine.services import Services
from orchestrator.ports.database import Scope
from orchestrator.ports.stores.accounts import Person

MIN_PASSWORD_CHARACTERS, MAX_PASSWORD_CHARACTERS = 10, 200


async def change_password(services: Services, person: Person, current: str, new: str) -> None:
    """Sets a new password and ends every other session of the person; API tokens stay valid.

    Raises Invalid (`wrong_password`, `weak_password`).
    """
    me = await who_am_i(services, person.user_id)
    async with services.database.transaction(Scope()) as tx:
        credentials = await tx.accounts.find_credentials(me.email)
    if not await services.passwords.is_right(current, credentials.password_hash if credentials else None):
        raise Invalid("wrong_password", "That is not your current password.", field="current")
    hashed = await hash_checked(services, new)
    async with services.database.transaction(Scope(person.user_id)) as tx:
        await tx.accounts.set_password(hashed, person.secret_id)


async def hash_checked(services: Services, password: str) -> str:
    """The hash of an acceptable password. Raises Invalid `weak_password`."""
    if not MIN_PASSWORD_CHARACTERS <= len(password) <= MAX_PASSWORD_CHARACTERS:
        limits = f"{MIN_PASSWORD_CHARACTERS} to {MAX_PASSWORD_CHARACTERS}"
        raise Invalid("weak_password", f"A password has {limits} characters.", field="password")
    return await services.passwords.hash(password)
