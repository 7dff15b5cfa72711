"""A person writes only into threads of their own with the agent that the row names: having some thread is not enough."""

from collections.abc import Mapping
from uuid import UUID

import pytest
from sqlalchemy import Connection, text

from orchestrator.ports.identifiers import new_id
from support.places import Place, may_insert, name_person, row_like
from support.seeding import add

TABLES = ["messages", "escalation_queue", "asked_questions", "borderline_matches", "orchestrator_decisions", "trust_cards"]


def decided(connection: Connection, place: Place, avee: UUID) -> tuple[UUID, UUID]:
    """(conversation, decision) of the stranger's with this agent."""
    conversation, message, decision = new_id(), new_id(), new_id()
    where = {"avee_id": avee, "user_id": place.seeded.stranger}
    add(connection, "conversations", where | {"id": conversation})
    add(connection, "messages", where | {"id": message, "conversation_id": conversation, "role": "user", "content": "And I?"})
    row = row_like(connection, "orchestrator_decisions", place.condition("orchestrator_decisions"))
    mine = {"avee_id": str(avee), "id": str(decision), "conversation_id": str(conversation), "message_id": str(message)}
    assert may_insert(connection, "orchestrator_decisions", row | mine | {"user_id": str(place.seeded.stranger), "similar_answer_id": None})
    return conversation, decision


@pytest.fixture(scope="module")
def threads(place: Place) -> dict[str, dict[str, str]]:
    """The stranger's own thread with the seeded agent, theirs with the other agent, and the asker's: columns that name it."""
    with place.owner.begin() as connection:
        here, there = (decided(connection, place, avee) for avee in (place.seeded.avee, place.seeded.other_avee))
        asker = connection.execute(text("SELECT conversation_id, id FROM orchestrator_decisions WHERE rule = 'known_question' AND user_id = :asker"),
                                   {"asker": place.seeded.asker}).one()  # fmt: skip
    return {name: {"conversation_id": str(ids[0]), "decision_id": str(ids[1])} for name, ids in
            (("own", here), ("own with another agent", there), ("the asker's", asker))}  # fmt: skip


def is_taken(place: Place, table: str, changes: Mapping[str, object], viewer: UUID) -> bool:
    with place.owner.connect() as connection:
        row = row_like(connection, table, f"{place.condition(table)} AND user_id = '{place.seeded.asker}'")
    if table == "escalation_queue":
        row |= {"status": "pending", "accepted_at": None, "creator_answer": None}
    with place.runtime.connect() as connection:
        name_person(connection, viewer)
        taken = may_insert(connection, table, row | {"id": str(new_id())} | {name: each for name, each in changes.items() if name in row})
        connection.rollback()
    return taken


@pytest.mark.parametrize("table", [*TABLES, "decision_feedback"])
def test_a_row_is_written_into_ones_own_thread_only(place: Place, threads: dict[str, dict[str, str]], table: str) -> None:
    stranger, asker = str(place.seeded.stranger), str(place.seeded.asker)
    taken = {name: is_taken(place, table, ids | {"user_id": stranger}, place.seeded.stranger) for name, ids in threads.items()}
    assert taken == {"own": True, "own with another agent": False, "the asker's": False}
    assert not is_taken(place, table, threads["the asker's"] | {"user_id": asker}, place.seeded.stranger), "in the name of another"
    assert not is_taken(place, table, threads["own"] | {"user_id": asker}, place.seeded.stranger)


@pytest.mark.parametrize(
    ("changes", "taken"),
    [
        ({}, True), ({"status": "accepted"}, False), ({"accepted_at": "2026-01-01T00:00:00Z"}, False), ({"creator_answer": "So."}, False),
    ],
)  # fmt: skip
def test_an_offer_begins_without_anything_that_follows(
    place: Place, threads: dict[str, dict[str, str]], changes: dict[str, object], taken: bool
) -> None:
    own = threads["own"] | {"user_id": str(place.seeded.stranger)}
    assert is_taken(place, "escalation_queue", own | changes, place.seeded.stranger) == taken


@pytest.mark.parametrize("table", ["trust_cards", "borderline_matches"])
def test_nobody_judges_what_they_add(place: Place, threads: dict[str, dict[str, str]], table: str) -> None:
    verdict = {"verdict": "right" if table == "trust_cards" else "denied", "judged_at": "2026-01-01T00:00:00Z"}
    own = threads["own"] | {"user_id": str(place.seeded.stranger)}
    assert not is_taken(place, table, own | verdict, place.seeded.stranger)


def test_reading_on_is_noted_in_threads_that_one_may_read(place: Place, threads: dict[str, dict[str, str]]) -> None:
    noted = {}
    for name, ids in threads.items():
        row: dict[str, object] = {"avee_id": str(place.seeded.avee), "user_id": str(place.seeded.stranger), "last_read_id": str(new_id())}
        with place.runtime.connect() as connection:
            name_person(connection, place.seeded.stranger)
            noted[name] = may_insert(connection, "conversation_reads", row | {"conversation_id": ids["conversation_id"]})
            connection.rollback()
    assert noted == {"own": True, "own with another agent": False, "the asker's": False}
