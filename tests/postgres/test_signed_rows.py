"""What the database itself keeps a person from whom a site signed, and who may know a site's key."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any
from uuid import UUID

import pytest
from psycopg.errors import InsufficientPrivilege
from sqlalchemy import Connection, text
from sqlalchemy.exc import DBAPIError, ProgrammingError

from orchestrator.ports.identifiers import new_id
from support.places import Place, name_person, rows_changed
from support.seeding import add

KEY = "the key of mine".ljust(40, ".")
ADMIT = "SELECT admit_signed(:avee, :key, :subject, '', '', :tier, CAST(:layer AS layer))"


@dataclass(frozen=True)
class Signed:
    connection: Connection
    place: Place
    id: UUID

    def admit(self, subject: str = "user-1", key: str = KEY, tier: str | None = None, layer: str | None = None) -> UUID | None:
        """In a new person's name, as the program does it."""
        name_person(self.connection, new_id())
        values = {"avee": self.place.seeded.avee, "key": key, "subject": subject, "tier": tier, "layer": layer}
        found: UUID | None = self.connection.execute(text(ADMIT), values).scalar_one()
        return found

    def one(self, statement: str, **values: Any) -> Any:
        return self.connection.execute(text(statement), {"avee": self.place.seeded.avee} | values).scalar_one()


@pytest.fixture
def signed(place: Place) -> Iterator[Signed]:
    """Somebody whom the site of the seeded agent signed, in a transaction of the running program's role that is undone."""
    with place.runtime.connect() as connection:
        person = Signed(connection, place, new_id()).admit()
        assert person is not None
        name_person(connection, person, place.seeded.avee)
        yield Signed(connection, place, person)
        connection.rollback()


def test_one_person_for_each_subject_and_nobody_without_the_key(signed: Signed) -> None:
    assert signed.admit() == signed.id
    assert signed.admit("user-2") not in (signed.id, None)
    assert signed.admit(key="the key of theirs".ljust(40, ".")) is None


def test_the_layer_is_bounded_when_it_is_read(signed: Signed) -> None:
    def granted() -> str:
        name_person(signed.connection, signed.id, signed.place.seeded.avee)
        return str(signed.one("SELECT granted_layer(:avee)"))

    assert granted() == "public"
    name_person(signed.connection, signed.place.seeded.owner)
    signed.connection.execute(text("UPDATE avees SET embed_layer = 'friends' WHERE id = :avee"), {"avee": signed.place.seeded.avee})
    signed.admit(layer="intimate", tier="paid")
    assert granted() == "friends"
    name_person(signed.connection, signed.place.seeded.owner)
    signed.connection.execute(text("UPDATE avees SET embed_layer = 'public' WHERE id = :avee"), {"avee": signed.place.seeded.avee})
    assert granted() == "public"
    assert signed.one("SELECT granted_layer(:other)", other=signed.place.seeded.other_avee) is None


def test_they_begin_conversations_with_the_one_agent_alone(signed: Signed) -> None:
    row = {"avee_id": signed.place.seeded.avee, "user_id": signed.id}
    add(signed.connection, "conversations", row | {"id": new_id()})
    for changes in ({"avee_id": signed.place.seeded.other_avee}, {"kind": "direct"}):
        with pytest.raises(ProgrammingError) as refused, signed.connection.begin_nested():
            add(signed.connection, "conversations", row | {"id": new_id()} | changes)
        assert isinstance(refused.value.orig, InsufficientPrivilege)


def test_nobody_becomes_somebody_else(signed: Signed) -> None:
    for change in ("site_subject = 'user-2'", "site_subject = NULL", "guest_of = NULL, site_subject = NULL"):
        assert rows_changed(signed.connection, f"UPDATE users SET {change} WHERE id = '{signed.id}'") is None


@pytest.mark.parametrize("viewer", ["owner", "editor", "viewer", "stranger", "nobody"])
def test_nobody_reads_the_key(place: Place, viewer: str) -> None:
    with place.runtime.connect() as connection:
        name_person(connection, place.person(viewer))
        with pytest.raises(DBAPIError) as refused:
            connection.execute(text("SELECT secret FROM embed_keys"))
        assert isinstance(refused.value.orig, InsufficientPrivilege)
        connection.rollback()


def test_another_key_ends_the_sessions_of_signed_people_alone(signed: Signed) -> None:
    name_person(signed.connection, signed.id)
    row = {"id": new_id(), "user_id": signed.id, "secret_hash": b"x" * 32, "expires_at": "2999-01-01T00:00:00Z"}
    add(signed.connection, "user_sessions", row)
    name_person(signed.connection, signed.place.seeded.editor)
    before = signed.one("SELECT count(*) FROM user_sessions")
    change = text("UPDATE embed_keys SET secret = :key WHERE avee_id = :avee")
    signed.connection.execute(change, {"key": "x" * 40, "avee": signed.place.seeded.avee})
    assert signed.one("SELECT count(*) FROM user_sessions") == before > 0
    name_person(signed.connection, signed.id)
    assert signed.one("SELECT count(*) FROM user_sessions") == 0


def test_a_year_unseen_is_forgotten(place: Place) -> None:
    with place.owner.connect() as connection:
        person = Signed(connection, place, new_id()).admit()
        forgotten = text("SELECT find_forgotten_guests(30, 100)")
        for days, is_forgotten in ((100, False), (400, True)):
            name_person(connection, person)
            connection.execute(
                text("UPDATE users SET created_at = now() - make_interval(days => :days) WHERE id = :id"), {"days": days, "id": person}
            )
            assert (person in connection.execute(forgotten).scalars().all()) is is_forgotten
        connection.rollback()
