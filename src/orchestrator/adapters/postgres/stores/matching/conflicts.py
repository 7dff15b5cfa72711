"""Pairs of answers to one question."""

import json
from collections.abc import Sequence
from typing import Any
from uuid import UUID

from sqlalchemy import RowMapping, text
from sqlalchemy.ext.asyncio import AsyncConnection

from orchestrator.adapters.postgres.rows import read_row, read_rows
from orchestrator.domain.accounts.access import Layer
from orchestrator.domain.matching.conflicts import Conflict, NearWording
from orchestrator.ports.identifiers import new_id
from orchestrator.ports.stores.matching.conflicts import AnswerConflict, ConflictCounts, ConflictingAnswer, Uncompared
from orchestrator.ports.stores.paging import Page

FIND_UNCOMPARED = text("SELECT person, avee_id FROM find_uncompared_answers(:limit)")

# Served by the primary keys.
LIST_UNCOMPARED = text("""
    SELECT u.answer_id, u.marked_at, c.question_pattern, c.answer_content FROM uncompared_answers u
    JOIN canonical_answers c ON c.avee_id = u.avee_id AND c.id = u.answer_id
    WHERE u.avee_id = :avee_id ORDER BY u.answer_id LIMIT :limit
""")

# One search for each phrasing, by the search of the hot path. The answer's own other phrasings are found, too, so the
# search is deeper than that of a message. The second model's vectors are found by their primary key.
LOAD_NEAR = text("""
    WITH own AS MATERIALIZED (
        (SELECT c.id, c.question_pattern AS question, c.embedding FROM canonical_answers c
         WHERE c.avee_id = :avee_id AND c.id = :answer_id AND c.state = 'active' AND (c.expires_at IS NULL OR c.expires_at > now()))
        UNION ALL
        (SELECT x.id, x.question, x.embedding FROM phrasings x
         JOIN canonical_answers c ON c.avee_id = x.avee_id AND c.id = x.answer_id
         WHERE x.avee_id = :avee_id AND x.answer_id = :answer_id AND x.state = 'active' AND (c.expires_at IS NULL OR c.expires_at > now())
         ORDER BY x.id DESC LIMIT 63))
    SELECT own.id AS own_wording, own.question AS own_question, c.id AS answer_id, n.id AS wording,
        coalesce(x.question, c.question_pattern) AS question, c.answer_content, n.cosine, coalesce(m.meaning, -1) AS meaning
    FROM own CROSS JOIN LATERAL find_nearest(:avee_id, 'answer', own.embedding, 96) n
    JOIN canonical_answers c ON c.avee_id = :avee_id AND c.id = n.part_of AND (c.expires_at IS NULL OR c.expires_at > now())
    LEFT JOIN phrasings x ON n.id <> n.part_of AND x.avee_id = :avee_id AND x.id = n.id
    LEFT JOIN LATERAL (
        SELECT -(one.embedding <#> other.embedding) AS meaning FROM multilingual_vectors one, multilingual_vectors other
        WHERE one.avee_id = :avee_id AND one.layer_rank BETWEEN 0 AND 2 AND one.id = own.id
        AND other.avee_id = :avee_id AND other.layer_rank BETWEEN 0 AND 2 AND other.id = n.id) m ON true
    WHERE n.part_of <> :answer_id AND n.cosine >= :least
""")

IS_UNCHANGED = text("""
    DELETE FROM uncompared_answers WHERE avee_id = :avee_id AND answer_id = :answer_id AND marked_at = :marked_at RETURNING 1
""")

