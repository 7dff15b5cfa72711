"""The decision log of a creator or an asker, and past decisions for previews."""

from dataclasses import asdict
from uuid import UUID

from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncConnection

from orchestrator.adapters.postgres.filters import filtered
from orchestrator.adapters.postgres.rows import read_row, read_rows
from orchestrator.ports.stores.paging import Page
from orchestrator.ports.stores.routing.log import DecisionFilter, DecisionPage, DecisionRecord, PastDecision

_COLUMNS = """
    SELECT d.id, d.avee_id, d.conversation_id, d.user_id, d.message_id, d.reply_message_id, d.message_content, d.decision_path,
        d.confidence_score, d.novelty_score, d.complexity_score, d.similarity, d.rule, d.reason, d.similar_answer_id, d.escalation_id,
        d.policy_version, d.evidence, d.timings, d.created_at, f.verdict, f.comment
"""
_FEEDBACK = "LEFT JOIN decision_feedback f ON f.avee_id = d.avee_id AND f.decision_id = d.id AND f.user_id = d.user_id"
# Served by orchestrator_decisions_log (an avee's decisions) and orchestrator_decisions_user_id (those of the person).
OF_AVEE = "d.avee_id = :avee_id AND d.id < :before AND d.id >= :after"
MINE = "d.user_id = current_person() AND d.id < :before AND d.id >= :after"
LIST_DECISIONS = f"{_COLUMNS} FROM orchestrator_decisions d {_FEEDBACK} WHERE {{within}} AND {{filters}} ORDER BY d.id DESC LIMIT :limit"
SCAN_STEP = f"""{_COLUMNS}
    FROM (SELECT * FROM orchestrator_decisions d WHERE {{within}} ORDER BY d.id DESC LIMIT :looked_at) d {_FEEDBACK}
    WHERE {{filters}} ORDER BY d.id DESC LIMIT :limit
"""
FIND_STOP = "SELECT d.id FROM orchestrator_decisions d WHERE {within} ORDER BY d.id DESC OFFSET :looked_at - 1 LIMIT 1"
FILTERS = {
    "path": "d.decision_path = :path",
    "rule": "d.rule = :rule",
    "since": "d.created_at >= :since",
    "until": "d.created_at < :until",
    "said": "position(lower(CAST(:said AS text)) IN lower(d.message_content)) > 0",
    "tier": "d.evidence ->> 'tier' = :tier",
    # Not "=": this way the plan reads the log in its order until the page is full, instead of starting from all
    # verdicts.
    "verdict": "f.verdict IS NOT DISTINCT FROM CAST(:verdict AS text)",
}
LOAD_DECISION = text(f"{_COLUMNS} FROM orchestrator_decisions d {_FEEDBACK} WHERE d.id = :id")
# Evidence that the rules do not read is most of its size and is left out. Served by orchestrator_decisions_analytics.
LOAD_PAST = text("""
    SELECT d.id, d.user_id, d.message_content, d.decision_path, d.rule, d.similar_answer_id, d.created_at,
        d.evidence - ARRAY['passages', 'suggestions', 'choices', 'asked_about', 'calibration', 'gate', 'part'] AS evidence,
        coalesce((v.config ->> 'abuse_rules_enabled')::boolean, false) AS abuse_rules_enabled
    FROM orchestrator_decisions d
    LEFT JOIN orchestrator_config_versions v ON v.avee_id = d.avee_id AND v.version = d.policy_version
    WHERE d.avee_id = :avee_id AND d.created_at > now() - make_interval(hours => 24 * :days)
    ORDER BY d.created_at DESC, d.id DESC LIMIT :limit
""")
COUNT_PAST = text("""
    SELECT count(*) FROM orchestrator_decisions
    WHERE avee_id = :avee_id AND created_at > now() - make_interval(hours => 24 * :days)
""")
COUNT_ASKED = text("""
    SELECT count(*) FROM asked_questions WHERE avee_id = :avee_id AND created_at > now() - make_interval(hours => 24 * :days)
""")

FIRST_ID, LAST_ID = UUID(int=0), UUID(int=2**128 - 1)
LOOKED_AT = 30_000
"""Decisions that one step looks at."""
DRAWN_WITHIN_S = 86_400.0
"""Largest assumed difference between the time in an id and the time of its row; clocks may differ."""


class PostgresLog:
    """`ports.stores.routing.log.Log` in one transaction."""

    def __init__(self, connection: AsyncConnection) -> None:
        self._connection = connection

    async def list_decisions(self, avee_id: UUID | None, decision_filter: DecisionFilter, page: Page) -> DecisionPage:
        # The index is in the order of ids, and an id holds its time. So rows outside the time range are not read.
        after = _id_at(decision_filter.since.timestamp() - DRAWN_WITHIN_S) if decision_filter.since else FIRST_ID
        until = _id_at(decision_filter.until.timestamp() + DRAWN_WITHIN_S) if decision_filter.until else LAST_ID
        within, filters = OF_AVEE if avee_id else MINE, asdict(decision_filter)
        values = {"before": min(until, page.before or LAST_ID), "after": after, "limit": page.limit, "looked_at": LOOKED_AT}
        if avee_id:
            values["avee_id"] = avee_id
        # No index covers the rule, the text or the tier, so a long log is searched in steps.
        in_steps = decision_filter.rule or decision_filter.said or decision_filter.tier
        statement = (SCAN_STEP if in_steps else LIST_DECISIONS).replace("{within}", within)
        found = read_rows(DecisionRecord, (await self._connection.execute(*filtered(statement, FILTERS, filters, values))).mappings())
        if not in_steps or len(found) == page.limit:
            return DecisionPage(found)
        stop = await self._connection.execute(*filtered(FIND_STOP.replace("{within}", within), {}, {}, values))
        return DecisionPage(found, stop.scalar_one_or_none())

    async def load_decision(self, decision_id: UUID) -> DecisionRecord | None:
        row = (await self._connection.execute(LOAD_DECISION, {"id": decision_id})).mappings().first()
        return read_row(DecisionRecord, row) if row else None

    async def load_past(self, avee_id: UUID, days: int, limit: int) -> list[PastDecision]:
        values = {"avee_id": avee_id, "days": days, "limit": limit}
        return read_rows(PastDecision, (await self._connection.execute(LOAD_PAST, values)).mappings())

    async def count_past(self, avee_id: UUID, days: int) -> int:
        found: int = (await self._connection.execute(COUNT_PAST, {"avee_id": avee_id, "days": days})).scalar_one()
        return found

    async def count_asked(self, avee_id: UUID, days: int) -> int:
        found: int = (await self._connection.execute(COUNT_ASKED, {"avee_id": avee_id, "days": days})).scalar_one()
        return found


def _id_at(seconds: float) -> UUID:
    """The smallest UUIDv7 of a time in seconds since 1970."""
    return UUID(int=min(max(0, int(seconds * 1000)), 2**48 - 1) << 80)
