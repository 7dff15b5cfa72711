"""A person's own account, and the public profile of any person."""

from dataclasses import replace
from uuid import UUID

from orchestrator.domain.accounts.handles import HANDLE, check_changes, check_handle
from orchestrator.domain.errors import Moved, NotFound, Unauthenticated
from orchestrator.domain.names import check_name
from orchestrator.domain.versions import changed_meanwhile
from orchestrator.engine.services import Services
from orchestrator.ports.database import Scope
from orchestrator.ports.stores.accounts import Profile, User, UserChange


async def who_am_i(services: Services, person: UUID) -> User:
    """The person's own account. Raises Unauthenticated `not_signed_in` where it was deleted."""
    async with services.database.transaction(Scope(person)) as tx:
        user = await tx.accounts.load_me()
    if user is None:
        raise Unauthenticated("not_signed_in", "This account was deleted.")
    return user


async def change_me(services: Services, person: UUID, change: UserChange, expected: int | None = None) -> User:
    """Changes the person's display name, their handle, or both.

    `expected` is the version of the account that was read; None stands for any. A handle that is given up leads to the person
    for a year, and is nobody else's meanwhile.
    Raises Invalid as `check_name` and `check_handle`, Conflict `handle_taken`, Unauthenticated `not_signed_in`, Stale
    `changed_meanwhile`, Limited `too_many_handle_changes`.
    """
    if change.display_name is not None:
        change = replace(change, display_name=check_name("display_name", change.display_name))
    async with services.database.transaction(Scope(person)) as tx:
        before = await tx.accounts.load_me()
        if before is None:
            raise Unauthenticated("not_signed_in", "This account was deleted.")
        is_moved = change.handle not in (None, before.handle)
        if is_moved:
            check_handle(change.handle or "", services.reserved_handles)
        user = await tx.accounts.change_me(change, expected)
        if user is None:
            current = await tx.accounts.load_me()
            raise changed_meanwhile((current or before).version)
        if is_moved:
            check_changes(await tx.accounts.list_handle_changes(), services.clock.now())
    return user


async def show_profile(services: Services, handle: str) -> Profile:
    """The public profile of a person. Raises NotFound `user_not_found`, and Moved for a handle that they gave up."""
    profile, moved = None, None
    if HANDLE.fullmatch(handle):
        async with services.database.transaction(Scope()) as tx:
            profile = await tx.accounts.load_profile_by_handle(handle)
            moved = await tx.accounts.find_moved(handle) if profile is None else None
    if moved is not None:
        raise Moved(moved)
    if profile is None:
        raise NotFound("user_not_found", "There is nobody with this handle.")
    return profile
