"""What the database itself keeps a guest from, whatever the program asks for in their name; and the erasure of guests."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any
from uuid import UUID

import pytest
from psycopg.errors import InsufficientPrivilege
from sqlalchemy import Connection, text
from sqlalchemy.exc import DBAPIError, IntegrityError, ProgrammingError

from orchestrator.ports.identifiers import new_id
from support.places import Place, name_person, rows_changed
from support.seeding import add, add_escalation


@dataclass(frozen=True)
class Guest:
    connection: Connection
    place: Place
    id: UUID

    def run(self, statement: str, **values: Any) -> Any:
        """As the schema's owner, in the guest's name unless another is named."""
        return self.connection.execute(text(statement), {"guest": self.id, "avee": self.place.seeded.avee} | values)


@pytest.fixture
def guest(place: Place) -> Iterator[Guest]:
    """A guest of the seeded agent, in a transaction of the running program's role that is undone."""
    with place.runtime.connect() as connection:
        who = new_id()
        name_person(connection, who)
        assert connection.execute(text("SELECT add_guest('mine')")).scalar_one() is True
        name_person(connection, who, place.seeded.avee)
        yield Guest(connection, place, who)
        connection.rollback()


def conversation(guest: Guest, **changes: Any) -> dict[str, Any]:
    return {"avee_id": guest.place.seeded.avee, "id": new_id(), "user_id": guest.id} | changes


def test_a_guest_begins_conversations_with_the_one_agent_alone(guest: Guest) -> None:
    add(guest.connection, "conversations", conversation(guest))
    for changes in ({"avee_id": guest.place.seeded.other_avee}, {"kind": "direct"}):
        with pytest.raises(ProgrammingError) as refused, guest.connection.begin_nested():
            add(guest.connection, "conversations", conversation(guest, **changes))
        assert isinstance(refused.value.orig, InsufficientPrivilege)


FORBIDDEN = [
    ("avees", {"id": new_id(), "handle": "guests-own", "display_name": "Own"}, "owner_id"),
    ("api_tokens", {"id": new_id(), "name": "script", "secret_hash": b"x" * 32}, "user_id"),
    ("known_devices", {"secret_hash": b"x" * 32}, "user_id"),
    ("notification_targets", {"id": new_id(), "service": "ntfy", "label": "mine", "url": "x"}, "user_id"),
]


@pytest.mark.parametrize(("table", "row", "owner"), FORBIDDEN, ids=[table for table, *_ in FORBIDDEN])
def test_a_guest_gets_nothing_that_only_accounts_have(guest: Guest, table: str, row: dict[str, Any], owner: str) -> None:
    columns = {each.column_name for each in guest.run("SELECT column_name FROM information_schema.columns WHERE table_name = :t", t=table)}
    values = {name: value for name, value in row.items() if name in columns} | {owner: guest.id}
    with pytest.raises(DBAPIError) as refused:
        add(guest.connection, table, values)
    assert isinstance(refused.value.orig, InsufficientPrivilege)


def test_a_guest_cannot_make_themselves_an_account(guest: Guest) -> None:
    for change in ("guest_of = NULL", f"guest_of = '{guest.place.seeded.other_avee}'"):
        assert rows_changed(guest.connection, f"UPDATE users SET {change} WHERE id = '{guest.id}'") is None
    assert guest.run("SELECT guest_of FROM users").scalar_one() == guest.place.seeded.avee


@pytest.mark.parametrize(("agent", "layer"), [("avee", "public"), ("other_avee", None)])
def test_a_guest_sees_the_public_layer_of_the_one_agent(guest: Guest, agent: str, layer: str | None) -> None:
    which = getattr(guest.place.seeded, agent)
    name_person(guest.connection, guest.id, which)
    assert guest.run("SELECT granted_layer(:which)", which=which).scalar_one() == layer
    found = guest.run("SELECT layer::text FROM passages WHERE avee_id = :which", which=which).scalars().all()
    assert set(found) == ({layer} if layer else set())


def test_a_guest_is_given_no_tier_or_layer(guest: Guest) -> None:
    name_person(guest.connection, guest.place.seeded.owner)
    member = {"avee_id": guest.place.seeded.avee, "user_id": guest.id, "tier": "paid", "layer": "intimate"}
    with pytest.raises(ProgrammingError):
        add(guest.connection, "avee_members", member)


def test_the_limit_of_messages_holds_in_the_database(guest: Guest) -> None:
    name_person(guest.connection, guest.place.seeded.owner)
    guest.run("UPDATE orchestrator_configs SET guest_messages_per_day = 2 WHERE avee_id = :avee")
    name_person(guest.connection, guest.id)
    thread = conversation(guest)
    add(guest.connection, "conversations", thread)
    message = {"avee_id": thread["avee_id"], "conversation_id": thread["id"], "user_id": guest.id, "role": "user", "content": "How?"}
    for _ in range(2):
        add(guest.connection, "messages", message | {"id": new_id()})
    with pytest.raises(IntegrityError, match="no more messages"), guest.connection.begin_nested():
        add(guest.connection, "messages", message | {"id": new_id()})
    add(guest.connection, "messages", message | {"id": new_id(), "role": "agent"})


