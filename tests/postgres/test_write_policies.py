"""What a person may write into a row that they may reach: which columns, which values, and what stays as it is."""

from uuid import UUID

import pytest
from sqlalchemy import text

from orchestrator.ports.identifiers import new_id
from support.places import Place, may_insert, name_person, row_like, rows_changed

REFUSED = None
ACCEPT = "status = 'accepted', accepted_at = now()"

# who, which question, what is set, how many rows that changes
MOVES = [
    ("asker", "pending", ACCEPT, 1),
    ("asker", "pending", "status = 'declined'", 1),
    ("asker", "pending", "status = 'expired'", 1),
    ("asker", "pending", "remaining_today = 99", REFUSED),
    ("asker", "pending", f"{ACCEPT}, price_currency = 'EUR'", REFUSED),
    ("asker", "pending", "status = 'declined', price_amount = 1, price_currency = 'EUR'", REFUSED),
    ("asker", "pending", "status = 'declined', place_until = now()", REFUSED),
    ("asker", "pending", f"{ACCEPT}, is_private = true, private_extra = 0, price_currency = 'EUR'", REFUSED),
    ("asker", "pending", "status = 'answered'", REFUSED),
    ("asker", "pending", f"{ACCEPT}, creator_answer = 'I say so.'", REFUSED),
    ("asker", "accepted", "creator_answer = 'I say so.'", REFUSED),
    ("asker", "accepted", "status = 'answered', creator_answer = 'I say so.'", REFUSED),
    ("asker", "accepted", "status = 'pending', accepted_at = NULL", REFUSED),
    ("asker", "accepted", "status = 'declined'", 1),
    ("asker", "answered", "status = 'declined', creator_answer = NULL", 0),
    ("asker", "declined", ACCEPT, 0),
    ("asker", "expired", ACCEPT, 0),
    ("owner", "pending", ACCEPT, 0),
    ("owner", "pending", "status = 'declined'", 0),
    ("owner", "accepted", "status = 'answered', creator_answer = 'So.'", 1),
    ("owner", "accepted", "status = 'declined'", 1),
    ("owner", "accepted", "status = 'pending'", REFUSED),
    ("owner", "accepted", "price_currency = 'EUR', price_amount = 0", REFUSED),
    ("owner", "accepted", "accepted_at = NULL", REFUSED),
    *((viewer, status, ACCEPT, 0) for viewer in ("nobody", "stranger", "other_creator") for status in ("pending", "accepted")),
]


@pytest.mark.parametrize(("viewer", "status", "changes", "rows"), MOVES)
def test_who_may_move_a_question_how(place: Place, viewer: str, status: str, changes: str, rows: int | None) -> None:
    question = _question(place, status)
    with place.runtime.connect() as connection:
        name_person(connection, place.person(viewer), place.seeded.avee)
        assert rows_changed(connection, f"UPDATE escalation_queue SET {changes} WHERE id = '{question}'") == rows
        connection.rollback()


PUBLIC = {
    "published": True,
    "is_own_wording": True,
    "layer": "public",
    "state": "active",
    "slug": "words",
    "published_at": "2026-01-01T00:00:00Z",
}

# who, table, what is different from the seeded row, whether it may be added
ADDED = [
    ("asker", "trust_cards", {}, True),
    ("asker", "trust_cards", {"verdict": "right"}, False),
    ("asker", "close_questions", {"wording": "b" * 64}, True),
    ("asker", "close_questions", {"wording": "b" * 64, "verdict": "yes", "judged_at": "2026-01-01T00:00:00Z"}, False),
    ("owner", "close_questions", {"wording": "b" * 64}, False),
    ("asker", "borderline_matches", {}, True),
    ("asker", "borderline_matches", {"verdict": "same"}, False),
    ("asker", "messages", {"role": "agent"}, True),
    ("asker", "messages", {"role": "creator"}, False),
    ("owner", "messages", {"role": "creator"}, True),
    ("owner", "messages", {"role": "agent"}, True),
    ("owner", "messages", {"role": "user"}, False),
    ("other_creator", "messages", {"role": "creator"}, False),
    ("owner", "answer_deliveries", {"is_reuse": False}, True),
    ("owner", "answer_deliveries", {"is_reuse": True}, False),
    ("other_creator", "answer_deliveries", {"is_reuse": False}, False),
    # Whoever answers teaches an answer, and nobody outside the team.
    ("answerer", "canonical_answers", {"content_hash": "\\x01"}, True),
    ("viewer", "canonical_answers", {"content_hash": "\\x02"}, False),
    ("answerer", "canonical_answers", {"content_hash": "\\x04"} | PUBLIC, False),
    ("editor", "canonical_answers", {"content_hash": "\\x05"} | PUBLIC, True),
    ("stranger", "canonical_answers", {"content_hash": "\\x03"}, False),
    ("stranger", "conversations", {}, False),
    ("owner", "conversations", {}, False),
]


