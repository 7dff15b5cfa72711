"""How the hot path reads: by the avee's own keys and indexes, with one look-up of the person per query.

Checked with EXPLAIN and with the server's own counts of the rows read.
"""

import re
import secrets
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

import psycopg
import pytest
from psycopg import sql
from sqlalchemy import make_url

from orchestrator.adapters.postgres.hot_path import FACTS
from orchestrator.adapters.postgres.server.embedded import EmbeddedServer
from orchestrator.domain.matching.looks.second_look import CANDIDATES
from orchestrator.ports.identifiers import new_id
from support.seeding import LAYERS

ANSWERS = 60
"""Of each avee in each layer."""
LARGE = 40
PEOPLE = ("creator", "asker")
# One direction per vector, so that the nearest ones are known.
FILL = """
    INSERT INTO canonical_answers (avee_id, id, question_pattern, answer_content, content_hash, layer, embedding)
    SELECT %(avee)s, gen_random_uuid(), 'Question ' || l || i, 'Answer', decode(md5(l || i), 'hex'), CAST(l AS layer), l2_normalize(
        (SELECT array_agg(CASE WHEN n = 1 THEN 1.0 ELSE abs(hashint4(hashtext(%(avee)s || l || i) # n)) / 4e10 END)::real[] FROM generate_series(1, 384) n)
        ::vector::halfvec)
    FROM generate_series(1, %(answers)s) i, unnest(%(layers)s::text[]) l
"""


@dataclass(frozen=True)
class House:
    runtime: str
    owner: str
    creator: UUID
    asker: UUID
    avees: tuple[UUID, UUID]
    conversation: UUID


@pytest.fixture(scope="module")
def house(server: EmbeddedServer) -> Iterator[House]:
    """Two avees of one creator with equally many answers, and an asker who is a member of neither."""
    name = f"test_{secrets.token_hex(6)}"
    place = server.clone(name)
    owner, runtime = (make_url(url).set(drivername="postgresql").render_as_string(hide_password=False) for url in (place.owner_url, place.runtime_url))  # fmt: skip
    creator, asker, one, other, conversation = (new_id() for _ in range(5))
    with psycopg.connect(owner) as connection:
        for person, handle in ((creator, "creator"), (asker, "asker")):
            connection.execute("INSERT INTO users (id, email, handle, display_name, password_hash) VALUES (%s, %s, %s, 'P', 'x')", (person, handle, handle))  # fmt: skip
        for avee in (one, other):
            connection.execute(
                "INSERT INTO avees (id, owner_id, handle, display_name) VALUES (%s, %s, %s, 'A')", (avee, creator, str(avee))
            )
            connection.execute(FILL, {"avee": avee, "answers": ANSWERS, "layers": list(LAYERS)})
        connection.execute("INSERT INTO conversations (avee_id, id, user_id) VALUES (%s, %s, %s)", (one, conversation, asker))
    with psycopg.connect(owner, autocommit=True) as connection:
        connection.execute("ANALYZE")
    yield House(runtime, owner, creator, asker, (one, other), conversation)
    server.drop(name)


@pytest.fixture
def indexed(house: House) -> Iterator[House]:
    with psycopg.connect(house.owner) as connection:
        # Some of the indexes are built in this transaction, the rest in the next.
        assert connection.execute("SELECT build_vector_indexes(%s, 2)", (LARGE,)).fetchone() == (2,)
        connection.commit()
        assert connection.execute("SELECT build_vector_indexes(%s)", (LARGE,)).fetchone() == (4,)
    yield house
    with psycopg.connect(house.owner) as connection:
        # The limit is far above the number of rows, so every index is dropped.
        assert connection.execute("SELECT build_vector_indexes(1000000)").fetchone() == (0,)


def named(connection: "psycopg.Connection[Any]", person: UUID, avee: UUID, layer: str = "") -> None:
    connection.execute("SELECT name_person(%s, %s, %s)", (str(person), str(avee), layer))