def test_nobody_takes_a_guest_over_without_their_session(guest: Guest) -> None:
    for person in (guest.place.seeded.stranger, guest.id, None):
        name_person(guest.connection, person)
        assert guest.run("SELECT take_guest(NULL)").scalar_one() is False
        assert guest.run("SELECT take_guest(:any)", any=new_id()).scalar_one() is False


@dataclass(frozen=True)
class Old:
    connection: Connection
    id: UUID
    message: dict[str, Any]

    def forgotten(self) -> bool:
        return self.id in self.connection.execute(text("SELECT find_forgotten_guests(30, 100)")).scalars().all()


@pytest.fixture
def old(place: Place) -> Iterator[Old]:
    """A guest who asked something forty days ago."""
    with place.owner.connect() as connection:
        who, avee, thread, message = new_id(), place.seeded.avee, new_id(), new_id()
        name_person(connection, who)
        connection.execute(text("SELECT add_guest('mine')"))
        past = {"created_at": "2020-01-01T00:00:00Z"}
        connection.execute(text("UPDATE users SET created_at = '2020-01-01' WHERE id = :who"), {"who": who})
        where = {"avee_id": avee, "user_id": who}
        add(connection, "conversations", where | {"id": thread} | past)
        row = where | {"id": message, "conversation_id": thread, "role": "user", "content": "How?"} | past
        add(connection, "messages", row)
        decision = {
            "id": new_id(), "conversation_id": thread, "message_id": message, "message_content": "How?", "decision_path": "A",
            "confidence_score": 1, "novelty_score": 1, "complexity_score": 1, "similarity": 0.1, "rule": "confident", "reason": "r",
            "policy_version": 1, "evidence": "{}", "timings": "{}",
        }  # fmt: skip
        add(connection, "orchestrator_decisions", where | decision | past)
        yield Old(connection, who, row)
        connection.rollback()


def test_a_guest_who_was_not_seen_is_erased_and_the_counts_stay(old: Old, place: Place) -> None:
    assert old.forgotten()
    assert old.connection.execute(text("SELECT erase_guest(30)")).scalar_one() is True
    for table in ("users", "conversations", "messages", "orchestrator_decisions"):
        column = "id" if table == "users" else "user_id"
        left = old.connection.execute(text(f"SELECT count(*) FROM {table} WHERE {column} = :who"), {"who": old.id}).scalar_one()
        assert (table, left) == (table, 0)
    name_person(old.connection, place.seeded.owner)
    counts = "SELECT count_messages(:avee, '2019-12-31', '2020-01-02', 'UTC') -> 'by_day'"
    days = old.connection.execute(text(counts), {"avee": place.seeded.avee}).scalar_one()
    assert [(day["on"], day["path"], day["messages"]) for day in days] == [("2020-01-01", "A", 1)]


STILL_HERE = {
    "a session in use": ("user_sessions", {"secret_hash": b"s" * 32, "expires_at": "2999-01-01T00:00:00Z"}),
    "the app open lately": ("presences", {}),
}


@pytest.mark.parametrize("why", STILL_HERE)
def test_who_was_seen_stays(old: Old, why: str) -> None:
    table, row = STILL_HERE[why]
    add(old.connection, table, ({"id": new_id()} if table == "user_sessions" else {}) | row | {"user_id": old.id})
    assert not old.forgotten()
    assert old.connection.execute(text("SELECT erase_guest(30)")).scalar_one() is False


@pytest.mark.parametrize(
    ("changes", "is_forgotten"),
    [
        ({"status": "accepted", "accepted_at": "2020-01-01T00:00:00Z"}, False),
        ({"status": "answered", "accepted_at": "2020-01-01T00:00:00Z", "answered_at": "now", "creator_answer": "So."}, False),
        ({"status": "answered", "accepted_at": "2020-01-01T00:00:00Z", "answered_at": "2020-02-01T00:00:00Z", "creator_answer": "So."}, True),
        ({"status": "declined", "accepted_at": "2020-01-01T00:00:00Z", "declined_at": "now"}, False),
        ({"status": "pending"}, True),
    ],
)  # fmt: skip
def test_a_question_that_waits_or_was_answered_lately_keeps_its_asker(old: Old, changes: dict[str, Any], is_forgotten: bool) -> None:
    row = old.message
    add_escalation(old.connection, row["avee_id"], old.id, row["conversation_id"], row["id"], **changes)
    assert old.forgotten() is is_forgotten


def test_an_account_is_never_erased_so(old: Old, place: Place) -> None:
    name_person(old.connection, place.seeded.asker)
    assert old.connection.execute(text("SELECT erase_guest(1)")).scalar_one() is False
