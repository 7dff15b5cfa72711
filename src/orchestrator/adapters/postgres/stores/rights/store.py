"""Copying, erasing and deleting by age, and the logs of changes."""

from collections.abc import AsyncIterator, Collection, Iterator
from contextlib import contextmanager
from typing import Any
from uuid import UUID

import psycopg
from sqlalchemy import TextClause, text
from sqlalchemy.exc import OperationalError
from sqlalchemy.ext.asyncio import AsyncConnection

from orchestrator.adapters.postgres.filters import filtered
from orchestrator.adapters.postgres.rows import read_rows
from orchestrator.adapters.postgres.stores.rights.exported import OF_AGENT, OF_PERSON, VECTORS, Part
from orchestrator.adapters.postgres.violations import MONEY_HELD, as_conflicts
from orchestrator.domain.errors import Unavailable
from orchestrator.ports.stores.paging import Page
from orchestrator.ports.stores.rights import AuditEntry, AuditFilter, Erased, ExportBatch, OwnAgent

OWN_AGENTS = text("SELECT id, handle FROM avees WHERE owner_id = current_person() ORDER BY id")
# A password's hash and a site's key cannot be selected, so neither can the whole row.
SELECTABLE = {
    "users": """(SELECT id, email, handle, display_name, avatar, created_at, updated_at, version, email_confirmed_at, is_pending,
    has_password, guest_of, site_subject
    FROM users)""",
    "embed_keys": "(SELECT avee_id, created_at FROM embed_keys)",
}
NOTE_EXPORT = text("SELECT note_export(:most)")
ERASE_ME = text("SELECT erase_person(CAST(:agents AS uuid[]))")
ERASE_CONVERSATION = text("SELECT erase_conversation(:id)")
DELETE_OLD = text("SELECT delete_old_messages(:limit)")
PURGE_AUDIT = text("SELECT purge_audit()")
ENTRIES = """
    SELECT e.id, e.kind, e.created_at AS at, e.avee_id, e.person_id, p.handle AS person_handle, p.display_name AS person_name, e.subject_id,
        e.subject_person, s.handle AS subject_handle, s.display_name AS subject_name, e.via, e.network, e.before, e.after
    FROM ({source}) e
    LEFT JOIN LATERAL get_profiles(ARRAY[e.person_id]) p ON true
    LEFT JOIN LATERAL get_profiles(ARRAY[e.subject_person]) s ON true
    WHERE {{filters}} ORDER BY e.id DESC LIMIT :limit
"""
# Served by the primary key.
# From where somebody acted is for them and for the owner.
AGENT_ENTRIES = ENTRIES.format(
    source="""
        SELECT avee_id, id, kind, person_id, subject_id, subject_person, before, after, created_at,
            CASE WHEN is_open THEN via ELSE '' END AS via, CASE WHEN is_open THEN network ELSE '' END AS network
        FROM (SELECT *, avee_id IN (SELECT owned_avees()) OR person_id = current_person() AS is_open FROM agent_audit) log
        WHERE avee_id = :avee_id AND avee_id IN (SELECT team_avees('viewer'))"""
)
# Served by the primary key of account_audit and by agent_audit_person.
MY_ENTRIES = ENTRIES.format(
    source="""
        SELECT NULL::uuid AS avee_id, id, kind, user_id AS person_id, subject_id, NULL::uuid AS subject_person, via, network, before, after,
            created_at
        FROM account_audit WHERE user_id = current_person()
        UNION ALL
        SELECT avee_id, id, kind, person_id, subject_id, subject_person, via, network, before, after, created_at
        FROM agent_audit WHERE person_id = current_person()"""
)
FILTERS = {"kind": "e.kind = :kind", "person": "e.person_id = :person", "before": "e.id < :before"}


class PostgresRights:
    """`ports.stores.rights.Rights` in one transaction."""

    def __init__(self, connection: AsyncConnection) -> None:
        self._connection = connection

    async def read_everything(self) -> AsyncIterator[ExportBatch]:
        for part in OF_PERSON:
            async for batch in self._read(part, "", {}):
                yield batch
        for agent in (await self._connection.execute(OWN_AGENTS)).all():
            for part in OF_AGENT:
                async for batch in self._read(part, agent.handle, {"avee_id": agent.id}):
                    yield batch

    async def _read(self, part: Part, folder: str, values: dict[str, Any]) -> AsyncIterator[ExportBatch]:
        """The rows by a cursor of the server, so that no more than a batch is in memory; an empty batch where there are none."""
        found = await self._connection.stream(_statement(part), values, execution_options={"yield_per": part.batch})
        is_empty = True
        async for rows in found.scalars().partitions():
            is_empty = False
            yield ExportBatch(folder, part.name, rows)
        if is_empty:
            yield ExportBatch(folder, part.name, [])

    async def note_export(self, most: int) -> bool:
        return bool((await self._connection.execute(NOTE_EXPORT, {"most": most})).scalar_one())

    async def erase_me(self, agents: Collection[UUID]) -> Erased | None:
        with _collisions(), as_conflicts(MONEY_HELD):
            found = (await self._connection.execute(ERASE_ME, {"agents": list(agents)})).scalar_one()
        if found is None:
            return None
        if "remaining" in found:
            return Erased([OwnAgent(UUID(each["id"]), each["handle"], each["display_name"]) for each in found["remaining"]])
        return Erased((), found["address"], found["language"] or "en", [UUID(each) for each in found["mails"]])

    async def erase_conversation(self, conversation_id: UUID) -> bool:
        with _collisions():
            return bool((await self._connection.execute(ERASE_CONVERSATION, {"id": conversation_id})).scalar_one())

    async def list_agent_audit(self, avee_id: UUID, page: Page, chosen: AuditFilter) -> list[AuditEntry]:
        return await self._list(AGENT_ENTRIES, page, chosen, {"avee_id": avee_id})

    async def list_my_audit(self, page: Page, chosen: AuditFilter) -> list[AuditEntry]:
        return await self._list(MY_ENTRIES, page, chosen, {})

    async def _list(self, entries: str, page: Page, chosen: AuditFilter, values: dict[str, Any]) -> list[AuditEntry]:
        conditions = {"kind": chosen.kind, "person": chosen.person, "before": page.before}
        statement, parameters = filtered(entries, FILTERS, conditions, values | {"limit": page.limit})
        return read_rows(AuditEntry, (await self._connection.execute(statement, parameters)).mappings())

    async def delete_old_messages(self, limit: int) -> int:
        found: int = (await self._connection.execute(DELETE_OLD, {"limit": limit})).scalar_one()
        return found

    async def purge_audit(self) -> None:
        await self._connection.execute(PURGE_AUDIT)


def _statement(part: Part) -> TextClause:
    """All names in it are those of `exported`."""
    left_out = ", ".join(f"'{name}'" for name in (*VECTORS, *part.without))
    row = f"to_jsonb(t) - ARRAY[{left_out}]::text[]"
    if part.name == "document_files":
        row = "jsonb_build_object('title', t.title, 'content', t.content, 'upload', encode(t.upload, 'base64'))"
    source = SELECTABLE.get(part.table, part.table)
    order = f" ORDER BY {part.order}" if part.order else ""
    return text(f"SELECT {row} FROM {source} t WHERE {part.rows}{order}")


@contextmanager
def _collisions() -> Iterator[None]:
    try:
        yield
    except OperationalError as error:
        if isinstance(error.orig, psycopg.errors.DeadlockDetected):
            raise Unavailable("erasing_collided", "Something was being written at the same time; try again.") from error
        raise
