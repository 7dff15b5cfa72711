"""A database of the baseline is migrated: its schema equals a fresh one, and its stored decisions can be made again."""

import asyncio
from collections import Counter
from difflib import unified_diff

import pytest
from sqlalchemy import NullPool, create_engine, text

from orchestrator.adapters.models.embedding.local import LocalEmbedder
from orchestrator.adapters.postgres.server import schema
from orchestrator.adapters.postgres.server.embedded import EmbeddedServer
from orchestrator.bootstrap.program import running
from orchestrator.domain.policy.policy import Policy
from orchestrator.domain.routing.deciding.decision import Decision
from orchestrator.domain.routing.log.replay import RecordedDecision, redecide
from orchestrator.domain.safety.word_forms import NO_WORD_FORMS
from orchestrator.engine.routing.log.past import read_past
from orchestrator.ports.database import Scope
from orchestrator.settings import Settings
from support.tools.baseline import restore
from support.tools.catalogue import read_catalogue

ALL_DAYS = 36_500


@pytest.fixture
def old(bare: EmbeddedServer) -> EmbeddedServer:
    restore(bare.owner_url)
    return bare


def test_the_migrated_schema_equals_a_fresh_one(old: EmbeddedServer, database: EmbeddedServer) -> None:
    with pytest.raises(Exception, match="permission denied"), create_engine(old.runtime_url, poolclass=NullPool).connect() as connection:
        connection.execute(text("SELECT count(*) FROM messages"))
    kept = read_rows(old)
    schema.migrate(old.owner_url, old.runtime_url, LocalEmbedder.identity)
    schema.check(old.runtime_url, LocalEmbedder.identity)
    upgraded, fresh = (read_catalogue(each.owner_url, queue=True).splitlines() for each in (old, database))
    assert list(unified_diff(fresh, upgraded, "fresh", "upgraded", lineterm="", n=1)) == []
    assert {table: rows for table, rows in kept.items() if not rows} == {}, "the baseline has a row of everything"
    now = read_rows(old)
    # A delta may add tables, and a program may have more files of functions.
    assert {table: now[table] for table in kept if table != "schema_files"} == {
        table: rows for table, rows in kept.items() if table != "schema_files"
    }


def test_stored_decisions_can_be_made_again(old: EmbeddedServer, monkeypatch: pytest.MonkeyPatch) -> None:
    schema.migrate(old.owner_url, old.runtime_url, LocalEmbedder.identity)
    monkeypatch.setenv("DATABASE_URL", old.runtime_url)
    policy, past = asyncio.run(load_past(old))
    made = {each.id: redecide(each, policy) for each in past}
    assert Counter(each.path.value for each in past) == Counter(A=2, B=1, C=1, D=2, F=1)
    for each in past:
        again = made[each.id]
        assert isinstance(again, Decision), each
        assert (again.path, again.rule) == (each.path, each.rule), each.message


async def load_past(database: EmbeddedServer) -> tuple[Policy, list[RecordedDecision]]:
    with create_engine(database.owner_url, poolclass=NullPool).connect() as connection:
        avee_id, owner_id = connection.execute(text("SELECT id, owner_id FROM avees WHERE handle = 'mira-agent'")).one()
    async with running(Settings(), database.runtime_url) as program, program.services.database.transaction(Scope(owner_id)) as tx:
        policy, avee = await tx.policies.load_policy(avee_id), await tx.avees.find_public(avee_id=avee_id)
        assert policy is not None
        assert avee is not None
        return policy, [read_past(row, avee, NO_WORD_FORMS) for row in await tx.log.load_past(avee_id, ALL_DAYS, 100)]


def read_rows(database: EmbeddedServer) -> dict[str, int]:
    """Number of rows in each of the product's tables. `schema_files` is not among them: it grows with each new file."""
    with create_engine(database.owner_url, poolclass=NullPool).connect() as connection:
        names = connection.execute(
            text("SELECT tablename FROM pg_tables WHERE schemaname = 'public' AND tablename !~ '^(procrastinate_|schema_files$)'")
        )
        return {name: connection.execute(text(f'SELECT count(*) FROM "{name}"')).scalar_one() for name in names.scalars().all()}
