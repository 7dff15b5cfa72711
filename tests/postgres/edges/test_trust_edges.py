"""Counts of verdicts, and when the creator is told that trust is voided."""

import json

import pytest
from sqlalchemy import Connection, text

from orchestrator.adapters.postgres.stores.trust.costs import COUNT_REUSE, LOAD_JUDGED
from orchestrator.ports.identifiers import new_id
from support.places import Place, name_person, value
from support.seeding import add

OF_ALL = text("SELECT sum(times_right)::integer AS right, sum(times_wrong)::integer AS wrong FROM canonical_answers")
"""Of all answers of all agents: a verdict changes one of them."""


def test_a_verdict_is_counted_taken_back_and_never_below_nothing(place: Place, undone: Connection) -> None:
    answer = value(undone, "answer_id FROM trust_cards")

    def judge(verdict: str) -> tuple[int, int]:
        undone.execute(text("UPDATE trust_cards SET verdict = :verdict, judged_at = now()"), {"verdict": verdict})
        row = undone.execute(OF_ALL).one()
        return row.right, row.wrong

    undone.execute(text("UPDATE canonical_answers SET times_right = 0, times_wrong = 0"))
    assert [judge(verdict) for verdict in ("right", "right", "wrong", "unsure", "wrong")] == [(1, 0), (1, 0), (0, 1), (0, 0), (0, 1)]
    # A changed answer begins anew; what was judged before cannot be taken from nothing.
    undone.execute(text("UPDATE canonical_answers SET times_right = 0, times_wrong = 0"))
    assert judge("right") == (1, 0)
    undone.execute(text("UPDATE canonical_answers SET times_right = 0, times_wrong = 0"))
    assert judge("wrong") == (0, 1)
    undone.execute(text("UPDATE canonical_answers SET version = 2 WHERE id = :id"), {"id": answer})
    assert judge("right") == (0, 0), "the verdict is on another version"


def test_feedback_counts_as_a_verdict(place: Place, undone: Connection) -> None:
    answer = value(undone, "similar_answer_id FROM orchestrator_decisions")
    undone.execute(text("DELETE FROM decision_feedback"))
    undone.execute(text("UPDATE canonical_answers SET times_right = 0, times_wrong = 0"))
    decision = value(undone, "id FROM orchestrator_decisions")
    row = {"avee_id": place.seeded.avee, "id": new_id(), "decision_id": decision, "user_id": place.seeded.asker, "answer_version": 1}
    add(undone, "decision_feedback", row | {"verdict": "helpful", "answer_id": answer})
    assert tuple(undone.execute(OF_ALL).one()) == (1, 0)
    for verdict, expected in (("helpful", (1, 0)), ("not_my_question", (0, 1)), ("wrong", (0, 1)), ("helpful", (1, 0))):
        undone.execute(text("UPDATE decision_feedback SET verdict = :verdict"), {"verdict": verdict})
        assert tuple(undone.execute(OF_ALL).one()) == expected, verdict


def test_the_creator_is_told_each_time_trust_is_voided_and_at_no_other(place: Place, undone: Connection) -> None:
    undone.execute(text("DELETE FROM trust_states"))
    told = f"count(*) FROM events WHERE kind = 'trust.voided' AND user_id = '{place.seeded.owner}'"
    counted = []
    for state in ({}, {"voided": 1}, {"voided": 1, "x": 2}, {"voided": 1, "documents": {"voided": 1}}, {"voided": 0}):
        undone.execute(
            text("INSERT INTO trust_states (avee_id, state) VALUES (:avee, CAST(:state AS jsonb)) "
                 "ON CONFLICT (avee_id) DO UPDATE SET state = excluded.state"),
            {"avee": place.seeded.avee, "state": json.dumps(state)},
        )  # fmt: skip
        counted.append(value(undone, told))
    assert counted == [0, 1, 1, 2, 2]


@pytest.mark.parametrize("viewer", ["nobody", "stranger", "asker", "other_creator", "viewer", "owner"])
def test_the_costs_of_reuse_are_counted_for_the_team_alone(place: Place, viewer: str) -> None:
    with place.owner.begin() as connection:
        connection.execute(text("UPDATE orchestrator_decisions SET rule = 'known_question'"))
        connection.execute(text("UPDATE trust_cards SET verdict = 'right', judged_at = now()"))
    values = {"avee_id": place.seeded.avee, "days": 30, "limit": 10}
    with place.runtime.connect() as connection:
        name_person(connection, place.person(viewer), place.seeded.avee)
        counted = {row.what for row in connection.execute(COUNT_REUSE, values)}
        judged = connection.execute(LOAD_JUDGED, values).all()
    assert counted == ({"score", "score right"} if viewer in ("viewer", "owner") else set())
    assert len(judged) == (1 if viewer in ("viewer", "owner") else 0)


def test_messages_are_counted_from_narrow_indexes_alone(place: Place) -> None:
    """The wide rows, with their evidence, are read for judged messages and not for each that is counted."""
    values = {"avee_id": place.seeded.avee, "days": 30, "limit": 10}
    with place.runtime.connect() as connection:
        name_person(connection, place.person("owner"), place.seeded.avee)
        # The few rows of a test are read as a whole, whatever the indexes.
        connection.execute(text("SET LOCAL enable_seqscan = off; SET LOCAL enable_bitmapscan = off; SET LOCAL enable_sort = off"))
        plan = "\n".join(connection.execute(text(f"EXPLAIN {COUNT_REUSE.text}"), values).scalars())
    for index, table in (("orchestrator_decisions_reuse", "orchestrator_decisions"), ("close_questions_created_at", "close_questions")):
        assert f"Index Only Scan Backward using {index} on {table}" in plan, plan
    assert "Seq Scan" not in plan
