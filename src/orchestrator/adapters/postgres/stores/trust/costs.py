"""Counts what reuse has cost, from narrow indexes alone."""

from collections import defaultdict
from collections.abc import Mapping
from uuid import UUID

from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncConnection

from orchestrator.adapters.postgres.rows import read_row
from orchestrator.domain.trust.costs import Asked, Checked, ReuseRecord
from orchestrator.ports.stores.routing.log import PastDecision
from orchestrator.ports.stores.trust.costs import JudgedDecision, ReuseRecords

# Rows (what, how many of the newest, how many of these are recent). Messages are served by orchestrator_decisions_reuse,
# replies by close_questions_created_at, verdicts by trust_cards_created_at, marks by decision_feedback_created_at; their
# decisions are read by key. A yes is judged by the card about the answer that the asker confirmed.
COUNT_REUSE = text("""
    WITH own AS (SELECT avee_id FROM (SELECT team_avees('viewer') AS avee_id) o WHERE avee_id = :avee_id),
    recent AS (SELECT now() - make_interval(hours => 24 * :days) AS since),
    decided AS (
        SELECT d.reuse, d.created_at FROM orchestrator_decisions d
        WHERE d.avee_id = :avee_id AND d.reuse IS NOT NULL ORDER BY d.created_at DESC LIMIT :limit),
    replied AS (
        SELECT max(q.created_at) AS created_at, bool_or(q.verdict = 'yes') AS is_yes, bool_and(q.verdict = 'no') AS is_no,
            bool_and(q.verdict IS NOT NULL) AS is_said
        FROM (SELECT * FROM close_questions WHERE avee_id = :avee_id ORDER BY created_at DESC LIMIT :limit) q GROUP BY q.message_id),
    judged AS (
        SELECT d.reuse, k.verdict, d.created_at, q.verdict AS said
        FROM (SELECT * FROM trust_cards WHERE avee_id = :avee_id AND subject = 'reuse' AND verdict IN ('right', 'wrong')
              ORDER BY created_at DESC LIMIT :limit) k
        JOIN orchestrator_decisions d ON d.avee_id = k.avee_id AND d.message_id = k.message_id AND d.part = k.part
        LEFT JOIN close_questions q ON q.avee_id = k.avee_id AND q.message_id = k.message_id AND q.answer_id = k.answer_id
        WHERE d.reuse IS NOT NULL),
    marked AS (
        SELECT d.reuse, d.created_at
        FROM (SELECT * FROM decision_feedback WHERE avee_id = :avee_id AND verdict IN ('wrong', 'not_my_question')
              ORDER BY created_at DESC LIMIT :limit) f
        JOIN orchestrator_decisions d ON d.avee_id = f.avee_id AND d.id = f.decision_id
        WHERE d.reuse IN ('words', 'score', 'yes'))
    SELECT c.what, c.counted, c.counted_recently FROM own CROSS JOIN (
        SELECT reuse AS what, count(*) AS counted, count(*) FILTER (WHERE created_at > since) AS counted_recently
        FROM decided, recent GROUP BY 1
        UNION ALL
        SELECT CASE WHEN is_yes AND is_said THEN 'said yes' ELSE 'said no' END, count(*), count(*) FILTER (WHERE created_at > since)
        FROM replied, recent WHERE is_said AND (is_yes OR is_no) GROUP BY 1
        UNION ALL
        SELECT reuse || ' ' || verdict, count(*), count(*) FILTER (WHERE created_at > since)
        FROM judged, recent WHERE reuse <> 'asked' OR said = 'yes' GROUP BY 1
        UNION ALL
        SELECT reuse || ' marked', count(*), count(*) FILTER (WHERE created_at > since) FROM marked, recent GROUP BY 1) c
""")
# The evidence that the rules read, as in log.LOAD_PAST. Served by trust_cards_created_at and orchestrator_decisions_message.
LOAD_JUDGED = text("""
    SELECT d.id, d.user_id, d.message_content, d.decision_path, d.rule, d.similar_answer_id, d.created_at,
        d.evidence - ARRAY['passages', 'suggestions', 'choices', 'asked_about', 'calibration', 'gate', 'part'] AS evidence,
        coalesce((v.config ->> 'abuse_rules_enabled')::boolean, false) AS abuse_rules_enabled, k.verdict = 'right' AS is_right
    FROM (SELECT * FROM trust_cards WHERE avee_id = :avee_id AND avee_id IN (SELECT team_avees('viewer')) AND subject = 'reuse'
          AND verdict IN ('right', 'wrong') AND created_at > now() - make_interval(hours => 24 * :days)
          ORDER BY created_at DESC LIMIT :limit) k
    JOIN orchestrator_decisions d ON d.avee_id = k.avee_id AND d.message_id = k.message_id AND d.part = k.part
        AND d.similar_answer_id = k.answer_id
    LEFT JOIN orchestrator_config_versions v ON v.avee_id = d.avee_id AND v.version = d.policy_version
    ORDER BY k.created_at DESC, k.id
""")


class PostgresCosts:
    """`ports.stores.trust.costs.Costs` in one transaction."""

    def __init__(self, connection: AsyncConnection) -> None:
        self._connection = connection

    async def count_reuse(self, avee_id: UUID, days: int, limit: int) -> ReuseRecords:
        rows = (await self._connection.execute(COUNT_REUSE, {"avee_id": avee_id, "days": days, "limit": limit})).all()
        recent = {row.what: row.counted_recently for row in rows}
        all_time = {row.what: row.counted for row in rows}
        return ReuseRecords(_read_record(recent, limit), _read_record(all_time, limit))

    async def load_judged(self, avee_id: UUID, days: int, limit: int) -> list[JudgedDecision]:
        rows = (await self._connection.execute(LOAD_JUDGED, {"avee_id": avee_id, "days": days, "limit": limit})).mappings()
        return [JudgedDecision(read_row(PastDecision, row), row["is_right"]) for row in rows]


def _read_record(counted: Mapping[str, int], limit: int) -> ReuseRecord:
    numbers = defaultdict(int, counted)

    def checked(what: str) -> Checked:
        return Checked(numbers[what], numbers[f"{what} right"], numbers[f"{what} wrong"], numbers[f"{what} marked"])

    confirmed = Checked(numbers["said yes"], numbers["asked right"], numbers["asked wrong"], numbers["yes marked"])
    return ReuseRecord(
        by_words=checked("words"),
        by_score=checked("score"),
        asked=Asked(numbers["asked"], numbers["said yes"], numbers["said no"], confirmed),
        waited=checked("waited"),
        is_cut=sum(numbers[what] for what in ("words", "score", "yes", "asked", "waited")) >= limit,
    )
