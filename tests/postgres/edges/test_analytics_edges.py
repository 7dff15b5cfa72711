"""How far back metrics look and how much they name."""

import pytest
from sqlalchemy import Connection, text

from support.places import Place, thread, value
from support.seeding import VECTOR


@pytest.mark.parametrize(("asked", "days"), [(0, 1), (1, 1), (2, 2), (3_660, 3_660), (3_661, 3_660)])
def test_metrics_look_back_one_to_3660_days(place: Place, undone: Connection, asked: int, days: int) -> None:
    undone.execute(text("DELETE FROM metric_counts"))
    read = "(m ->> 'to')::timestamptz - (m ->> 'from')::timestamptz = make_interval(hours => 24 * :days) FROM get_orchestrator_metrics(:avee, :asked, 'UTC') m"
    assert value(undone, read, days=days, avee=place.seeded.avee, asked=asked) is True


def test_metrics_name_ten_answers_and_the_newest_two_hundred_questions(place: Place, undone: Connection) -> None:
    avee = place.seeded.avee
    undone.execute(text("DELETE FROM metric_counts"))
    undone.execute(text("DELETE FROM orchestrator_decisions"))
    conversation, _ = thread(place, undone)
    undone.execute(
        text("""
        WITH asked AS (
            INSERT INTO messages (avee_id, id, conversation_id, user_id, role, content)
            SELECT :avee, gen_random_uuid(), :conversation, :asker, 'user', 'Question ' || n FROM generate_series(1, 212) n
            RETURNING id, content, split_part(content, ' ', 2)::integer AS n
        ), answers AS (
            INSERT INTO canonical_answers (avee_id, id, question_pattern, answer_content, content_hash, embedding)
            SELECT :avee, gen_random_uuid(), 'Which ' || n, 'That.', ('answer ' || n)::bytea, CAST(:vector AS halfvec) FROM generate_series(1, 11) n
            RETURNING id, split_part(question_pattern, ' ', 2)::integer AS n
        )
        INSERT INTO orchestrator_decisions (avee_id, id, conversation_id, user_id, message_id, message_content, decision_path, confidence_score,
            novelty_score, complexity_score, similarity, rule, reason, similar_answer_id, policy_version, evidence, timings, created_at)
        SELECT :avee, gen_random_uuid(), :conversation, :asker, m.id, m.content, CASE WHEN a.id IS NULL THEN 'D' ELSE 'C' END, 0, 0, 0, 0,
            CASE WHEN a.id IS NULL THEN 'worth_asking' ELSE 'known_question' END, '', a.id, 1, '{}', '{}', now() - make_interval(secs => m.n)
        FROM asked m LEFT JOIN answers a ON a.n = m.n - 201
        """),
        {"avee": avee, "conversation": conversation, "asker": place.seeded.asker, "vector": VECTOR},
    )
    found = value(undone, "get_orchestrator_metrics(:avee, 1, 'UTC')", avee=avee)
    assert isinstance(found, dict)
    assert [len(found["top_answers"]), {each["times_served"] for each in found["top_answers"]}] == [10, {1}]
    assert set(found["unanswered"]) == {f"Question {number}" for number in range(1, 201)}
