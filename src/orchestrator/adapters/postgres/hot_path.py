"""The hot path: one statement a step, which names the person and does the step; each is a transaction of its own."""

import json
from collections.abc import Sequence
from typing import Any
from uuid import UUID

import psycopg

from orchestrator.adapters.postgres.rows import HalfVector
from orchestrator.adapters.postgres.violations import as_conflicts
from orchestrator.adapters.postgres.waking import Waker
from orchestrator.domain.errors import Conflict
from orchestrator.domain.second_look import CANDIDATES
from orchestrator.ports.records import Found, Json, Person
from orchestrator.ports.storage import RoutingSave, Scope

LAST_TURNS = 10

FIND_PERSON = b"SELECT user_id, secret_id, kind FROM find_person(%s)"
# What these do, and what serves them, stands in their files, sql/functions/routing/hot_*.sql.
FACTS = b"SELECT hot_facts(%s, %s, %s, %s)"
SEARCH = b"SELECT answers, bank, passages FROM hot_search(%s, %s, %s, %s, %s, %s)"
SAVE = b"SELECT hot_save(%s, %s, %s, %s, %s)"
TWICE = {
    "messages_client_message_id": ("already_routed", "This client_message_id is being routed already."),
    "orchestrator_decisions_message": ("already_routed", "This message was routed already."),
}


class PostgresHotPath:
    """`ports.storage.HotPath` on a driver connection that commits by itself, for one scope."""

    def __init__(self, driver: psycopg.AsyncConnection[Any], scope: Scope, waker: Waker) -> None:
        self._driver = driver
        self._scope = scope
        self._waker = waker

    async def find_person(self, secret_hash: bytes) -> Person | None:
        row = await self._execute(FIND_PERSON, [secret_hash])
        return Person(*row) if row else None

    async def load_facts(self, conversation_id: UUID, client_message_id: str | None) -> Json | None:
        person, _, _ = scope_settings(self._scope)
        row = await self._execute(FACTS, [person, conversation_id, client_message_id, LAST_TURNS])
        assert row is not None  # a function's value
        facts: Json | None = row[0]
        return facts

    async def search(self, text: str, embedding: Sequence[float]) -> Found:
        row = await self._execute(SEARCH, [*scope_settings(self._scope), text, HalfVector.of(embedding), CANDIDATES])
        assert row is not None  # three aggregates
        answers, bank, passages = row
        return Found(answers=answers, passages=passages, bank=bank)

    async def save(self, save: RoutingSave) -> None:
        routing = message_values(save) | {
            "is_saved": save.is_saved,
            "answers_too": save.answers_too,
            "reply_id": save.reply_id,
            "reply_content": save.reply_content,
            "sources": save.sources,
            "offer": save.offer,
            "reused": save.reused,
            "grey": save.grey,
            "cards": save.cards or None,
            "decision": save.decision,
        }
        values = [*scope_settings(self._scope), _json(routing), HalfVector.of(save.embedding)]
        with as_conflicts(TWICE):
            try:
                row = await self._execute(SAVE, values)
            except psycopg.errors.DeadlockDetected:
                # Another message of the thread was being saved with the same ones before it. That one is through now.
                row = await self._execute(SAVE, values)
        if row is None or row[0] is None:
            raise Conflict("already_routed", "This message was routed already.")
        self._waker.wake(filter(None, row[0].split(",")))

    async def _execute(self, statement: bytes, values: Sequence[Any]) -> tuple[Any, ...] | None:
        cursor = await self._driver.execute(statement, values, prepare=True)
        row: tuple[Any, ...] | None = await cursor.fetchone()
        return row


def scope_settings(scope: Scope) -> tuple[str, str, str]:
    """As name_person() takes them: the person, the avee and the layer, '' for none."""
    return (
        str(scope.person) if scope.person else "",
        str(scope.avee) if scope.avee else "",
        scope.layer.value if scope.layer else "",
    )


def message_values(save: RoutingSave) -> dict[str, Any]:
    return {
        "avee_id": save.avee_id,
        "message_id": save.message_id,
        "conversation_id": save.conversation_id,
        "user_id": save.user_id,
        "content": save.content,
        "layer": save.layer.value,
        "client_message_id": save.client_message_id,
    }


def _json(value: Any) -> str:
    return json.dumps(value, default=str, ensure_ascii=False)
