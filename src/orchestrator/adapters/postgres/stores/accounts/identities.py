"""Identities elsewhere, and the tickets of people who sign in by them."""

import builtins
import json
from dataclasses import asdict
from typing import Any, TypeVar
from uuid import UUID

from pydantic import TypeAdapter
from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncConnection

from orchestrator.adapters.postgres.rows import read_row, read_rows
from orchestrator.adapters.postgres.violations import as_conflicts
from orchestrator.ports.identifiers import new_id
from orchestrator.ports.identities import ExternalIdentity
from orchestrator.ports.stores.identities import AccountByAddress, Attempt, Identity, Known, Newcomer

T = TypeVar("T")

INSERT_TICKET = text("SELECT insert_ticket(:key, :purpose, CAST(:content AS jsonb), :lifetime_s)")
FIND_TICKET = text("SELECT find_ticket(:key, :purpose)")
TAKE_TICKET = text("SELECT take_ticket(:key, :purpose)")
FIND_KNOWN = text("SELECT user_id, id, is_pending FROM find_identity(:issuer, :subject)")
FIND_ACCOUNT = text("SELECT user_id, is_confirmed FROM find_account(:email)")
INSERT = text("""
    INSERT INTO identities (user_id, id, issuer, subject, provider, email) VALUES (current_person(), :id, :issuer, :subject, :provider, :email)
""")
# Row-level security limits these to the person's own identities.
NOTE_USE = text("UPDATE identities SET last_used_at = now() WHERE id = :id")
LIST = text("SELECT id, provider, issuer, email, created_at, last_used_at FROM identities ORDER BY created_at, id FOR UPDATE")
DELETE = text("DELETE FROM identities WHERE id = :id")
DELETE_ALL = text("DELETE FROM identities")

ATTEMPT, NEWCOMER = "attempt", "newcomer"
_ATTEMPTS, _NEWCOMERS = TypeAdapter(Attempt), TypeAdapter(Newcomer)
TAKEN = {"identities_subject": ("identity_taken", "This account is linked to another account here already.")}


class PostgresIdentities:
    """`ports.stores.identities.Identities` in one transaction."""

    def __init__(self, connection: AsyncConnection) -> None:
        self._connection = connection

    async def insert_attempt(self, key: bytes, attempt: Attempt, lifetime_s: int) -> None:
        await self._insert_ticket(key, ATTEMPT, attempt, lifetime_s)

    async def take_attempt(self, key: bytes) -> Attempt | None:
        found = (await self._connection.execute(TAKE_TICKET, {"key": key, "purpose": ATTEMPT})).scalar()
        return _ATTEMPTS.validate_python(found) if found is not None else None

    async def insert_newcomer(self, key: bytes, newcomer: Newcomer, lifetime_s: int) -> None:
        await self._insert_ticket(key, NEWCOMER, newcomer, lifetime_s)

    async def find_newcomer(self, key: bytes) -> Newcomer | None:
        found = (await self._connection.execute(FIND_TICKET, {"key": key, "purpose": NEWCOMER})).scalar()
        return _NEWCOMERS.validate_python(found) if found is not None else None

    async def end_newcomer(self, key: bytes) -> None:
        await self._connection.execute(TAKE_TICKET, {"key": key, "purpose": NEWCOMER})

    async def find_known(self, issuer: str, subject: str) -> Known | None:
        row = (await self._connection.execute(FIND_KNOWN, {"issuer": issuer, "subject": subject})).mappings().first()
        return read_row(Known, row) if row else None

    async def find_account(self, email: str) -> AccountByAddress | None:
        row = (await self._connection.execute(FIND_ACCOUNT, {"email": email})).mappings().first()
        return read_row(AccountByAddress, row) if row else None

    async def insert(self, identity: ExternalIdentity) -> None:
        values = {
            "id": new_id(),
            "issuer": identity.issuer,
            "subject": identity.subject,
            "provider": identity.provider,
            "email": identity.email,
        }
        with as_conflicts(TAKEN):
            await self._connection.execute(INSERT, values)

    async def note_use(self, identity_id: UUID) -> None:
        await self._connection.execute(NOTE_USE, {"id": identity_id})

    async def list(self) -> builtins.list[Identity]:
        return read_rows(Identity, (await self._connection.execute(LIST)).mappings())

    async def delete(self, identity_id: UUID) -> bool:
        return (await self._connection.execute(DELETE, {"id": identity_id})).rowcount == 1

    async def delete_all(self) -> None:
        await self._connection.execute(DELETE_ALL)

    async def _insert_ticket(self, key: bytes, purpose: str, content: Attempt | Newcomer, lifetime_s: int) -> None:
        values: dict[str, Any] = {"key": key, "purpose": purpose, "lifetime_s": lifetime_s}
        await self._connection.execute(INSERT_TICKET, values | {"content": json.dumps(asdict(content), default=str)})
