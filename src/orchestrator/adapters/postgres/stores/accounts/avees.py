"""Avees and their members."""

from collections.abc import Sequence
from dataclasses import asdict
from uuid import UUID

from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncConnection

from orchestrator.adapters.postgres.rows import read_row, read_rows
from orchestrator.adapters.postgres.violations import MONEY_HELD, as_conflicts
from orchestrator.domain.accounts.access import Layer, Tier
from orchestrator.domain.errors import Conflict
from orchestrator.ports.stores.accounts import AskingGuests, Avee, AveeChange, Member, NewAvee, PublicAvee

COLUMNS = """
    id, owner_id, handle, display_name, persona, greeting, sign_off, home, speaks_as, created_at, updated_at, version,
    embed_origins, embed_layer, CASE WHEN owner_id = current_person() THEN 'owner' ELSE get_team_role(id) END AS role
"""
INSERT_AVEE = text(f"""
    INSERT INTO avees (id, owner_id, handle, display_name, persona, greeting, sign_off, home, speaks_as)
    VALUES (:id, :owner_id, :handle, :display_name, :persona, :greeting, :sign_off, :home, :speaks_as)
    RETURNING {COLUMNS}
""")
LOAD_AVEE = text(f"""
    SELECT {COLUMNS} FROM avees
    WHERE id = :id AND id IN (SELECT team_avees('viewer'))
""")
LIST_AVEES = text(f"""
    SELECT {COLUMNS} FROM avees
    WHERE id IN (SELECT team_avees('viewer')) ORDER BY id
""")
FIND_PUBLIC = text("""
    SELECT id, handle, display_name, owner_id, creator_name, creator_handle, creator_avatar, takes_direct_messages, takes_guests,
        retention_days
    FROM get_public_avees(CAST(:handle AS text), CAST(:ids AS uuid[]))
""")
FIND_MOVED = text("SELECT find_moved_avee(:handle)")
UPDATE_AVEE = text(f"""
    UPDATE avees SET handle = coalesce(CAST(:handle AS text), handle), display_name = coalesce(CAST(:display_name AS text), display_name),
        persona = coalesce(CAST(:persona AS text), persona), greeting = coalesce(CAST(:greeting AS text), greeting),
        sign_off = coalesce(CAST(:sign_off AS text), sign_off), home = coalesce(CAST(:home AS text), home),
        speaks_as = coalesce(CAST(:speaks_as AS text), speaks_as),
        embed_origins = coalesce(CAST(:embed_origins AS text[]), embed_origins), embed_layer = coalesce(CAST(:embed_layer AS layer), embed_layer),
        version = version + 1
    WHERE id = :id AND id IN (SELECT team_avees('editor')) AND version = coalesce(CAST(:expected AS integer), version)
    RETURNING {COLUMNS}
""")
DELETE_AVEE = text("DELETE FROM avees WHERE id = :id AND owner_id = current_person()")
COUNT_GUESTS = text("SELECT people, questions FROM count_asking_guests(:avee_id, '-infinity', 'infinity')")
LIST_MEMBERS = text("""
    SELECT m.user_id, p.handle, p.display_name, p.avatar, m.tier, m.layer, m.version
    FROM avee_members m JOIN get_profiles(ARRAY(SELECT user_id FROM avee_members WHERE avee_id = :avee_id)) p ON p.id = m.user_id
    WHERE m.avee_id = :avee_id ORDER BY p.handle
""")
SAVE_MEMBER = text("""
    WITH saved AS (
        INSERT INTO avee_members AS m (avee_id, user_id, tier, layer)
        SELECT :avee_id, :user_id, :tier, CAST(:layer AS layer)
        WHERE coalesce(CAST(:expected AS integer), 0) = 0
            OR EXISTS (SELECT 1 FROM avee_members WHERE avee_id = :avee_id AND user_id = :user_id)
        ON CONFLICT (avee_id, user_id) DO UPDATE SET tier = excluded.tier, layer = excluded.layer, is_signed = false,
            version = m.version + 1
            WHERE m.version = coalesce(CAST(:expected AS integer), m.version)
        RETURNING user_id, tier, layer, version)
    SELECT s.user_id, p.handle, p.display_name, p.avatar, s.tier, s.layer, s.version
    FROM saved s JOIN get_profiles(ARRAY[CAST(:user_id AS uuid)]) p ON p.id = s.user_id
""")
IS_GUEST = text("SELECT is_guest(:user_id)")
MEMBER_VERSION = text("""
    SELECT coalesce((SELECT version FROM avee_members WHERE avee_id = :avee_id AND user_id = :user_id), 0)
""")

