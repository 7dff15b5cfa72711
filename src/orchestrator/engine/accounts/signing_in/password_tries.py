"""Comparing a password, with the number of tries counted in the database for all processes.

Tries are counted by account and place together, so that nobody's wrong passwords keep the owner of an account out: a
browser in which the owner signed in before, and another address, are other places.
"""

import hashlib
import math
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from uuid import UUID

from orchestrator.domain.accounts.limits import say_wait
from orchestrator.domain.errors import Limited
from orchestrator.engine.accounts.signing_in.secrets import hash_secret
from orchestrator.engine.services import Services
from orchestrator.ports.database import Scope
from orchestrator.ports.identifiers import new_id
from orchestrator.ports.stores.accounts import PasswordTry

MAX_DEVICES = 10
"""Devices of one request that are looked up."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where a password is typed."""

    address: str = ""
    """The network address that requests are counted by."""
    devices: Sequence[str] = ()
    """Secrets of the devices that the browser is, for any accounts."""
    browser: str = ""
    """What the browser says it is, as it says it."""
    session: UUID | None = None
    """The session in which a password is asked for again; the account knows it."""


async def check_password(services: Services, email: str, password: str, place: Place) -> UUID | None:
    """The account whose password this is; None for a wrong password as for an unknown account.

    Raises Limited `too_many_requests` with `retry_after_s` where too many passwords were wrong, whether the account
    exists or not; the password is not compared then. Raises as `PasswordHashing.is_right`.
    """
    known = await _find_known(services, email, place)
    address = _hash(f"address:{place.address}")
    attempt = PasswordTry(new_id(), email, known or address, address, is_known=known is not None)
    async with services.database.transaction(Scope()) as tx:
        wait = await tx.accounts.begin_password_try(attempt, services.password_limits)
        credentials = await tx.accounts.find_credentials(email) if wait is None else None
    if wait is not None:
        raise _too_many(wait)
    was_compared, is_right = False, False
    try:
        is_right = await services.passwords.is_right(password, credentials.password_hash if credentials else None)
        was_compared = True
    finally:
        if is_right or not was_compared:
            async with services.database.transaction(Scope()) as tx:
                await tx.accounts.end_password_try(attempt.id, is_right)
    return credentials.user_id if credentials and is_right else None


async def is_known_place(services: Services, email: str, place: Place) -> bool:
    """Whether the account knows the place. Says nothing about whether there is such an account."""
    return await _find_known(services, email, place) is not None


async def _find_known(services: Services, email: str, place: Place) -> bytes | None:
    if place.session is not None:
        return _hash(f"session:{place.session}")
    if not place.devices:
        return None
    async with services.database.transaction(Scope()) as tx:
        return await tx.accounts.find_known_device(email, [hash_secret(secret) for secret in place.devices[:MAX_DEVICES]])


def _hash(text: str) -> bytes:
    return hashlib.sha256(text.encode()).digest()


def _too_many(wait: timedelta) -> Limited:
    wait_s = max(1, math.ceil(wait.total_seconds()))
    return Limited("too_many_requests", f"Too many wrong passwords; try again in {say_wait(wait_s)}.", retry_after_s=wait_s)
