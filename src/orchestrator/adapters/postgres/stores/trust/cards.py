"""Cards and the creator's verdicts on them, model checks, and the trust state that follows from the verdicts."""

import json
from datetime import timedelta
from uuid import UUID

from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncConnection

from orchestrator.adapters.postgres.codecs.facts import decode_trust_snapshot
from orchestrator.adapters.postgres.codecs.trust import decode_own_start, encode_trust_state
from orchestrator.adapters.postgres.rows import read_row, read_rows
from orchestrator.domain.trust.cards import Subject
from orchestrator.domain.trust.own_start import OwnStart
from orchestrator.domain.trust.proofs import Label
from orchestrator.domain.trust.snapshot import TrustSnapshot
from orchestrator.domain.trust.unanswered import OPEN_DAYS, ClosedCards
from orchestrator.ports.identifiers import new_id
from orchestrator.ports.stores.paging import Page
from orchestrator.ports.stores.trust.cards import ModelMatch, StoredTrust, TrustCard

COLUMNS = """k.id, k.avee_id, k.subject, k.kind, k.answer_id, k.answer_version, k.conversation_id, k.user_id, k.message_id, k.question, k.score,
    k.verdict, k.created_at, a.question_pattern, coalesce(k.reply, a.answer_content) AS answer_content, k.sources, a.layer,
    a.version AS current_version, a.state AS answer_state, k.created_at <= now() - make_interval(days => :open_days) AS is_expired"""
CARDS = f"{COLUMNS} FROM trust_cards k LEFT JOIN canonical_answers a ON a.avee_id = k.avee_id AND a.id = k.answer_id"
IS_OPEN = "k.verdict IS NULL AND k.created_at > now() - make_interval(days => :open_days)"
# The lowest score first, which is most likely wrong. Cards that a creator leaves open are then the most likely right
# ones, so the labels overestimate the share of wrong answers and never underestimate it. Served by trust_cards_waiting.
LIST_CARDS = text(f"""
    SELECT {CARDS}
    WHERE k.avee_id = :avee_id AND k.avee_id IN (SELECT team_avees('viewer')) AND {IS_OPEN}
    AND (CAST(:before AS uuid) IS NULL OR (k.score, k.id) > (
        SELECT b.score, b.id FROM trust_cards b WHERE b.avee_id = :avee_id AND b.id = CAST(:before AS uuid)))
    ORDER BY k.score, k.id LIMIT :limit
""")
# Of two verdicts at the same time the second waits, so that the trust state includes both.
LOCK_TRUST = text("SELECT pg_advisory_xact_lock(hashtextextended(:avee_id, 7305112))")
LOCK_CARD = text(f"SELECT {CARDS} WHERE k.avee_id = :avee_id AND k.id = :id AND k.avee_id IN (SELECT team_avees('viewer'))")
SAVE_VERDICT = text("UPDATE trust_cards SET verdict = :verdict, judged_at = now() WHERE avee_id = :avee_id AND id = :id")
# In the order of the verdicts. A card that an asker's yes caused was not drawn by chance and is no label. Served by trust_cards_created_at.
LABELS = text("""
    SELECT score, verdict, floor, kind FROM trust_cards
    WHERE avee_id = :avee_id AND avee_id IN (SELECT team_avees('viewer')) AND subject = :subject AND scorer = :scorer AND verdict IN ('right', 'wrong')
    AND kind <> 'confirmed'
    ORDER BY judged_at, id
""")
# Closed cards: with a verdict, or expired. Served by trust_cards_created_at.
COUNT_ANSWERED = text("""
    SELECT count(*) AS asked, count(*) FILTER (WHERE verdict IN ('right', 'wrong')) AS answered,
        count(*) FILTER (WHERE verdict = 'unsure') AS unsure,
        count(*) FILTER (WHERE kind = 'audit' AND coalesce(verdict, 'unsure') = 'unsure') AS audits_left
    FROM trust_cards
    WHERE avee_id = :avee_id AND avee_id IN (SELECT team_avees('viewer')) AND subject = :subject AND scorer = :scorer
    AND kind <> 'confirmed' AND (verdict IS NOT NULL OR created_at <= now() - make_interval(days => :open_days))
""")
LOAD_TRUST_STATE = text("SELECT state FROM trust_states WHERE avee_id = :avee_id")
SAVE_TRUST_STATE = text("""
    INSERT INTO trust_states (avee_id, state) VALUES (:avee_id, CAST(:state AS jsonb))
    ON CONFLICT (avee_id) DO UPDATE SET state = EXCLUDED.state
""")
# Matches a day that may draw a card, over the newest 2,000 decisions of a week. Served by orchestrator_decisions_log.
MATCHES = text("""
    SELECT count(*) FILTER (WHERE rule IN ('confident', 'model_answers') OR (evidence -> 'signals' ->> 'canonical_similarity')::float8 >= :floor)
        / greatest(1.0, extract(epoch FROM now() - min(created_at)) / 86400.0) AS per_day
    FROM (SELECT evidence, rule, created_at FROM orchestrator_decisions
          WHERE avee_id = :avee_id AND avee_id IN (SELECT team_avees('viewer')) AND created_at > now() - interval '7 days'
          ORDER BY id DESC LIMIT 2000) d
""")
# The newest scores of matches. An earlier scorer's are left out: every scorer draws cards from its first day on. Served by
# orchestrator_decisions_log and trust_cards_created_at.
SCORES = text("""
    SELECT score FROM (
        SELECT (evidence -> 'signals' ->> 'canonical_similarity')::float8 AS score FROM orchestrator_decisions
        WHERE avee_id = :avee_id AND avee_id IN (SELECT team_avees('viewer')) AND created_at > now() - interval '7 days'
        AND created_at >= (SELECT min(created_at) FROM trust_cards WHERE avee_id = :avee_id AND scorer = :scorer)
        ORDER BY id DESC LIMIT 500) d
    WHERE score > 0
""")
# A card can be judged while it is open. Served by trust_cards_created_at.
JUDGED = text("""
    SELECT count(*) FROM trust_cards
    WHERE avee_id = :avee_id AND avee_id IN (SELECT team_avees('viewer')) AND judged_at > now() - make_interval(hours => :hours)
    AND created_at > now() - make_interval(days => :open_days, hours => :hours)
""")
WAITING = text(
    f"SELECT count(*) FROM trust_cards k WHERE k.avee_id = :avee_id AND k.avee_id IN (SELECT team_avees('viewer')) AND {IS_OPEN}"
)