# A pair of answers one of which was retired meanwhile is not stored.
SAVE_FOUND = text("""
    WITH found AS (
        SELECT least(f.answer_id, :answer_id) AS first_id, greatest(f.answer_id, :answer_id) AS second_id, f.id, f.is_certain, f.likeness,
            CASE WHEN f.answer_id < :answer_id THEN f.wordings ELSE f.own END AS first_wordings,
            CASE WHEN f.answer_id < :answer_id THEN f.own ELSE f.wordings END AS second_wordings
        FROM jsonb_to_recordset(CAST(:found AS jsonb))
            AS f (id uuid, answer_id uuid, is_certain boolean, likeness float8, own uuid[], wordings uuid[])
        JOIN canonical_answers one ON one.avee_id = :avee_id AND one.id = f.answer_id AND one.state = 'active'
        JOIN canonical_answers own ON own.avee_id = :avee_id AND own.id = :answer_id AND own.state = 'active'
        ORDER BY 1, 2)
    INSERT INTO answer_conflicts AS k (avee_id, id, first_id, second_id, is_certain, likeness, first_wordings, second_wordings)
    SELECT :avee_id, id, first_id, second_id, is_certain, likeness, first_wordings, second_wordings FROM found
    ON CONFLICT (avee_id, first_id, second_id) DO UPDATE SET is_certain = EXCLUDED.is_certain, likeness = EXCLUDED.likeness,
        first_wordings = EXCLUDED.first_wordings, second_wordings = EXCLUDED.second_wordings, version = k.version + 1,
        settled_at = CASE WHEN k.is_certain OR NOT EXCLUDED.is_certain THEN k.settled_at END
    WHERE (k.is_certain, k.first_wordings, k.second_wordings)
        IS DISTINCT FROM (EXCLUDED.is_certain, EXCLUDED.first_wordings, EXCLUDED.second_wordings)
""")
# Served by answer_conflicts_pair and answer_conflicts_second.
FORGET_OTHERS = text("""
    DELETE FROM answer_conflicts WHERE avee_id = :avee_id AND (first_id = :answer_id OR second_id = :answer_id) AND settled_at IS NULL
    AND CASE WHEN first_id = :answer_id THEN second_id ELSE first_id END <> ALL(CAST(:others AS uuid[]))
""")
PART_OTHERS = text("""
    UPDATE answer_conflicts SET is_certain = false, first_wordings = '{}', second_wordings = '{}', version = version + 1
    WHERE avee_id = :avee_id AND (first_id = :answer_id OR second_id = :answer_id) AND settled_at IS NOT NULL AND is_certain
    AND CASE WHEN first_id = :answer_id THEN second_id ELSE first_id END <> ALL(CAST(:others AS uuid[]))
""")
DROP_EXPIRED = text("SELECT drop_expired_conflicts()")

SIDE = """
    {side}.question_pattern AS {side}_question_pattern, {side}.answer_content AS {side}_answer_content, {side}.layer AS {side}_layer,
    {side}.version AS {side}_version, {side}.updated_at AS {side}_updated_at,
    {side}.times_reused + (SELECT count(*) FROM uncounted_reuses u WHERE u.avee_id = {side}.avee_id AND u.answer_id = {side}.id)
        AS {side}_times_reused,
    ARRAY(SELECT coalesce(x.question, {side}.question_pattern) FROM unnest(k.{side}_wordings) WITH ORDINALITY AS w (id, place)
          LEFT JOIN phrasings x ON x.avee_id = k.avee_id AND x.id = w.id
          WHERE x.id IS NOT NULL OR w.id = {side}.id ORDER BY w.place) AS {side}_shared
"""
# One pair, or a page of them; served by the primary key.
LIST_CONFLICTS = f"""
    SELECT k.id, k.avee_id, k.is_certain, k.likeness, k.settled_at, k.created_at, k.version + first.version + second.version AS version,
        k.first_id, k.second_id, {SIDE.format(side="first")}, {SIDE.format(side="second")}
    FROM answer_conflicts k
    JOIN canonical_answers first ON first.avee_id = k.avee_id AND first.id = k.first_id
    JOIN canonical_answers second ON second.avee_id = k.avee_id AND second.id = k.second_id
    WHERE k.avee_id = :avee_id AND k.avee_id IN (SELECT team_avees('viewer'))
"""
LIST_PAGE = text(f"""{LIST_CONFLICTS} AND (k.settled_at IS NOT NULL) = :is_settled
    AND (CAST(:before AS uuid) IS NULL OR k.id < CAST(:before AS uuid)) ORDER BY k.id DESC LIMIT :limit""")
LOCK_ONE = text(f"{LIST_CONFLICTS} AND k.id = :id FOR UPDATE OF k, first, second")
COUNT_OPEN = text("""
    SELECT count(*) FILTER (WHERE is_certain) AS certain, count(*) FILTER (WHERE NOT is_certain) AS likely
    FROM answer_conflicts WHERE avee_id = :avee_id AND avee_id IN (SELECT team_avees('viewer')) AND settled_at IS NULL
""")
SET_SETTLED = text("""
    UPDATE answer_conflicts SET settled_at = CASE WHEN :is_settled THEN coalesce(settled_at, now()) END, version = version + 1
    WHERE avee_id = :avee_id AND id = :id AND (settled_at IS NOT NULL) <> :is_settled
""")


