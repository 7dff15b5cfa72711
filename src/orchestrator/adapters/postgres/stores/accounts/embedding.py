"""Agents on other sites. The functions of the schema that are called here decide who may do what."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncConnection

from orchestrator.ports.identities import SignedIdentity

LOAD_ORIGINS = text("SELECT get_embed_origins(:avee_id)")
FIND_KEY = text("SELECT find_embed_key(:avee_id)")
LOAD_KEY_MADE_AT = text("SELECT created_at FROM embed_keys WHERE avee_id = :avee_id")
# The role may not read the column, so that the new value is not that of `excluded`.
SAVE_KEY = text("""
    INSERT INTO embed_keys (avee_id, secret) VALUES (:avee_id, :secret)
    ON CONFLICT (avee_id) DO UPDATE SET secret = :secret, created_at = now() RETURNING created_at
""")
DELETE_KEY = text("DELETE FROM embed_keys WHERE avee_id = :avee_id")
ADMIT = text("SELECT admit_signed(:avee_id, :secret, :subject, :name, :email, CAST(:tier AS text), CAST(:layer AS layer))")


class PostgresEmbedding:
    """`ports.stores.guests.Embedding` in one transaction."""

    def __init__(self, connection: AsyncConnection) -> None:
        self._connection = connection

    async def load_origins(self, avee_id: UUID) -> Sequence[str]:
        return await self._one(LOAD_ORIGINS, avee_id=avee_id) or ()

    async def find_key(self, avee_id: UUID) -> str | None:
        found: str | None = await self._one(FIND_KEY, avee_id=avee_id)
        return found

    async def load_key_made_at(self, avee_id: UUID) -> datetime | None:
        made_at: datetime | None = await self._one(LOAD_KEY_MADE_AT, avee_id=avee_id)
        return made_at

    async def save_key(self, avee_id: UUID, key: str) -> datetime:
        made_at: datetime = await self._one(SAVE_KEY, avee_id=avee_id, secret=key)
        return made_at

    async def delete_key(self, avee_id: UUID) -> bool:
        return (await self._connection.execute(DELETE_KEY, {"avee_id": avee_id})).rowcount == 1

    async def admit(self, avee_id: UUID, key: str, identity: SignedIdentity) -> UUID | None:
        person: UUID | None = await self._one(
            ADMIT,
            avee_id=avee_id,
            secret=key,
            subject=identity.subject,
            name=identity.name,
            email=identity.email,
            tier=identity.tier.value if identity.tier else None,
            layer=identity.layer.value if identity.layer else None,
        )
        return person

    async def _one(self, statement: Any, **values: Any) -> Any:
        return (await self._connection.execute(statement, values)).scalar_one_or_none()
