"""A person's own profile, and what anyone may know of a person."""

from uuid import UUID

from orchestrator.domain.accounts.handles import HANDLE
from orchestrator.domain.errors import NotFound, Unauthenticated
from orchestrator.domain.texts import MAX_NAME_CHARACTERS, check_text
from orchestrator.engine.services import Services
from orchestrator.ports.database import Scope
from orchestrator.ports.stores.accounts import Profile, User


async def who_am_i(services: Services, person: UUID) -> User:
    async with services.database.transaction(Scope(person)) as tx:
        user = await tx.accounts.load_me()
    if user is None:
        raise Unauthenticated("not_signed_in", "This account is gone.")
    return user


async def rename_me(services: Services, person: UUID, display_name: str) -> User:
    name = check_text("display_name", display_name, MAX_NAME_CHARACTERS)
    async with services.database.transaction(Scope(person)) as tx:
        user = await tx.accounts.rename_me(name)
    if user is None:
        raise Unauthenticated("not_signed_in", "This account is gone.")
    return user


async def show_profile(services: Services, handle: str) -> Profile:
    """What anyone may know of a person. Raises NotFound `user_not_found`."""
    profile = None
    if HANDLE.fullmatch(handle):
        async with services.database.transaction(Scope()) as tx:
            profile = await tx.accounts.load_profile_by_handle(handle)
    if profile is None:
        raise NotFound("user_not_found", "There is nobody of this handle.")
    return profile