@pytest.mark.parametrize(("viewer", "table", "changes", "allowed"), ADDED)
def test_who_may_add_which_row(place: Place, viewer: str, table: str, changes: dict[str, object], allowed: bool) -> None:
    with place.owner.connect() as connection:
        row = row_like(connection, table, place.condition(table))
    with place.runtime.connect() as connection:
        name_person(connection, place.person(viewer), place.seeded.avee)
        assert may_insert(connection, table, row | {"id": str(new_id())} | changes) == allowed
        connection.rollback()


@pytest.mark.parametrize("table", ["decision_feedback", "answer_deliveries"])
def test_a_stranger_judges_and_gets_nothing_of_anothers_in_their_own_name(place: Place, table: str) -> None:
    """The row is the stranger's own; what it points to is not."""
    with place.owner.connect() as connection:
        row = row_like(connection, table, place.condition(table))
    with place.runtime.connect() as connection:
        # No agent is named, as where nothing is being answered.
        name_person(connection, place.seeded.stranger)
        mine = {"id": str(new_id()), "user_id": str(place.seeded.stranger)}
        assert not may_insert(connection, table, row | mine)
        connection.rollback()


def test_an_asker_gets_no_answer_above_their_layer(place: Place) -> None:
    with place.owner.connect() as connection:
        row = row_like(connection, "answer_deliveries", place.condition("answer_deliveries"))
        find = text("SELECT id FROM canonical_answers WHERE avee_id = :avee AND layer = CAST(:layer AS layer) LIMIT 1")
        answers = {
            layer: connection.execute(find, {"avee": place.seeded.avee, "layer": layer}).scalar_one()
            for layer in ("public", "friends", "intimate")
        }
    with place.runtime.connect() as connection:
        name_person(connection, place.seeded.asker, place.seeded.avee)
        allowed = {
            layer: may_insert(connection, "answer_deliveries", row | {"id": str(new_id()), "answer_id": str(answer)})
            for layer, answer in answers.items()
        }
        connection.rollback()
    assert allowed == {"public": True, "friends": True, "intimate": False}


# table, the columns that may be changed after a row was added: all others are refused
CHANGED = {
    "trust_cards": {"verdict", "judged_at"},
    "borderline_matches": {"verdict", "model", "judged_at"},
    "close_questions": {"verdict", "judged_at"},
    "messages": {"awaits_routing", "answered_with"},
}


@pytest.mark.parametrize("table", CHANGED)
def test_what_was_once_written_stays(place: Place, table: str) -> None:
    with place.owner.connect() as connection:
        columns = row_like(connection, table, place.condition(table)).keys()
    with place.runtime.connect() as connection:
        name_person(connection, place.seeded.owner, place.seeded.avee)
        changeable = {each for each in columns if rows_changed(connection, f"UPDATE {table} SET {each} = {each}") is not None}
        connection.rollback()
    assert changeable == CHANGED[table]


def _question(place: Place, status: str) -> UUID:
    """A question of the asker's with this status; a pending and an accepted one were seeded."""
    with place.owner.begin() as connection:
        find = text("SELECT id FROM escalation_queue WHERE avee_id = :avee AND status = :status ORDER BY id LIMIT 1")
        found: UUID | None = connection.execute(find, {"avee": place.seeded.avee, "status": status}).scalar_one_or_none()
        if found is not None:
            return found
        row = row_like(connection, "escalation_queue", f"{place.condition('escalation_queue')} AND status = 'accepted'")
        ended = {"id": str(new_id()), "status": status, "creator_answer": "So." if status == "answered" else None}
        assert may_insert(connection, "escalation_queue", row | ended)
        return UUID(str(ended["id"]))


# An UPDATE without a condition reads nothing, so that no policy of SELECT stands before it.
BLIND = [
    ("trust_cards", "verdict = 'right', judged_at = now()"),
    ("borderline_matches", "verdict = 'same'"),
    ("close_questions", "verdict = 'yes', judged_at = now()"),
    ("notifications", "sent_at = now()"),
    ("escalation_queue", "status = 'declined'"),
    ("canonical_answers", "answer_content = 'Mine.'"),
    ("documents", "title = 'Mine.'"),
    ("sources", "address = 'https://mine.example.org'"),
    ("source_items", "title = 'Mine.'"),
    ("proposed_answers", "answer_content = 'Mine.'"),
    ("webhooks", "url = 'https://mine.example.org'"),
    ("channels", "name = 'mine'"),
    ("channel_people", "hears = true"),
    ("embed_keys", "created_at = now()"),
    ("price_lists", "private_extra = 1"),
    ("tier_prices", "amount = 0"),
    ("orchestrator_configs", "clarification_enabled = false"),
    ("user_sessions", "expires_at = now()"),
    ("avees", "display_name = 'Mine'"),
    ("users", "display_name = 'Mine'"),
    ("conversations", "taken_over_at = now()"),
]


@pytest.mark.parametrize(("table", "changes"), BLIND)
def test_a_stranger_without_a_condition_changes_no_row_of_others(place: Place, table: str, changes: str) -> None:
    with place.owner.connect() as connection:
        before = connection.execute(text(f"SELECT count(*) FROM {table}")).scalar_one()
    assert before
    with place.runtime.connect() as connection:
        name_person(connection, place.person("nobody"), place.seeded.avee)
        assert rows_changed(connection, f"UPDATE {table} SET {changes}") == 0
        connection.rollback()
