"""Counting reuses while answers are reused: neither waits for the other, and no reuse is missed."""

from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from sqlalchemy import Connection, Engine, create_engine, text

from orchestrator.adapters.postgres.server.embedded import EmbeddedServer
from support.seeding import Seeded, seed
from support.stories import rows

NOTED = """SELECT a.id, a.times_reused AS counted, (SELECT count(*) FROM uncounted_reuses u WHERE u.answer_id = a.id) AS noted
           FROM canonical_answers a WHERE EXISTS (SELECT FROM answer_deliveries d WHERE d.answer_id = a.id AND d.is_reuse)"""


@pytest.fixture
def owner(database: EmbeddedServer) -> Iterator[Engine]:
    engine = create_engine(database.owner_url)
    yield engine
    engine.dispose()


@pytest.fixture
def seeded(owner: Engine) -> Seeded:
    with owner.begin() as connection:
        return seed(connection)


@contextmanager
def impatient(owner: Engine) -> Iterator[Connection]:
    """A transaction that fails instead of waiting for a lock."""
    with owner.begin() as connection:
        connection.execute(text("SET LOCAL lock_timeout = '50ms'"))
        yield connection


def reuse(connection: Connection) -> None:
    connection.execute(
        text("""
        INSERT INTO answer_deliveries (avee_id, id, answer_id, answer_version, user_id, message_id)
        SELECT avee_id, gen_random_uuid(), answer_id, answer_version, user_id, message_id FROM answer_deliveries LIMIT 1
    """)
    )


def test_the_count_waits_for_no_reuse_and_misses_none(owner: Engine, seeded: Seeded, database: EmbeddedServer) -> None:
    ((answer, counted, noted),) = rows(database, NOTED)
    assert noted == 1
    with owner.begin() as counting:
        counting.execute(text("SELECT FROM canonical_answers WHERE id = :id FOR NO KEY UPDATE"), {"id": answer})
        with impatient(owner) as job:
            job.execute(text("SELECT count_reuses()"))
        assert [tuple(row) for row in rows(database, NOTED)] == [(answer, counted, 1)]
    with impatient(owner) as job:
        job.execute(text("SELECT count_reuses()"))
    assert [tuple(row) for row in rows(database, NOTED)] == [(answer, counted + 1, 0)]


def test_no_reuse_waits_for_the_count(owner: Engine, seeded: Seeded, database: EmbeddedServer) -> None:
    ((answer, counted, _),) = rows(database, NOTED)
    with owner.begin() as job:
        job.execute(text("SELECT count_reuses()"))
        with impatient(owner) as asker:
            reuse(asker)
    assert [tuple(row) for row in rows(database, NOTED)] == [(answer, counted + 1, 1)]
    with impatient(owner) as asker:
        reuse(asker)
    assert [tuple(row) for row in rows(database, NOTED)] == [(answer, counted + 3, 0)]