def find(connection: "psycopg.Connection[Any]", avee: UUID, count: int = 24) -> list[UUID]:
    probe = "(SELECT embedding FROM canonical_answers WHERE avee_id = %s ORDER BY id LIMIT 1)"
    query = f"SELECT id FROM find_nearest(%s, 'answer', {probe}, %s)"
    return [row[0] for row in connection.execute(query, (avee, avee, count)).fetchall()]


def rows_read(connection: "psycopg.Connection[Any]") -> tuple[int, int]:
    """Rows of search_vectors read in this transaction: (by scans of the whole table, through an index)."""
    query = """
        SELECT pg_stat_get_xact_tuples_returned('search_vectors'::regclass),
            (SELECT sum(pg_stat_get_xact_tuples_fetched(indexrelid))::integer FROM pg_index WHERE indrelid = 'search_vectors'::regclass)"""
    row = connection.execute(query).fetchone()
    assert row is not None
    return row[0], row[1]


def scans(connection: "psycopg.Connection[Any]") -> dict[str, int]:
    """The number of scans in this transaction, per index of search_vectors that was used."""
    query = """
        SELECT c.relname::text, pg_stat_get_xact_numscans(c.oid) FROM pg_index i JOIN pg_class c ON c.oid = i.indexrelid
        WHERE i.indrelid = 'search_vectors'::regclass"""
    return {name: used for name, used in connection.execute(query).fetchall() if used}


def test_a_small_vector_index_is_read_whole_and_nothing_else(house: House) -> None:
    with psycopg.connect(house.runtime) as connection:
        named(connection, house.asker, house.avees[0])
        assert len(find(connection, house.avees[0])) == 24
        assert rows_read(connection) == (0, ANSWERS)
        assert scans(connection) == {"search_vectors_pkey": 1}


def test_a_large_vector_index_is_searched_by_its_hnsw_index_within_the_limit(indexed: House) -> None:
    one, other = (avee.hex for avee in indexed.avees)
    with psycopg.connect(indexed.runtime) as connection:
        named(connection, indexed.asker, indexed.avees[0])
        assert len(find(connection, indexed.avees[0])) == 24
        assert scans(connection) == {f"vectors_{one}_answer_0": 1}
    with psycopg.connect(indexed.runtime) as connection:
        named(connection, indexed.creator, indexed.avees[1])
        assert len(find(connection, indexed.avees[1])) == 24
        assert scans(connection) == {f"vectors_{other}_answer_{rank}": 1 for rank in range(3)}


@pytest.mark.parametrize("person", PEOPLE)
@pytest.mark.parametrize("layer", LAYERS)
def test_the_same_is_found_with_and_without_an_index(house: House, person: str, layer: str) -> None:
    def found() -> list[UUID]:
        with psycopg.connect(house.runtime) as connection:
            named(connection, getattr(house, person), house.avees[0], layer)
            return find(connection, house.avees[0])

    read_whole = found()
    with psycopg.connect(house.owner) as connection:
        connection.execute("SELECT build_vector_indexes(%s)", (LARGE,))
    assert found() == read_whole
    with psycopg.connect(house.owner) as connection:
        connection.execute("SELECT build_vector_indexes(1000000)")


def test_only_the_named_avee_is_searched(indexed: House) -> None:
    with psycopg.connect(indexed.runtime) as connection:
        named(connection, indexed.asker, indexed.avees[1])
        probe = connection.execute("SELECT embedding FROM canonical_answers LIMIT 1").fetchone()
        assert probe is not None
        query = "SELECT count(*) FROM find_nearest(%s, 'answer', %s, 24)"
        assert connection.execute(query, (indexed.avees[1], probe[0])).fetchone() == (24,)
        assert connection.execute(query, (indexed.avees[0], probe[0])).fetchone() == (0,)


