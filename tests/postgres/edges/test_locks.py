"""Each lock is held until its transaction ends, and what need not wait does not: two transactions at once."""

from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from sqlalchemy import Connection, text
from sqlalchemy.exc import OperationalError

from support.places import Place, name_person

# function, its call by the asker, the rows that nobody else may lock or change meanwhile
HELD = [
    ("SELECT lock_escalation(:pending)", "orchestrator_configs WHERE avee_id = :avee"),
    ("SELECT lock_escalation(:pending)", "escalation_queue WHERE id = :pending"),
    ("SELECT lock_direct_messages(:avee)", "orchestrator_configs WHERE avee_id = :avee"),
]


@pytest.fixture
def things(place: Place) -> dict[str, object]:
    with place.owner.connect() as connection:
        pending = connection.execute(text("SELECT id FROM escalation_queue WHERE status = 'pending'")).scalar_one()
    return {"avee": place.seeded.avee, "pending": pending}


@contextmanager
def impatient(place: Place) -> Iterator[Connection]:
    """A transaction of the schema's owner that is undone, and fails instead of waiting for a lock."""
    with place.owner.connect() as connection:
        connection.execute(text("SET LOCAL lock_timeout = '50ms'"))
        yield connection
        connection.rollback()


def is_free(place: Place, what: str, things: dict[str, object]) -> bool:
    with impatient(place) as other:
        try:
            return len(other.execute(text(f"SELECT FROM {what} FOR UPDATE NOWAIT"), things).all()) == 1
        except OperationalError:
            return False


@pytest.mark.parametrize(("call", "what"), HELD)
def test_a_lock_is_held_until_the_transaction_ends(place: Place, things: dict[str, object], call: str, what: str) -> None:
    assert is_free(place, what, things)
    with place.runtime.connect() as connection:
        name_person(connection, place.seeded.asker)
        assert connection.execute(text(call), things).scalar_one() is not None
        assert not is_free(place, what, things)
        connection.rollback()
    assert is_free(place, what, things)


TRY = text("SELECT begin_password_try(gen_random_uuid(), :email, '\\x01', '\\x02', false, 10, 100, 300)")


def test_tries_of_one_account_wait_for_each_other_and_those_of_another_do_not(place: Place) -> None:
    with impatient(place) as first, impatient(place) as second:
        first.execute(TRY, {"email": "ada@example.org"})
        second.execute(TRY, {"email": "otto@example.org"})
        with pytest.raises(OperationalError, match="lock timeout"):
            second.execute(TRY, {"email": "ADA@example.org"})


def test_a_sign_in_does_not_wait_for_another_that_tidies_up(place: Place) -> None:
    with place.owner.begin() as connection:
        connection.execute(
            text("""
            INSERT INTO password_tries (id, account, place, address, is_known, tried_at)
            SELECT gen_random_uuid(), '\\x03', '\\x03', '\\x03', false, now() - make_interval(days => 2, mins => n) FROM generate_series(1, 25) n
            """)
        )
    try:
        with impatient(place) as first, impatient(place) as second:
            first.execute(TRY, {"email": "ada@example.org"})
            left = list(first.execute(text("SELECT tried_at FROM password_tries WHERE account = '\\x03' ORDER BY tried_at")).scalars())
            assert len(left) == 5, "twenty at a time, so that no sign-in pays for a flood"
            every = list(second.execute(text("SELECT tried_at FROM password_tries WHERE account = '\\x03' ORDER BY tried_at")).scalars())
            assert left == every[20:], "the oldest first"
            assert second.execute(TRY, {"email": "otto@example.org"}).scalar_one() is None
            assert second.execute(text("SELECT count(*) FROM password_tries WHERE account = '\\x03'")).scalar_one() == 20
    finally:
        with place.owner.begin() as connection:
            connection.execute(text("DELETE FROM password_tries"))