# False if the asker may no longer see the answer, or if the question was answered in the meantime: by the creator, or by this
# answer, because the asker said that it is meant.
MAY_BE_GIVEN = text("""
    SELECT a.layer <= coalesce(m.layer, 'public')
        AND NOT EXISTS (SELECT FROM escalation_queue q WHERE q.avee_id = k.avee_id AND q.message_id = k.message_id AND q.status = 'answered')
        AND NOT EXISTS (SELECT FROM close_questions y WHERE y.avee_id = k.avee_id AND y.message_id = k.message_id
                        AND y.answer_id = k.answer_id AND y.verdict = 'yes')
    FROM trust_cards k JOIN canonical_answers a ON a.avee_id = k.avee_id AND a.id = k.answer_id
    LEFT JOIN avee_members m ON m.avee_id = k.avee_id AND m.user_id = k.user_id
    WHERE k.avee_id = :avee_id AND k.id = :id
""")

# Leaves out a phrasing that is almost the same as a known one, and keeps at most 20 for each answer.
NEW_PHRASING = """
    FROM new_phrasing w JOIN canonical_answers a ON a.avee_id = w.avee_id AND a.id = w.answer_id AND a.state = 'active'
    WHERE -(w.embedding <#> a.embedding) < 0.98
    AND NOT EXISTS (SELECT FROM phrasings x WHERE x.avee_id = w.avee_id AND x.answer_id = w.answer_id AND -(x.embedding <#> w.embedding) >= 0.98)
    AND (SELECT count(*) FROM phrasings x WHERE x.avee_id = w.avee_id AND x.answer_id = w.answer_id) < 20
"""
# Of the message that a card or a model's match is about. Served by orchestrator_decisions_message.
ADD_PHRASING = f"""
    WITH new_phrasing AS (
        SELECT t.avee_id, t.answer_id, t.user_id, t.question, q.embedding
        FROM {{table}} t
        JOIN orchestrator_decisions d ON d.avee_id = t.avee_id AND d.message_id = t.message_id AND d.part = t.part
        JOIN asked_questions q ON q.avee_id = d.avee_id AND q.id = d.id
        WHERE t.avee_id = :avee_id AND t.id = :{{key}})
    INSERT INTO phrasings (avee_id, id, answer_id, user_id, question, origin, embedding)
    SELECT w.avee_id, :id, w.answer_id, w.user_id, w.question, '{{origin}}', w.embedding {NEW_PHRASING}
"""
ADD_CARD_PHRASING = text(ADD_PHRASING.format(table="trust_cards", key="card_id", origin="card"))
# A phrasing that askers confirmed has the id of its card.
ACCEPT_ASKERS_PHRASING = text("""
    UPDATE phrasings x SET state = a.state FROM canonical_answers a
    WHERE x.avee_id = :avee_id AND x.id = :card_id AND x.origin = 'askers' AND a.avee_id = x.avee_id AND a.id = x.answer_id
    RETURNING x.id
""")
DROP_ASKERS_PHRASING = text("""
    DELETE FROM phrasings WHERE avee_id = :avee_id AND id = :card_id AND origin = 'askers' AND state = 'off'
""")
ADD_MODEL_PHRASING = text(ADD_PHRASING.format(table="borderline_matches", key="id", origin="model"))
# A phrasing that a model check made has the id of its match. Served by borderline_matches_message.
DROP_MODEL_PHRASING = text("""
    DELETE FROM phrasings x USING borderline_matches g
    WHERE g.avee_id = :avee_id AND g.message_id = :message_id AND g.answer_id = :answer_id
    AND x.avee_id = g.avee_id AND x.id = g.id AND x.origin = 'model'
""")
MATCHED = """
    SELECT g.id, g.avee_id, g.answer_id, g.answer_version, g.message_id, g.question, g.score, g.verdict, g.model, g.judged_at, g.created_at,
        a.question_pattern, a.answer_content, a.version AS current_version, a.state AS answer_state,
        EXISTS (SELECT FROM phrasings x WHERE x.avee_id = g.avee_id AND x.id = g.id AND x.state = 'active') AS is_kept
    FROM borderline_matches g JOIN canonical_answers a ON a.avee_id = g.avee_id AND a.id = g.answer_id
    WHERE g.avee_id = :avee_id AND g.avee_id IN (SELECT team_avees('viewer'))
"""
LOAD_MATCH = text(f"{MATCHED} AND g.id = :id")
LIST_MATCHES = text(f"""
    {MATCHED} AND g.verdict IN ('confirmed', 'denied', 'unclear')
    AND (CAST(:before AS uuid) IS NULL OR g.id < CAST(:before AS uuid)) ORDER BY g.id DESC LIMIT :limit
""")
# Served by borderline_matches_judged_at.
COUNT_MODEL_CHECKS = text("""
    SELECT count(*) FROM borderline_matches
    WHERE avee_id = :avee_id AND avee_id IN (SELECT team_avees('viewer')) AND judged_at > now() - CAST(:within AS interval) AND verdict <> 'left'
""")
SAVE_MODEL_CHECK = text(
    "UPDATE borderline_matches SET verdict = :verdict, model = :model, judged_at = now() WHERE avee_id = :avee_id AND id = :id"
)
ADD_GROUP_PHRASING = text(f"""
    WITH new_phrasing AS (
        SELECT avee_id, CAST(:answer_id AS uuid) AS answer_id, user_id, coalesce(question_pattern, original_message) AS question, embedding
        FROM escalation_queue WHERE avee_id = :avee_id AND id = :escalation_id)
    INSERT INTO phrasings (avee_id, id, answer_id, user_id, question, origin, embedding)
    SELECT w.avee_id, :id, w.answer_id, w.user_id, w.question, 'group', w.embedding {NEW_PHRASING}
""")