@pytest.mark.parametrize(("rows", "weighed"), [(5_000, 200), (100_000, 200), (1_000_000, 400), (10**9, 600)])
def test_a_larger_vector_index_weighs_more_candidates(house: House, rows: int, weighed: int) -> None:
    """An index scan finds at most as many rows as it weighs; the size of the index is the server's own estimate."""
    avee = new_id()
    admin = make_url(house.owner).set(username="postgres").render_as_string(hide_password=False)
    with psycopg.connect(admin) as connection:
        # Compared with an index without replaced or deleted rows, which would be weighed as well.
        connection.execute("INSERT INTO avees (id, owner_id, handle, display_name) VALUES (%s, %s, 'large', 'A')", (avee, house.creator))
        connection.execute(FILL, {"avee": avee, "answers": 600, "layers": ["public"]})
        connection.execute("SELECT build_vector_indexes(%s)", (LARGE,))
        connection.execute("UPDATE pg_class SET reltuples = %s WHERE relname = vector_index_name(%s, 'answer', 0)", (rows, avee))
        named(connection, house.asker, avee)
        assert 0.8 * weighed < len(find(connection, avee, 600)) <= weighed
        assert connection.execute("SHOW hnsw.ef_search").fetchone() == ("40",)
        connection.rollback()


def test_an_hnsw_index_is_built_kept_and_dropped_with_the_number_of_vectors(house: House) -> None:
    with psycopg.connect(house.owner) as connection:
        connection.execute("SELECT build_vector_indexes(%s)", (LARGE,))
        # Built once, kept while at least half as many vectors are there, and dropped below that.
        assert connection.execute("SELECT build_vector_indexes(%s)", (LARGE,)).fetchone() == (0,)
        connection.execute("UPDATE canonical_answers SET state = 'retired' WHERE layer = 'friends' AND avee_id = %s", (house.avees[0],))
        connection.execute("SELECT build_vector_indexes(%s)", (LARGE,))
        left = connection.execute("SELECT count(*) FROM pg_class WHERE relname LIKE 'vectors\\_%'").fetchone()
        assert left == (5,)
        connection.rollback()


def plan_of(connection: "psycopg.Connection[Any]", statement: str, values: Mapping[str, Any]) -> dict[str, Any]:
    row = connection.execute(sql.SQL("EXPLAIN (ANALYZE, FORMAT JSON) ") + sql.SQL(statement), values).fetchone()
    assert row is not None
    plan: dict[str, Any] = row[0][0]["Plan"]
    return plan


def nodes(plan: dict[str, Any]) -> Iterator[dict[str, Any]]:
    yield plan
    for child in plan.get("Plans", ()):
        yield from nodes(child)


def search_query(connection: "psycopg.Connection[Any]") -> str:
    """The query inside hot_search, with the values that the function computes before it as parameters."""
    row = connection.execute("SELECT prosrc FROM pg_proc WHERE proname = 'hot_search'").fetchone()
    assert row is not None
    query: str = row[0].split("RETURN QUERY")[1].rpartition(";")[0].replace("%", "%%")
    casts = {
        "p_avee": "uuid",
        "p_embedding": "halfvec",
        "p_candidates": "integer",
        "middle": "halfvec",
        "known": "bigint",
        "words": "tsquery",
        "p_wording": "text",
        "p_multilingual": "halfvec",
    }
    for name, kind in casts.items():
        query = re.sub(rf"\b{name}\b", f"CAST(%({name})s AS {kind})", query)
    return query


@pytest.mark.parametrize("person", PEOPLE)
def test_the_search_reads_by_the_avees_keys_and_once(house: House, person: str) -> None:
    with psycopg.connect(house.runtime) as connection:
        # Without a usable index, PostgreSQL scans the whole table however expensive that is made.
        connection.execute("SET LOCAL enable_seqscan = off")
        named(connection, getattr(house, person), house.avees[0])
        vector = "[" + ",".join(["0.051"] * 384) + "]"
        values = {
            "p_avee": house.avees[0],
            "p_wording": "a" * 64,
            "p_embedding": vector,
            "p_candidates": CANDIDATES,
            "middle": vector,
            "known": ANSWERS,
            "words": "'question'",
            "p_multilingual": None,
        }
        plan = plan_of(connection, search_query(connection), values)
    tables = [node for node in nodes(plan) if "Relation Name" in node]
    assert {"canonical_answers", "passages", "documents", "phrasings"} <= {node["Relation Name"] for node in tables}
    for node in tables:
        assert node["Node Type"] in ("Index Scan", "Bitmap Heap Scan"), node
    answers = [(node["Actual Rows"], node["Actual Loops"]) for node in tables if node["Relation Name"] == "canonical_answers"]
    # The answer of each phrasing, and the patterns of answers whose phrasings are read together.
    assert sorted(answers) == [(1, CANDIDATES), (1, 24)]