TAKEN = {"avees_handle": ("handle_taken", "An agent has this handle; choose another.")}
UNKNOWN = {"avee_members_user_id_fkey": ("user_unknown", "There is no such user.")}


class PostgresAvees:
    """`ports.stores.accounts.Avees` in one transaction."""

    def __init__(self, connection: AsyncConnection) -> None:
        self._connection = connection

    async def insert_avee(self, avee_id: UUID, owner_id: UUID, new: NewAvee) -> Avee:
        values = asdict(new) | {"id": avee_id, "owner_id": owner_id}
        with as_conflicts(TAKEN):
            rows = await self._connection.execute(INSERT_AVEE, values)
        return read_row(Avee, rows.mappings().one())

    async def load_avee(self, avee_id: UUID) -> Avee | None:
        row = (await self._connection.execute(LOAD_AVEE, {"id": avee_id})).mappings().first()
        return read_row(Avee, row) if row else None

    async def list_avees(self) -> list[Avee]:
        return read_rows(Avee, (await self._connection.execute(LIST_AVEES)).mappings())

    async def find_public(self, handle: str | None = None, avee_id: UUID | None = None) -> PublicAvee | None:
        values = {"handle": handle, "ids": [avee_id] if avee_id else []}
        row = (await self._connection.execute(FIND_PUBLIC, values)).mappings().first()
        return read_row(PublicAvee, row) if row else None

    async def list_public(self, ids: Sequence[UUID]) -> list[PublicAvee]:
        return read_rows(PublicAvee, (await self._connection.execute(FIND_PUBLIC, {"handle": None, "ids": list(ids)})).mappings())

    async def find_moved(self, handle: str) -> str | None:
        found: str | None = (await self._connection.execute(FIND_MOVED, {"handle": handle})).scalar_one()
        return found

    async def update_avee(self, avee_id: UUID, change: AveeChange, expected: int | None) -> Avee | None:
        layer = change.embed_layer.value if change.embed_layer is not None else None
        origins = list(change.embed_origins) if change.embed_origins is not None else None
        values = asdict(change) | {"id": avee_id, "expected": expected, "embed_layer": layer, "embed_origins": origins}
        with as_conflicts(TAKEN):
            row = (await self._connection.execute(UPDATE_AVEE, values)).mappings().first()
        return read_row(Avee, row) if row else None

    async def delete_avee(self, avee_id: UUID) -> bool:
        with as_conflicts(MONEY_HELD):
            return (await self._connection.execute(DELETE_AVEE, {"id": avee_id})).rowcount == 1

    async def list_members(self, avee_id: UUID) -> list[Member]:
        return read_rows(Member, (await self._connection.execute(LIST_MEMBERS, {"avee_id": avee_id})).mappings())

    async def count_guests(self, avee_id: UUID) -> AskingGuests:
        return read_row(AskingGuests, (await self._connection.execute(COUNT_GUESTS, {"avee_id": avee_id})).mappings().one())

    async def load_member_version(self, avee_id: UUID, user_id: UUID) -> int:
        found: int = (await self._connection.execute(MEMBER_VERSION, {"avee_id": avee_id, "user_id": user_id})).scalar_one()
        return found

    async def save_member(self, avee_id: UUID, user_id: UUID, tier: Tier, layer: Layer, expected: int | None) -> Member | None:
        if (await self._connection.execute(IS_GUEST, {"user_id": user_id})).scalar_one():
            raise Conflict(*UNKNOWN["avee_members_user_id_fkey"])
        values = {"avee_id": avee_id, "user_id": user_id, "tier": tier.value, "layer": layer.value, "expected": expected}
        with as_conflicts(UNKNOWN):
            row = (await self._connection.execute(SAVE_MEMBER, values)).mappings().first()
        return read_row(Member, row) if row else None
