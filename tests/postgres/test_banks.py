"""The stored centre of an agent's bank equals the recomputed one after every kind of write."""

import secrets
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from typing import Any
from uuid import UUID, uuid4

import psycopg
import pytest
from sqlalchemy import make_url

from orchestrator.adapters.postgres.server.embedded import EmbeddedServer
from orchestrator.ports.identifiers import new_id
from support.seeding import LAYERS

MOST = 200
# Computed differently than in the schema: per layer_rank, the mean of the visible first answers by (layer_rank, id).
COMPUTED = f"""
    SELECT d::integer, (SELECT count(*) FROM (SELECT FROM search_vectors WHERE avee_id = %(avee)s AND kind = 'answer' AND id = part_of AND layer_rank <= d LIMIT {MOST}) s),
        (SELECT avg(s.embedding::vector)::halfvec::text FROM (
            SELECT embedding FROM search_vectors WHERE avee_id = %(avee)s AND kind = 'answer' AND id = part_of AND layer_rank <= d
            ORDER BY layer_rank, id LIMIT {MOST}) s)
    FROM generate_series(0, 2) d ORDER BY d"""
KEPT = "SELECT layer_rank::integer, answers, centre::text FROM banks WHERE avee_id = %(avee)s ORDER BY layer_rank"
ADD = """
    INSERT INTO canonical_answers (avee_id, id, question_pattern, answer_content, content_hash, layer, embedding)
    VALUES (%s, %s, 'Question', 'Answer', decode(md5(random()::text), 'hex'), CAST(%s AS layer),
        (SELECT array_agg(random())::real[]::vector::halfvec FROM generate_series(1, 384)))"""


@pytest.fixture
def owner(server: EmbeddedServer) -> Iterator[str]:
    name = f"test_{secrets.token_hex(6)}"
    place = server.clone(name)
    yield make_url(place.owner_url).set(drivername="postgresql").render_as_string(hide_password=False)
    server.drop(name)


def make_avee(connection: "psycopg.Connection[Any]") -> UUID:
    person, avee = new_id(), new_id()
    values = (person, f"{person}@example.org", str(person)[-12:])
    connection.execute("INSERT INTO users (id, email, handle, display_name, password_hash) VALUES (%s, %s, %s, 'P', 'x')", values)
    connection.execute("INSERT INTO avees (id, owner_id, handle, display_name) VALUES (%s, %s, %s, 'A')", (avee, person, str(avee)))
    return avee


def check(connection: "psycopg.Connection[Any]", avee: UUID) -> list[int]:
    kept, computed = (connection.execute(query, {"avee": avee}).fetchall() for query in (KEPT, COMPUTED))
    assert [row[:2] for row in kept] == [row[:2] for row in computed]
    for (_, _, ours), (_, _, theirs) in zip(kept, computed, strict=True):
        assert (ours is None) == (theirs is None)
        if ours is not None:
            near = connection.execute("SELECT 1 - (%s::halfvec <=> %s::halfvec)", (ours, theirs)).fetchone()
            assert near is not None
            assert near[0] > 0.99999
    return [row[1] for row in kept]


def test_the_centre_follows_every_write(owner: str) -> None:
    with psycopg.connect(owner) as connection:
        avee, other = make_avee(connection), make_avee(connection)
        assert check(connection, avee) == [0, 0, 0]
        ids = [new_id() for _ in range(9)]
        for at, answer in enumerate(ids):
            connection.execute(ADD, (avee, answer, LAYERS[at % 3]))
        assert check(connection, avee) == [3, 6, 9]
        connection.execute("UPDATE canonical_answers SET state = 'retired' WHERE id = %s", (ids[0],))
        connection.execute("UPDATE canonical_answers SET layer = 'public' WHERE id = %s", (ids[2],))
        assert check(connection, avee) == [3, 6, 8]
        connection.execute("DELETE FROM canonical_answers WHERE id = %s", (ids[4],))
        assert check(connection, avee) == [3, 5, 7]
        assert check(connection, other) == [0, 0, 0]
        connection.execute("DELETE FROM avees WHERE id = %s", (avee,))


def test_only_the_first_two_hundred_answers_count(owner: str) -> None:
    with psycopg.connect(owner) as connection:
        avee = make_avee(connection)
        ids = [new_id() for _ in range(MOST + 20)]
        for answer in ids:
            connection.execute(ADD, (avee, answer, "public"))
        assert check(connection, avee) == [MOST] * 3
        # After the last, before the first, and between them.
        for gone in (ids[-1], ids[0], ids[100]):
            connection.execute("DELETE FROM canonical_answers WHERE id = %s", (gone,))
            check(connection, avee)
        last_of_them = [answer for answer in ids if answer not in (ids[-1], ids[0], ids[100])][MOST - 1]
        connection.execute("DELETE FROM canonical_answers WHERE id = %s", (last_of_them,))
        check(connection, avee)
        connection.execute(ADD, (avee, UUID(int=uuid4().int >> 64), "intimate"))
        connection.execute(ADD, (avee, UUID(int=uuid4().int >> 64), "public"))
        assert check(connection, avee) == [MOST] * 3


def test_two_concurrent_answers_both_count(owner: str) -> None:
    with psycopg.connect(owner, autocommit=True) as one, psycopg.connect(owner, autocommit=True) as other:
        avee = make_avee(one)
        with one.transaction():
            one.execute(ADD, (avee, new_id(), "public"))
            other.execute("SET lock_timeout = '200ms'")
            with pytest.raises(psycopg.errors.LockNotAvailable):
                other.execute(ADD, (avee, new_id(), "public"))
        other.execute(ADD, (avee, new_id(), "public"))
        assert check(one, avee) == [2, 2, 2]


def test_an_answer_that_waits_for_another_counts_it(owner: str) -> None:
    """What the second one reads must be what the first one left, not what was there when it began to wait."""
    with psycopg.connect(owner, autocommit=True) as one, psycopg.connect(owner, autocommit=True) as other, ThreadPoolExecutor(1) as thread:
        avee = make_avee(one)
        with one.transaction():
            one.execute(ADD, (avee, new_id(), "public"))
            adding = thread.submit(other.execute, ADD, (avee, new_id(), "public"))
            waiting = "SELECT FROM pg_stat_activity WHERE pid = %s AND wait_event_type = 'Lock'"
            deadline = time.monotonic() + 60
            while not one.execute(waiting, (other.info.backend_pid,)).fetchall():
                assert time.monotonic() < deadline
                one.execute("SELECT pg_stat_clear_snapshot()")
                time.sleep(0.01)
        adding.result(30)
        assert check(one, avee) == [2, 2, 2]