class PostgresTrust:
    """`ports.stores.trust.cards.Trust` in one transaction."""

    def __init__(self, connection: AsyncConnection) -> None:
        self._connection = connection

    async def list_cards(self, avee_id: UUID, before: UUID | None, limit: int) -> list[TrustCard]:
        values = {"avee_id": avee_id, "before": before, "limit": limit, "open_days": OPEN_DAYS}
        return read_rows(TrustCard, (await self._connection.execute(LIST_CARDS, values)).mappings())

    async def count_judged(self, avee_id: UUID, hours: int) -> int:
        values = {"avee_id": avee_id, "hours": hours, "open_days": OPEN_DAYS}
        judged: int = (await self._connection.execute(JUDGED, values)).scalar_one()
        return judged

    async def count_waiting(self, avee_id: UUID) -> int:
        waiting: int = (await self._connection.execute(WAITING, {"avee_id": avee_id, "open_days": OPEN_DAYS})).scalar_one()
        return waiting

    async def lock_card(self, avee_id: UUID, card_id: UUID) -> TrustCard | None:
        await self._connection.execute(LOCK_TRUST, {"avee_id": str(avee_id)})
        values = {"avee_id": avee_id, "id": card_id, "open_days": OPEN_DAYS}
        rows = read_rows(TrustCard, (await self._connection.execute(LOCK_CARD, values)).mappings())
        return rows[0] if rows else None

    async def save_verdict(self, avee_id: UUID, card_id: UUID, verdict: str) -> None:
        await self._connection.execute(SAVE_VERDICT, {"avee_id": avee_id, "id": card_id, "verdict": verdict})

    async def may_be_given(self, avee_id: UUID, card_id: UUID) -> bool:
        given: bool = (await self._connection.execute(MAY_BE_GIVEN, {"avee_id": avee_id, "id": card_id})).scalar_one()
        return given

    async def add_card_phrasing(self, avee_id: UUID, card_id: UUID) -> None:
        await self._connection.execute(ADD_CARD_PHRASING, {"avee_id": avee_id, "card_id": card_id, "id": new_id()})

    async def accept_askers_phrasing(self, avee_id: UUID, card_id: UUID) -> bool:
        return (await self._connection.execute(ACCEPT_ASKERS_PHRASING, {"avee_id": avee_id, "card_id": card_id})).first() is not None

    async def drop_askers_phrasing(self, avee_id: UUID, card_id: UUID) -> None:
        await self._connection.execute(DROP_ASKERS_PHRASING, {"avee_id": avee_id, "card_id": card_id})

    async def lock_model_match(self, avee_id: UUID, match_id: UUID) -> ModelMatch | None:
        await self._connection.execute(LOCK_TRUST, {"avee_id": str(avee_id)})
        row = (await self._connection.execute(LOAD_MATCH, {"avee_id": avee_id, "id": match_id})).mappings().first()
        return read_row(ModelMatch, row) if row else None

    async def list_model_matches(self, avee_id: UUID, page: Page) -> list[ModelMatch]:
        values = {"avee_id": avee_id, "before": page.before, "limit": page.limit}
        return read_rows(ModelMatch, (await self._connection.execute(LIST_MATCHES, values)).mappings())

    async def count_model_checks(self, avee_id: UUID, within: timedelta) -> int:
        checks: int = (await self._connection.execute(COUNT_MODEL_CHECKS, {"avee_id": avee_id, "within": within})).scalar_one()
        return checks

    async def save_model_check(self, avee_id: UUID, match_id: UUID, verdict: str, model: str | None) -> None:
        await self._connection.execute(SAVE_MODEL_CHECK, {"avee_id": avee_id, "id": match_id, "verdict": verdict, "model": model})

    async def add_model_phrasing(self, avee_id: UUID, match_id: UUID) -> None:
        await self._connection.execute(ADD_MODEL_PHRASING, {"avee_id": avee_id, "id": match_id})

    async def drop_model_phrasing(self, avee_id: UUID, message_id: UUID, answer_id: UUID) -> None:
        await self._connection.execute(DROP_MODEL_PHRASING, {"avee_id": avee_id, "message_id": message_id, "answer_id": answer_id})

    async def add_group_phrasing(self, avee_id: UUID, answer_id: UUID, escalation_id: UUID) -> None:
        values = {"avee_id": avee_id, "answer_id": answer_id, "escalation_id": escalation_id, "id": new_id()}
        await self._connection.execute(ADD_GROUP_PHRASING, values)

    async def load_labels(self, avee_id: UUID, subject: Subject, scorer: str) -> list[Label]:
        rows = await self._connection.execute(LABELS, {"avee_id": avee_id, "subject": subject.value, "scorer": scorer})
        return [Label(row.score, row.verdict == "wrong", row.floor, is_random=True, is_served=row.kind == "audit") for row in rows]

    async def count_answered(self, avee_id: UUID, subject: Subject, scorer: str) -> ClosedCards:
        values = {"avee_id": avee_id, "subject": subject.value, "scorer": scorer, "open_days": OPEN_DAYS}
        row = (await self._connection.execute(COUNT_ANSWERED, values)).one()
        return ClosedCards(row.asked, row.answered, row.unsure, row.audits_left)

    async def load_matches_per_day(self, avee_id: UUID, floor: float) -> float:
        found = (await self._connection.execute(MATCHES, {"avee_id": avee_id, "floor": floor})).scalar_one()
        return float(found or 0.0)

    async def load_scores(self, avee_id: UUID, scorer: str) -> list[float]:
        return list((await self._connection.execute(SCORES, {"avee_id": avee_id, "scorer": scorer})).scalars())

    async def load_own_start(self, avee_id: UUID, scorer: str) -> OwnStart:
        return decode_own_start((await self._connection.execute(LOAD_TRUST_STATE, {"avee_id": avee_id})).scalar_one_or_none(), scorer)

    async def load_snapshot(self, avee_id: UUID) -> TrustSnapshot | None:
        return decode_trust_snapshot((await self._connection.execute(LOAD_TRUST_STATE, {"avee_id": avee_id})).scalar_one_or_none(), 0)

    async def save_trust_state(self, avee_id: UUID, state: StoredTrust) -> None:
        await self._connection.execute(SAVE_TRUST_STATE, {"avee_id": avee_id, "state": json.dumps(encode_trust_state(state))})
