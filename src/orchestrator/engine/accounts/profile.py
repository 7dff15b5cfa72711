"""A person's own account, and the public profile of any person."""

from uuid import UUID

from orchestrator.domain.accounts.handles import HANDLE
from orchestrator.domain.errors import NotFound, Unauthenticated
from orchestrator.domain.names import check_name
from orchestrator.domain.versions import changed_meanwhile
from orchestrator.engine.services import Services
from orchestrator.ports.database import Scope
from orchestrator.ports.stores.accounts import Profile, User


async def who_am_i(services: Services, person: UUID) -> User:
    """The person's own account. Raises Unauthenticated `not_signed_in` where it was deleted."""
    async with services.database.transaction(Scope(person)) as tx:
        user = await tx.accounts.load_me()
    if user is None:
        raise Unauthenticated("not_signed_in", "This account was deleted.")
    return user


async def rename_me(services: Services, person: UUID, display_name: str, expected: int | None = None) -> User:
    """Changes the person's display name.

    `expected` is the version of the account that was read; None stands for any.
    Raises Invalid as `check_name`, Unauthenticated `not_signed_in`, Stale `changed_meanwhile`.
    """
    name = check_name("display_name", display_name)
    async with services.database.transaction(Scope(person)) as tx:
        user = await tx.accounts.rename_me(name, expected)
        current = user or await tx.accounts.load_me()
    if current is None:
        raise Unauthenticated("not_signed_in", "This account was deleted.")
    if user is None:
        raise changed_meanwhile(current.version)
    return user


async def show_profile(services: Services, handle: str) -> Profile:
    """The public profile of a person. Raises NotFound `user_not_found`."""
    profile = None
    if HANDLE.fullmatch(handle):
        async with services.database.transaction(Scope()) as tx:
            profile = await tx.accounts.load_profile_by_handle(handle)
    if profile is None:
        raise NotFound("user_not_found", "There is nobody with this handle.")
    return profile