def test_the_facts_are_loaded_by_keys(house: House) -> None:
    """The tables are read inside a function, so the test reads the server's own counts."""
    counted = "SELECT relname::text, pg_stat_get_xact_tuples_returned(oid) FROM pg_class WHERE relkind = 'r' AND relnamespace = 'public'::regnamespace"
    with psycopg.connect(house.runtime) as connection:
        connection.execute("SET LOCAL enable_seqscan = off")
        named(connection, house.asker, house.avees[0])
        before: dict[str, int] = dict(connection.execute(counted).fetchall())
        row = connection.execute(FACTS.decode(), [str(house.asker), house.conversation, None, 10]).fetchone()
        assert row is not None
        assert row[0] is not None
        after: dict[str, int] = dict(connection.execute(counted).fetchall())
    assert {table: read - before[table] for table, read in after.items() if read != before[table]} == {}


SHELVED = """
    WITH document AS (
        INSERT INTO documents (avee_id, id, title, source, content_hash, status)
        SELECT a, gen_random_uuid(), 'Bees', 'bees.md', 'hash', 'ready' FROM unnest(%(avees)s::uuid[]) a RETURNING avee_id, id)
    INSERT INTO passages (avee_id, id, document_id, position, layer, content, embedding)
    SELECT d.avee_id, gen_random_uuid(), d.id, i, 'public', CASE WHEN i = 500 THEN 'A propolis trap.' ELSE 'Frame ' || i END,
        array_fill(0.05, ARRAY[384])::real[]::vector::halfvec
    FROM document d, generate_series(1, CASE WHEN d.avee_id = %(few)s THEN 500 ELSE 5000 END) i
"""


def test_words_are_found_by_their_index_alone(house: House) -> None:
    read = """
        SELECT relname::text, pg_stat_get_xact_tuples_returned(oid) FROM pg_class
        WHERE oid IN (SELECT indexrelid FROM pg_index WHERE indrelid = 'passages'::regclass)"""
    with psycopg.connect(house.owner) as connection:
        connection.execute(SHELVED, {"avees": list(house.avees), "few": house.avees[0]})
    with psycopg.connect(house.owner, autocommit=True) as connection:
        connection.execute("VACUUM ANALYZE passages")
    try:
        with psycopg.connect(house.runtime) as connection:
            named(connection, house.asker, house.avees[0])
            found = connection.execute("SELECT * FROM find_passages_by_words(plainto_tsquery('english', 'propolis'), 4)").fetchall()
            looked_at = {index: rows for index, rows in connection.execute(read).fetchall() if rows}
        assert len(found) == 1
        assert looked_at == {"passages_words": 1}
    finally:
        with psycopg.connect(house.owner) as connection:
            connection.execute("DELETE FROM documents")


OFFERED = """
    INSERT INTO escalation_queue (avee_id, id, conversation_id, user_id, message_id, original_message, escalation_reason, status,
        expected_response_hours, remaining_today, offered_at, expires_at, accepted_at, answered_at, creator_answer, answer_layer, embedding)
    SELECT %(avee)s, gen_random_uuid(), %(talk)s, %(asker)s, %(message)s, 'How?', 'novel', %(status)s, 24, 5, at, at + interval '3 days',
        CASE WHEN %(status)s IN ('accepted', 'answered') THEN at END, CASE WHEN %(status)s = 'answered' THEN at + interval '1 hour' END,
        CASE WHEN %(status)s = 'answered' THEN 'So.' END, CASE WHEN %(status)s = 'answered' THEN 'public'::layer END,
        array_fill(0.05, ARRAY[384])::real[]::vector::halfvec
    FROM (SELECT now() - %(age)s * interval '1 day' - i * interval '1 minute' AS at FROM generate_series(1, %(count)s) i ORDER BY hashint4(i)) offers
"""


