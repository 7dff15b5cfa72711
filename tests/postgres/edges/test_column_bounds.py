"""What a column holds at most and at least, also for a program with a fault; and what a new agent's rules are."""

import pytest
from sqlalchemy import text
from sqlalchemy.exc import IntegrityError

from support.places import Place

SCORES = {"confidence_score", "novelty_score", "complexity_score"}
SHARES = (
    "auto_answer_confidence_threshold",
    "canonical_match_threshold",
    "novelty_threshold",
    "complexity_threshold",
    "vagueness_threshold",
)

# table, column, what it takes, what it refuses: as SQL
BOUNDS: list[tuple[str, str, list[str], list[str]]] = [
    *[("orchestrator_decisions", each, ["0", "10000"], ["-1", "10001"]) for each in sorted(SCORES)],
    ("orchestrator_decisions", "similarity", ["0", "1"], ["-0.01", "1.01"]),
    ("orchestrator_decisions", "reply_ms", ["0", "NULL"], ["-1"]),
    ("borderline_matches", "score", ["0", "1"], ["-0.01", "1.01"]),
    ("trust_cards", "score", ["0", "1"], ["-0.01", "1.01"]),
    ("trust_cards", "floor", ["0", "1"], ["-0.01", "1.01"]),
    *[("orchestrator_configs", each, ["0", "1"], ["-0.01", "1.01"]) for each in SHARES],
    *[
        ("orchestrator_configs", each, ["0", "10000"], ["-1"])
        for each in (
            "max_escalations_per_day", "max_escalations_per_week", "max_direct_messages_per_day", "max_direct_messages_per_person",
            "max_clarifications_running",
        )
    ],
    *[("orchestrator_configs", each, ["1"], ["0"]) for each in ("offer_valid_hours", "expected_response_hours", "answer_deadline_hours")],
    ("orchestrator_configs", "chat_model", ["repeat('x', 200)"], ["repeat('x', 201)"]),
    ("orchestrator_configs", "temperature", ["0", "2"], ["-0.01", "2.01"]),
    ("orchestrator_configs", "wrong_answers_target", ["0.0001", "0.5"], ["0", "0.51"]),
    ("orchestrator_configs", "trust_cards_per_day", ["0", "50"], ["-1", "51"]),
    ("orchestrator_configs", "retention_days", ["0", "3650"], ["-1", "3651"]),
    ("metric_counts", "days", ["1"], ["0"]),
    # Two columns that are set together or not at all.
    ("borderline_matches", "(verdict, judged_at)", ["('denied', now())", "(NULL, NULL)"], ["('denied', NULL)", "(NULL, now())"]),
    ("trust_cards", "(verdict, judged_at)", ["('right', now())", "(NULL, NULL)"], ["('right', NULL)", "(NULL, now())"]),
    ("trust_cards", "(subject, answer_id, answer_version, reply)",
     ["('reuse', answer_id, 1, NULL)", "('documents', NULL, NULL, 'So.')"],
     ["('reuse', NULL, 1, NULL)", "('reuse', answer_id, NULL, NULL)", "('documents', answer_id, 1, 'So.')", "('documents', NULL, NULL, NULL)",
      "('reuse', answer_id, 1, 'So.')"]),
    ("notification_settings", "(quiet_from, quiet_until)", ["('22:00', '07:00')", "(NULL, NULL)"], ["('22:00', NULL)", "(NULL, '07:00')"]),
]  # fmt: skip


@pytest.mark.parametrize(("table", "column", "taken", "refused"), BOUNDS, ids=[f"{table}-{column}" for table, column, *_ in BOUNDS])
def test_a_column_takes_exactly_what_it_may(place: Place, table: str, column: str, taken: list[str], refused: list[str]) -> None:
    with place.owner.connect() as connection:
        for value in (*taken, *refused):
            kept = connection.begin_nested()
            try:
                assert connection.execute(text(f"UPDATE {table} SET {column} = {value}")).rowcount > 0, "there is a row to try it on"
                was_taken = True
            except IntegrityError:
                was_taken = False
            kept.rollback()
            assert was_taken == (value in taken), value
        connection.rollback()


def test_a_row_begins_at_the_start(place: Place) -> None:
    """What is counted begins at 0 and what has versions at 1, in each table whose rows name no number themselves."""
    begins = {
        "avees": {"version": 1}, "users": {"version": 1}, "avee_members": {"version": 1}, "notification_settings": {"version": 1},
        "documents": {"passage_count": 0, "reader_version": 1, "tries": 0, "interruptions": 0},
        "canonical_answers": {"version": 1, "times_reused": 0, "times_right": 0, "times_wrong": 0},
        "banks": {"answers": 0}, "notification_deliveries": {"attempts": 0}, "notifications": {"attempts": 0}, "webhook_deliveries": {"attempts": 0},
    }  # fmt: skip
    read = text(
        "SELECT column_name, column_default FROM information_schema.columns WHERE table_name = :table AND column_name = ANY (:columns)"
    )
    with place.owner.connect() as connection:
        found = {
            table: {name: int(default) for name, default in connection.execute(read, {"table": table, "columns": list(columns)})}
            for table, columns in begins.items()
        }
    assert found == begins


def test_a_new_agent_has_the_documented_rules(place: Place) -> None:
    """The same as the defaults in the creator's guide."""
    with place.owner.connect() as connection:
        rules = connection.execute(
            text("SELECT to_jsonb(c) FROM orchestrator_configs c WHERE avee_id = :avee"), {"avee": place.seeded.other_avee}
        ).scalar_one()
    expected = {
        "version": 1, "max_escalations_per_day": 10, "max_escalations_per_week": 50, "auto_answer_confidence_threshold": 0.75,
        "canonical_match_threshold": 0.85, "novelty_threshold": 0.7, "complexity_threshold": 0.6, "vagueness_threshold": 0.5,
        "max_clarifications_running": 2, "offer_valid_hours": 72, "expected_response_hours": 24, "answer_deadline_hours": 168,
        "temperature": 0.3, "wrong_answers_target": 0.05, "trust_cards_per_day": 3, "max_direct_messages_per_day": 50,
        "max_direct_messages_per_person": 10, "retention_days": 0, "escalation_enabled": True, "clarification_enabled": True, "direct_messages_enabled": True,
        "abuse_rules_enabled": True, "model_confirms_matches": False, "trust_mode": "asking", "moderation_failure": "open", "chat_model": "",
    }  # fmt: skip
    assert {name: rules[name] for name in expected} == expected
