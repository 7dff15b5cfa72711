"""A seeded database as the running program's role and its owner see it, and what each person may do there."""

import json
import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from psycopg.errors import InsufficientPrivilege
from sqlalchemy import Connection, Engine, create_engine, text
from sqlalchemy.exc import DBAPIError, IntegrityError

from orchestrator.adapters.postgres.server.embedded import EmbeddedServer
from orchestrator.ports.identifiers import new_id
from support.seeding import VECTOR, Seeded, add, add_escalation, seed

ALL = -1
"""Every row there is, and there is one."""
OF_A_PERSON = ("user_sessions", "api_tokens", "known_devices", "avatars", "identities",
               "former_user_handles", "events", "notification_settings", "notification_targets", "notifications",
               "notification_deliveries", "mail_settings", "mails", "mail_news", "mail_links", "presences", "account_audit")  # fmt: skip
"""Tables whose rows belong to a person and to no agent."""


@dataclass(frozen=True)
class Place:
    seeded: Seeded
    runtime: Engine
    owner: Engine

    def person(self, viewer: str) -> UUID | None:
        found: UUID | None = None if viewer == "nobody" else getattr(self.seeded, viewer)
        return found

    def rows(self, table: str, expected: int | None) -> int | None:
        """The expected number of rows; ALL stands for as many as the schema's owner counts."""
        if expected != ALL:
            return expected
        with self.owner.connect() as connection:
            there: int = connection.execute(text(f"SELECT count(*) FROM {table} WHERE {self.condition(table)}")).scalar_one()
        assert there > 0
        return there

    def condition(self, table: str) -> str:
        """SQL condition for the seeded rows: the avee's, or the asker's own."""
        match table:
            case "users":
                return f"id = '{self.seeded.asker}'"
            case _ if table in OF_A_PERSON:
                return f"user_id = '{self.seeded.asker}'"
            case "avees":
                return f"id = '{self.seeded.avee}'"
            case _:
                return f"avee_id = '{self.seeded.avee}'"


@contextmanager
def seeded_place(server: EmbeddedServer) -> Iterator[Place]:
    """In a database of its own, which is dropped at the end."""
    name = f"test_{secrets.token_hex(6)}"
    database = server.clone(name)
    runtime, owner = create_engine(database.runtime_url), create_engine(database.owner_url)
    with owner.begin() as connection:
        seeded = seed(connection)
    yield Place(seeded, runtime, owner)
    runtime.dispose()
    owner.dispose()
    server.drop(name)


def name_person(connection: Connection, person: UUID | None, avee: UUID | None = None, layer: str | None = None) -> None:
    settings = {"person": str(person or ""), "avee": str(avee or ""), "layer": layer or ""}
    connection.execute(text("SELECT name_person(:person, :avee, :layer)"), settings)


def row_like(connection: Connection, table: str, condition: str) -> dict[str, object]:
    """A seeded row as JSON values, without generated columns."""
    columns = connection.execute(
        text(
            "SELECT attname FROM pg_attribute WHERE attrelid = to_regclass(:table) AND attnum > 0 AND attgenerated = '' AND attidentity = '' AND NOT attisdropped"
        ),
        {"table": table},
    )
    names = set(columns.scalars())
    ordering = "ORDER BY status DESC LIMIT 1" if table == "escalation_queue" else "LIMIT 1"
    row = connection.execute(text(f"SELECT to_jsonb(t) FROM {table} t WHERE {condition} {ordering}")).scalar_one()
    if table in ("passages", "passage_sentences", "canonical_answers", "escalation_queue"):
        row["embedding"] = VECTOR
    return {name: value for name, value in row.items() if name in names}


def may_insert(connection: Connection, table: str, row: dict[str, object]) -> bool:
    """Whether row security allows the row. A violated constraint means that row security allowed it."""
    names = ", ".join(row)
    statement = f"INSERT INTO {table} ({names}) SELECT {names} FROM jsonb_populate_record(NULL::{table}, CAST(:row AS jsonb))"
    try:
        with connection.begin_nested():
            connection.execute(text(statement), {"row": json.dumps(row)})
    except IntegrityError:
        return True
    except DBAPIError as error:
        if not isinstance(error.orig, InsufficientPrivilege):
            raise
        return False
    return True


def rows_changed(connection: Connection, statement: str) -> int | None:
    """The number of changed rows; None if the privilege is missing."""
    try:
        with connection.begin_nested():
            return connection.execute(text(statement)).rowcount
    except DBAPIError as error:
        if not isinstance(error.orig, InsufficientPrivilege):
            raise
        return None


def value(connection: Connection, query: str, **values: object) -> object:
    """The value of an SQL expression, which may go on with FROM."""
    return connection.execute(text(f"SELECT {query}"), values).scalar_one()


def thread(place: Place, connection: Connection, user: UUID | None = None, kind: str = "agent") -> tuple[UUID, UUID]:
    """(conversation, message) of a new thread with the seeded agent, the asker's unless somebody else is named."""
    conversation, message = new_id(), new_id()
    where = {"avee_id": place.seeded.avee, "user_id": user or place.seeded.asker}
    add(connection, "conversations", where | {"id": conversation, "kind": kind})
    add(connection, "messages", where | {"id": message, "conversation_id": conversation, "role": "user", "content": "And when?"})
    return conversation, message


def question(place: Place, connection: Connection, changes: str, user: UUID | None = None, **row: Any) -> UUID:
    """A question in a thread of its own; `changes` are SQL, so that they can be relative to `now()`."""
    made = add_escalation(connection, place.seeded.avee, user or place.seeded.asker, *thread(place, connection, user), **row)
    connection.execute(text(f"UPDATE escalation_queue SET {changes} WHERE id = :id"), {"id": made})
    return made
