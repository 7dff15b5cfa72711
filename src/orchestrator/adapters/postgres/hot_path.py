"""The hot path: one statement for each step. It names the person and does the step in a transaction of its own."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

import psycopg

from orchestrator.adapters.postgres.codecs.facts import decode_facts, decode_large, decode_search
from orchestrator.adapters.postgres.codecs.routing import encode_routing
from orchestrator.adapters.postgres.connecting import LimitedConnection, Limits
from orchestrator.adapters.postgres.live.waking import Waker
from orchestrator.adapters.postgres.rows import HalfVector
from orchestrator.adapters.postgres.violations import as_conflicts, erased_as_missing
from orchestrator.domain.accounts.token_scope import TokenScope
from orchestrator.domain.errors import Conflict
from orchestrator.domain.matching.close import wording_of
from orchestrator.domain.matching.looks.large import LargeMatch
from orchestrator.domain.matching.looks.second_look import CANDIDATES
from orchestrator.ports.database import Scope
from orchestrator.ports.stores.accounts import Person
from orchestrator.ports.stores.routing.loaded import LoadedFacts, SearchResult
from orchestrator.ports.stores.routing.saved import RoutingSave

LAST_TURNS = 10
"""Turns of a conversation that are loaded with a message."""

FIND_PERSON = b"SELECT user_id, secret_id, kind, scope, is_noted, guest_of FROM find_person(%s)"
# sql/functions/routing/hot_*.sql say what these functions do and which indexes serve them.
FACTS = b"SELECT hot_facts(%s, %s, %s, %s)"
SEARCH = b"SELECT answers, bank, passages, asked, multilingual FROM hot_search(%s, %s, %s, %s, %s, %s, %s, %s::halfvec)"
LARGE = b"SELECT hot_large(%s, %s, %s, %s, %s)"
SAVE = b"SELECT hot_save(%s, %s, %s, %s, %s)"
ALREADY_STORED = {
    "messages_client_message_id": ("already_routed", "This client_message_id is being routed already."),
    "orchestrator_decisions_message": ("already_routed", "This message was routed already."),
}


class PostgresHotPath:
    """A `ports.stores.routing.hot_path.HotPath` for one scope, on a psycopg connection in autocommit mode."""

    def __init__(self, driver: LimitedConnection, scope: Scope, waker: Waker, limits: Limits) -> None:
        self._driver = driver
        self._limits = limits
        self._scope = scope
        self._waker = waker

    async def find_person(self, secret_hash: bytes) -> Person | None:
        row = await self._execute(FIND_PERSON, [secret_hash])
        if row is None:
            return None
        user_id, secret_id, kind, scope, is_noted, guest_of = row
        return Person(user_id, secret_id, kind, TokenScope(scope), is_noted, guest_of)

    async def load_facts(self, conversation_id: UUID, client_message_id: str | None) -> LoadedFacts | None:
        person, _, _ = scope_settings(self._scope)
        row = await self._execute(FACTS, [person, conversation_id, client_message_id, LAST_TURNS])
        assert row is not None  # a function returns one row
        return decode_facts(row[0]) if row[0] is not None else None

    async def search(self, text: str, embedding: Sequence[float], multilingual: Sequence[float] | None = None) -> SearchResult:
        other = HalfVector.of(multilingual) if multilingual is not None else None
        values = [*scope_settings(self._scope), text, HalfVector.of(embedding), CANDIDATES, wording_of(text), other]
        row = await self._execute(SEARCH, values)
        assert row is not None  # aggregates are one row
        return decode_search(*row)

    async def match_large(self, answers: Sequence[UUID], embedding: Sequence[float]) -> tuple[LargeMatch, ...]:
        row = await self._execute(LARGE, [*scope_settings(self._scope), list(answers), HalfVector.of(embedding)])
        assert row is not None  # a function returns one row
        return decode_large(row[0])

    async def save(self, save: RoutingSave) -> None:
        values = [*scope_settings(self._scope), encode_routing(save), HalfVector.of(save.embedding)]
        with as_conflicts(ALREADY_STORED), erased_as_missing():
            try:
                row = await self._execute(SAVE, values)
            except psycopg.errors.DeadlockDetected:
                # Another message of the thread was being saved together with the same earlier messages. It is saved
                # now.
                row = await self._execute(SAVE, values)
        if row is None or row[0] is None:
            raise Conflict("already_routed", "This message was routed already.")
        self._waker.wake(filter(None, row[0].split(",")))

    async def _execute(self, statement: bytes, values: Sequence[Any]) -> tuple[Any, ...] | None:
        return await self._driver.execute_alone(statement, values, self._limits)


def scope_settings(scope: Scope) -> tuple[str, str, str]:
    """The arguments of name_person(): person, avee and layer; '' for one that is missing."""
    return (
        str(scope.person) if scope.person else "",
        str(scope.avee) if scope.avee else "",
        scope.layer.value if scope.layer else "",
    )
