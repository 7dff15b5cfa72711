"""Changing the embedding model: new vectors are computed beside the old ones and then replace them in one transaction.

Run it while no other program uses the database. It can be stopped at any time and started again; finished vectors are
kept.
"""

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass

import psycopg
from psycopg import sql

from orchestrator.adapters.postgres.codecs.vectors import vector_text
from orchestrator.adapters.postgres.connecting import MIGRATIONS, LimitedConnection, parameters_of
from orchestrator.ports.models import EmbedderIdentity, Vector

BATCH_ROWS = 256

FILL_SEARCH_VECTORS = """
    INSERT INTO search_vectors (avee_id, kind, layer_rank, id, part_of, embedding)
    SELECT avee_id, 'answer', layer_rank(layer), id, id, embedding FROM canonical_answers WHERE state = 'active'
    UNION ALL SELECT avee_id, 'answer', layer_rank(layer), id, answer_id, embedding FROM phrasings WHERE state = 'active'
    UNION ALL SELECT avee_id, 'passage', layer_rank(layer), id, document_id, embedding FROM passages
"""

Embed = Callable[[Sequence[str]], Awaitable[list[Vector]]]
Progress = Callable[[str, int, int], None]
"""Called with the table, the number of rows done and the number of all rows."""


@dataclass(frozen=True, slots=True)
class _Column:
    """A vector column, and the SQL expression of the text that is embedded for it."""

    table: str
    name: str
    text: str
    required: bool = True
    """Whether each row has a vector."""


ASKED = "(SELECT d.evidence ->> 'question' FROM orchestrator_decisions d WHERE d.avee_id = asked_questions.avee_id AND d.id = asked_questions.id)"
# A question that was answered may have a pattern in the creator's words, with a vector of its own.
WAITING = "CASE WHEN status IN ('pending', 'accepted') THEN coalesce(question_pattern, original_message) ELSE original_message END"
COLUMNS = (
    _Column("passages", "embedding", "ltrim(heading || E'\\n' || content, E'\\n')"),
    _Column("canonical_answers", "embedding", "question_pattern"),
    _Column("escalation_queue", "embedding", WAITING),
    _Column("phrasings", "embedding", "question"),
    _Column("answer_examples", "embedding", "question"),
    _Column("asked_questions", "embedding", ASKED),
    _Column("escalation_queue", "pattern_embedding", "question_pattern", required=False),
)


async def reembed(owner_url: str, identity: EmbedderIdentity, embed: Embed, progress: Progress) -> int:
    """Embeds all texts with the new model and returns their number; 0 if the database already uses this model."""
    async with await LimitedConnection.connect(**parameters_of(owner_url, MIGRATIONS), autocommit=True) as connection:
        connection.deadline_s = MIGRATIONS.deadline_s
        row = await (await connection.execute("SELECT name, width FROM embedding_model")).fetchone()
        if row == (identity.name, identity.width):
            return 0
        done = 0
        for column in COLUMNS:
            await _begin(connection, column, identity)
            done += await _fill(connection, column, embed, progress)
        async with connection.transaction():
            for column in COLUMNS:
                await _replace(connection, column)
            await _fill_search_vectors(connection, identity)
            await _empty_sentences(connection, identity)
            await connection.execute("UPDATE embedding_model SET name = %s, width = %s", (identity.name, identity.width))
        return done


async def _begin(connection: psycopg.AsyncConnection, column: _Column, identity: EmbedderIdentity) -> None:
    """Adds the column for the new vectors; a column that was begun for another model is replaced."""
    table, new = sql.Identifier(column.table), sql.Identifier(f"new_{column.name}")
    comment = f"{identity.name} {identity.width}"
    found = await connection.execute(
        "SELECT col_description(attrelid, attnum) FROM pg_attribute WHERE attrelid = %s::regclass AND attname = %s AND NOT attisdropped",
        (column.table, f"new_{column.name}"),
    )
    begun = await found.fetchone()
    if begun is not None and begun[0] == comment:
        return
    await connection.execute(sql.SQL("ALTER TABLE {} DROP COLUMN IF EXISTS {}").format(table, new))
    await connection.execute(sql.SQL("ALTER TABLE {} ADD COLUMN {} halfvec({})").format(table, new, sql.Literal(identity.width)))
    await connection.execute(sql.SQL("COMMENT ON COLUMN {}.{} IS {}").format(table, new, sql.Literal(comment)))


