"""Verdicts of askers on replies, and the versions of an answer with the number of people that each version reached."""

from dataclasses import asdict
from uuid import UUID

from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncConnection

from orchestrator.adapters.postgres.rows import read_row, read_rows
from orchestrator.ports.stores.escalation import GivenAnswer
from orchestrator.ports.stores.matching.answers import AnswerVersion
from orchestrator.ports.stores.trust.feedback import NewFeedback

SAVE_FEEDBACK = text("""
    INSERT INTO decision_feedback (avee_id, id, decision_id, user_id, verdict, comment, answer_id, answer_version, source_id)
    VALUES (:avee_id, :id, :decision_id, :user_id, :verdict, :comment, :answer_id, :answer_version, :source_id)
    ON CONFLICT (avee_id, decision_id, user_id) DO UPDATE
        SET verdict = excluded.verdict, source_id = excluded.source_id, comment = coalesce(excluded.comment, decision_feedback.comment)
""")
# Served by escalation_queue_message and answer_deliveries_message.
FIND_GIVEN = text("""
    SELECT q.id AS escalation_id, d.answer_id, d.answer_version AS version
    FROM escalation_queue q LEFT JOIN answer_deliveries d ON d.avee_id = q.avee_id AND d.message_id = q.answer_message_id
    WHERE q.avee_id = :avee_id AND q.message_id = :message_id AND q.status = 'answered' AND q.user_id = current_person()
    ORDER BY q.answered_at DESC LIMIT 1
""")
# Served by orchestrator_decisions_message.
COUNT_OFFERED = text("""
    SELECT count(*) FROM orchestrator_decisions WHERE avee_id = :avee_id AND message_id = :message_id AND escalation_id IS NOT NULL
""")
# Served by answer_deliveries_answer.
LIST_VERSIONS = text("""
    SELECT v.version, v.question_pattern, v.answer_content, v.layer, v.created_at,
        (SELECT count(DISTINCT d.user_id) FROM answer_deliveries d
         WHERE d.avee_id = v.avee_id AND d.answer_id = v.answer_id AND d.answer_version = v.version AND NOT d.is_withdrawal) AS people_served
    FROM canonical_answer_versions v WHERE v.avee_id = :avee_id AND v.answer_id = :answer_id ORDER BY v.version DESC
""")


class PostgresFeedback:
    """`ports.stores.trust.feedback.Feedback` in one transaction."""

    def __init__(self, connection: AsyncConnection) -> None:
        self._connection = connection

    async def save_feedback(self, feedback: NewFeedback) -> None:
        # Fields have the names of the statement's parameters.
        await self._connection.execute(SAVE_FEEDBACK, asdict(feedback))

    async def find_given(self, avee_id: UUID, message_id: UUID) -> GivenAnswer | None:
        row = (await self._connection.execute(FIND_GIVEN, {"avee_id": avee_id, "message_id": message_id})).mappings().first()
        return read_row(GivenAnswer, row) if row else None

    async def count_offered(self, avee_id: UUID, message_id: UUID) -> int:
        found: int = (await self._connection.execute(COUNT_OFFERED, {"avee_id": avee_id, "message_id": message_id})).scalar_one()
        return found

    async def list_versions(self, avee_id: UUID, answer_id: UUID) -> list[AnswerVersion]:
        rows = await self._connection.execute(LIST_VERSIONS, {"avee_id": avee_id, "answer_id": answer_id})
        return read_rows(AnswerVersion, rows.mappings())
