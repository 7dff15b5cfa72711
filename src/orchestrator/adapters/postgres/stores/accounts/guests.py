"""Guests. The functions of the schema that are called here decide who may do what."""

from uuid import UUID

from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncConnection

from orchestrator.ports.stores.guests import Admission

ADD_GUEST = text("SELECT add_guest(:handle)")
LEAVE_ADDRESS = text("""
    UPDATE users SET email = :address, version = version + 1,
        email_confirmed_at = CASE WHEN lower(email) = lower(:address) THEN email_confirmed_at END
    WHERE id = current_person() AND guest_of IS NOT NULL AND site_subject IS NULL
""")
PROMISE_GUEST = text("SELECT promise_guest(:session_id)")
TAKE_GUEST = text("SELECT take_guest(CAST(:session_id AS uuid))")
FIND_FORGOTTEN = text("SELECT find_forgotten_guests(:days, :limit)")
ERASE_GUEST = text("SELECT erase_guest(:days)")


class PostgresGuests:
    """`ports.stores.guests.Guests` in one transaction."""

    def __init__(self, connection: AsyncConnection) -> None:
        self._connection = connection

    async def add_guest(self, handle: str) -> Admission:
        is_open: bool | None = (await self._connection.execute(ADD_GUEST, {"handle": handle})).scalar_one()
        if is_open is None:
            return Admission.unknown
        return Admission.admitted if is_open else Admission.closed

    async def leave_address(self, address: str) -> None:
        await self._connection.execute(LEAVE_ADDRESS, {"address": address})

    async def promise_guest(self, session_id: UUID) -> None:
        await self._connection.execute(PROMISE_GUEST, {"session_id": session_id})

    async def take_guest(self, session_id: UUID | None) -> bool:
        return bool((await self._connection.execute(TAKE_GUEST, {"session_id": session_id})).scalar_one())

    async def find_forgotten(self, days: int, limit: int) -> list[UUID]:
        return list((await self._connection.execute(FIND_FORGOTTEN, {"days": days, "limit": limit})).scalars())

    async def erase_guest(self, days: int) -> bool:
        return bool((await self._connection.execute(ERASE_GUEST, {"days": days})).scalar_one())