class PostgresConflicts:
    """`ports.stores.matching.conflicts.Conflicts` in one transaction."""

    def __init__(self, connection: AsyncConnection) -> None:
        self._connection = connection

    async def find_uncompared(self, limit: int) -> list[tuple[UUID, UUID]]:
        return [(row.person, row.avee_id) for row in await self._connection.execute(FIND_UNCOMPARED, {"limit": limit})]

    async def list_uncompared(self, avee_id: UUID, limit: int) -> list[Uncompared]:
        found = await self._connection.execute(LIST_UNCOMPARED, {"avee_id": avee_id, "limit": limit})
        return read_rows(Uncompared, found.mappings())

    async def load_near(self, avee_id: UUID, answer_id: UUID, least: float) -> list[NearWording]:
        found = await self._connection.execute(LOAD_NEAR, {"avee_id": avee_id, "answer_id": answer_id, "least": least})
        return read_rows(NearWording, found.mappings())

    async def save_compared(self, avee_id: UUID, answer: Uncompared, found: Sequence[Conflict]) -> None:
        of_answer: dict[str, Any] = {"avee_id": avee_id, "answer_id": answer.answer_id}
        if not (await self._connection.execute(IS_UNCHANGED, of_answer | {"marked_at": answer.marked_at})).first():
            return
        of_answer["others"] = [each.answer_id for each in found]
        await self._connection.execute(FORGET_OTHERS, of_answer)
        await self._connection.execute(PART_OTHERS, of_answer)
        if found:
            rows = json.dumps([_row_of(each) for each in found])
            await self._connection.execute(SAVE_FOUND, {"avee_id": avee_id, "answer_id": answer.answer_id, "found": rows})

    async def drop_expired(self) -> None:
        await self._connection.execute(DROP_EXPIRED)

    async def list_conflicts(self, avee_id: UUID, page: Page, is_settled: bool) -> list[AnswerConflict]:
        values = {"avee_id": avee_id, "is_settled": is_settled, "before": page.before, "limit": page.limit}
        return [_read_conflict(row) for row in (await self._connection.execute(LIST_PAGE, values)).mappings()]

    async def count_open(self, avee_id: UUID) -> ConflictCounts:
        return read_row(ConflictCounts, (await self._connection.execute(COUNT_OPEN, {"avee_id": avee_id})).mappings().one())

    async def lock_conflict(self, avee_id: UUID, conflict_id: UUID) -> AnswerConflict | None:
        row = (await self._connection.execute(LOCK_ONE, {"avee_id": avee_id, "id": conflict_id})).mappings().first()
        return _read_conflict(row) if row else None

    async def set_settled(self, avee_id: UUID, conflict_id: UUID, is_settled: bool) -> None:
        await self._connection.execute(SET_SETTLED, {"avee_id": avee_id, "id": conflict_id, "is_settled": is_settled})


def _row_of(conflict: Conflict) -> dict[str, object]:
    return {
        "id": str(new_id()),
        "answer_id": str(conflict.answer_id),
        "is_certain": conflict.is_certain,
        "likeness": conflict.likeness,
        "own": list(map(str, conflict.own_wordings)),
        "wordings": list(map(str, conflict.wordings)),
    }


def _read_conflict(row: RowMapping) -> AnswerConflict:
    return AnswerConflict(
        id=row["id"],
        avee_id=row["avee_id"],
        is_certain=row["is_certain"],
        likeness=row["likeness"],
        settled_at=row["settled_at"],
        created_at=row["created_at"],
        version=row["version"],
        first=_read_side(row, "first"),
        second=_read_side(row, "second"),
    )


def _read_side(row: RowMapping, side: str) -> ConflictingAnswer:
    return ConflictingAnswer(
        id=row[f"{side}_id"],
        question_pattern=row[f"{side}_question_pattern"],
        answer_content=row[f"{side}_answer_content"],
        layer=Layer(row[f"{side}_layer"]),
        version=row[f"{side}_version"],
        times_reused=row[f"{side}_times_reused"],
        updated_at=row[f"{side}_updated_at"],
        shared=tuple(row[f"{side}_shared"]),
    )