async def _fill(connection: psycopg.AsyncConnection, column: _Column, embed: Embed, progress: Progress) -> int:
    table, new = sql.Identifier(column.table), sql.Identifier(f"new_{column.name}")
    text = sql.SQL(column.text)  # one of COLUMNS, so no outside text
    remaining = sql.SQL("FROM {} WHERE {} IS NULL AND {} IS NOT NULL").format(table, new, text)
    total = (await (await connection.execute(sql.SQL("SELECT count(*) ") + remaining)).fetchone() or (0,))[0]
    done = 0
    while True:
        found = await connection.execute(
            sql.SQL("SELECT avee_id, id, {} ").format(text) + remaining + sql.SQL(" LIMIT {}").format(BATCH_ROWS)
        )
        rows = await found.fetchall()
        if not rows:
            return done
        vectors = await embed([row[2] for row in rows])
        await connection.execute(
            sql.SQL(
                "UPDATE {} t SET {} = v.vector::halfvec FROM unnest(%s::uuid[], %s::uuid[], %s::text[]) AS v (avee_id, id, vector) "
                "WHERE t.avee_id = v.avee_id AND t.id = v.id"
            ).format(table, new),
            ([row[0] for row in rows], [row[1] for row in rows], [vector_text(vector) for vector in vectors]),
        )
        done += len(rows)
        progress(column.table, done, total)


async def _replace(connection: psycopg.AsyncConnection, column: _Column) -> None:
    table, old, new = sql.Identifier(column.table), sql.Identifier(column.name), sql.Identifier(f"new_{column.name}")
    await connection.execute(sql.SQL("ALTER TABLE {} DROP COLUMN {}").format(table, old))
    await connection.execute(sql.SQL("ALTER TABLE {} RENAME COLUMN {} TO {}").format(table, new, old))
    if column.required:
        await connection.execute(sql.SQL("ALTER TABLE {} ALTER COLUMN {} SET NOT NULL").format(table, old))


async def _fill_search_vectors(connection: psycopg.AsyncConnection, identity: EmbedderIdentity) -> None:
    """Fills search_vectors with the new vectors. The job that builds vector indexes builds those of large ones
    again."""
    found = await connection.execute("SELECT relname FROM pg_class WHERE relkind = 'i' AND relname LIKE 'vectors\\_%'")
    for (index,) in await found.fetchall():
        await connection.execute(sql.SQL("DROP INDEX {}").format(sql.Identifier(index)))
    await connection.execute("TRUNCATE search_vectors")
    await connection.execute("UPDATE banks SET answers = 0, centre = NULL, last_layer_rank = NULL, last_id = NULL")
    await connection.execute(
        sql.SQL("ALTER TABLE search_vectors ALTER COLUMN embedding TYPE halfvec({})").format(sql.Literal(identity.width))
    )
    await connection.execute("SELECT key_search_vectors(%s)", (identity.width,))
    await connection.execute(FILL_SEARCH_VECTORS)


async def _empty_sentences(connection: psycopg.AsyncConnection, identity: EmbedderIdentity) -> None:
    """Makes room for sentences of the new width. The job that embeds the sentences of documents without them does so
    for all; until then, passages are compared as a whole."""
    await connection.execute("TRUNCATE passage_sentences")
    await connection.execute(
        sql.SQL("ALTER TABLE passage_sentences ALTER COLUMN embedding TYPE halfvec({})").format(sql.Literal(identity.width))
    )
    await connection.execute("UPDATE documents SET has_sentences = false WHERE has_sentences")