def test_loading_the_facts_costs_the_same_with_a_long_queue(house: House) -> None:
    """Among thousands of offers and old answers, only the questions of the window (once for each of four numbers) and the last 50 answers are read."""
    read = "SELECT sum(pg_stat_get_xact_tuples_returned(indexrelid))::integer FROM pg_index WHERE indrelid = 'escalation_queue'::regclass"
    waiting = 300
    values = {"avee": house.avees[0], "talk": house.conversation, "asker": house.asker, "message": new_id()}
    with psycopg.connect(house.owner) as connection:
        connection.execute(
            "INSERT INTO messages (avee_id, id, conversation_id, user_id, role, content) VALUES (%(avee)s, %(message)s, %(talk)s, %(asker)s, 'user', 'How?')",
            values,
        )
        for status, count, age in (("declined", 2_000, 0), ("answered", 2_000, 10), ("accepted", waiting, 0)):
            connection.execute(OFFERED, values | {"status": status, "count": count, "age": age})
    with psycopg.connect(house.owner, autocommit=True) as connection:
        connection.execute("VACUUM ANALYZE escalation_queue")
    try:
        with psycopg.connect(house.runtime) as connection:
            before = connection.execute(read).fetchone()
            connection.execute(FACTS.decode(), [str(house.asker), house.conversation, None, 10])
            after = connection.execute(read).fetchone()
        assert before
        assert after
        assert after[0] - before[0] <= 4 * waiting + 50
    finally:
        with psycopg.connect(house.owner) as connection:
            connection.execute("DELETE FROM messages")


@pytest.mark.parametrize("person", PEOPLE)
@pytest.mark.parametrize(
    "table", ["search_vectors", "canonical_answers", "passages", "documents", "phrasings", "orchestrator_decisions", "messages"]
)
def test_row_security_looks_up_the_person_once_per_query(house: House, person: str, table: str) -> None:
    with psycopg.connect(house.runtime) as connection:
        named(connection, getattr(house, person), house.avees[0])
        plan = plan_of(connection, f"SELECT count(*) FROM {table}", {})
    lookups = [node for node in nodes(plan) if node.get("Parent Relationship") in ("InitPlan", "SubPlan")]
    assert lookups
    assert {node["Subplan Name"]: node["Actual Loops"] for node in lookups if node["Actual Loops"] > 1} == {}


SAID = """
    INSERT INTO messages (avee_id, id, conversation_id, user_id, role, content)
    SELECT c.avee_id, gen_random_uuid(), c.id, c.user_id, 'user', CASE WHEN i = 700 THEN 'A Propolis trap, please.' ELSE 'Frame ' || i END
    FROM conversations c, generate_series(1, 2000) i
"""


def test_conversations_are_searched_by_the_index_of_pieces_alone(house: House) -> None:
    read = """
        SELECT relname::text, pg_stat_get_xact_tuples_returned(oid) FROM pg_class
        WHERE oid = 'messages'::regclass OR oid IN (SELECT indexrelid FROM pg_index WHERE indrelid = 'messages'::regclass)"""
    with psycopg.connect(house.owner) as connection:
        connection.execute(SAID)
    with psycopg.connect(house.owner, autocommit=True) as connection:
        connection.execute("VACUUM ANALYZE messages")
    try:
        with psycopg.connect(house.runtime) as connection:
            named(connection, house.creator, house.avees[0])
            found = connection.execute("SELECT * FROM find_conversations_saying(%s, 'ROPOLIS tr')", (house.avees[0],)).fetchall()
            looked_at = {index: rows for index, rows in connection.execute(read).fetchall() if rows}
        assert found == [(house.conversation,)]
        assert looked_at == {"messages_pieces": 1}
    finally:
        with psycopg.connect(house.owner) as connection:
            connection.execute("DELETE FROM messages")
