"""What the database itself keeps of a payment: its moves, what it is for, and that nothing is taken without an answer."""

from itertools import product

import pytest
from sqlalchemy import Connection, text
from sqlalchemy.exc import IntegrityError

from orchestrator.domain.payments.moves import MOVES, PaymentStatus
from orchestrator.ports.identifiers import new_id
from support.places import Place
from support.seeding import add


def payment(undone: Connection, place: Place, **changes: object) -> str:
    made = str(new_id())
    add(undone, "payments", {
        "avee_id": place.seeded.avee, "id": made, "user_id": place.seeded.asker, "way": "stripe", "taking": "hold", "amount": 500,
        "currency": "EUR", "place_until": "2999-01-01T00:00:00Z", "kind": "membership",
    } | changes)  # fmt: skip
    return made


@pytest.mark.parametrize(("before", "after"), [pair for pair in product(PaymentStatus, repeat=2) if pair[0] is not pair[1]])
def test_the_database_has_the_same_table_of_moves(place: Place, undone: Connection, before: PaymentStatus, after: PaymentStatus) -> None:
    made = payment(undone, place, status=before.value)
    move = text("UPDATE payments SET status = :status WHERE id = :id")
    if (before, after) in MOVES:
        undone.execute(move, {"status": after.value, "id": made})
        return
    with pytest.raises(IntegrityError, match="does not move"):
        undone.execute(move, {"status": after.value, "id": made})


@pytest.mark.parametrize("changes", ["amount = 1", "currency = 'USD'", "account = 'other'", "taking = 'charge'", "is_private = true"])
def test_what_a_payment_is_for_stays(place: Place, undone: Connection, changes: str) -> None:
    made = payment(undone, place)
    with pytest.raises(IntegrityError, match="what a payment is for stays"):
        undone.execute(text(f"UPDATE payments SET {changes} WHERE id = '{made}'"))


@pytest.mark.parametrize("changes", ["status = 'captured'", "due = 'capture'"])
def test_nothing_is_taken_without_an_answer(place: Place, undone: Connection, changes: str) -> None:
    made = payment(undone, place, kind="question", status="held")
    with pytest.raises(IntegrityError, match="nothing is taken without an answer"):
        undone.execute(text(f"UPDATE payments SET {changes} WHERE id = '{made}'"))


@pytest.mark.parametrize("status", ["accepted", "answered"])
def test_a_priced_question_is_neither_accepted_nor_answered_unpaid(place: Place, undone: Connection, status: str) -> None:
    find = "SELECT id FROM escalation_queue WHERE avee_id = :avee AND status = :status LIMIT 1"
    before = "pending" if status == "accepted" else "accepted"
    question = undone.execute(text(find), {"avee": place.seeded.avee, "status": before}).scalar_one()
    undone.execute(text("UPDATE escalation_queue SET price_amount = 500, price_currency = 'EUR' WHERE id = :id"), {"id": question})
    with pytest.raises(IntegrityError, match="not paid"):
        undone.execute(text("UPDATE escalation_queue SET status = :status WHERE id = :id"), {"status": status, "id": question})
