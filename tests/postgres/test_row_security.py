"""What the running program's role may read and write, per table and person. The statements here have no WHERE of their
own.
"""

import asyncio
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

import pytest
from psycopg.errors import InsufficientPrivilege
from sqlalchemy import Connection, text
from sqlalchemy.exc import DBAPIError

from orchestrator.adapters.postgres.database import PostgresDatabase
from orchestrator.domain.accounts.access import Layer
from orchestrator.ports.database import Scope
from orchestrator.ports.identifiers import new_id
from support.places import ALL, OF_A_PERSON, Place, may_insert, name_person, row_like, rows_changed
from support.seeding import LAYERS, add

VIEWERS = ("nobody", "stranger", "other_creator", "asker", "viewer", "answerer", "editor", "owner")
TEAM = ("viewer", "answerer", "editor", "owner")
ANSWERERS, EDITORS = TEAM[1:], TEAM[2:]
UNDATED = (
    "search_vectors",
    "uncompared_answers",
    "multilingual_vectors",
    "conversation_reads",
    "uncounted_reuses",
    "banks",
    "metric_counts",
    "past_counts",
)
UPDATED = {"inbound_events": "received_at", "channel_codes": "expires_at", "passages": "position", "passage_sentences": "position", "presences": "seen_at",
           "avees": "persona", "team_members": "role", "answer_drafts": "answer", "question_openings": "is_writing", "former_user_handles": "given_up_at",
           "former_avee_handles": "given_up_at", "tier_prices": "amount"}  # fmt: skip
"""A column that is set to itself, where it is not the usual one."""
QUOTED = ("documents", "passages", "passage_sentences", "canonical_answers")
# Tables to which the running program has no right; functions read and write them.
BY_FUNCTIONS_ALONE = {
    "password_tries": "tried_at", "guest_upgrades": "created_at", "signing_keys": "created_at", "sign_in_tickets": "expires_at",
    "mailbox_positions": "updated_at", "receipt_counters": "updated_at", "provider_events": "received_at",
}  # fmt: skip
"""Each with one of its columns."""
# Tables without rows of a person: the program's own records and those of the job queue.
OF_NOBODY = (*BY_FUNCTIONS_ALONE, "embedding_model", "alembic_version", "schema_files", "procrastinate_")


@dataclass(frozen=True)
class Access:
    """How many rows of the seeded avee (or asker) each viewer reaches. A viewer that is not named reaches none."""

    sees: dict[str, int]
    inserts: tuple[str, ...] = ()
    """Who may add another row like the seeded one, in the seeded person's name."""
    updates: dict[str, int | None] | None = field(default_factory=dict)
    """None: the right itself is missing, for everyone; None for a viewer: refused."""
    deletes: dict[str, int] | None = field(default_factory=dict)


def _owners(rows: int) -> Access:
    """A table that only the owner may read and write."""
    return Access({"owner": rows}, ("owner",), {"owner": rows}, {"owner": rows})


def _edited(rows: int, adds: tuple[str, ...] = EDITORS) -> Access:
    """A table that the team reads, and its editors write."""
    return Access(each(TEAM, rows), adds, each(EDITORS, rows), each(EDITORS, rows))


def each(people: tuple[str, ...], rows: int | None) -> dict[str, Any]:
    return dict.fromkeys(people, rows)


def _personal(rows: int) -> Access:
    """A table in which each person reaches only their own rows."""
    return Access({"asker": rows}, ("asker",), {"asker": rows}, {"asker": rows})


TABLES = {
    "users": _personal(1),
    "user_sessions": _personal(1),
    "api_tokens": _personal(1),
    "known_devices": _personal(1),
    "avatars": _personal(1),
    "identities": _personal(1),
    # Triggers keep the handles that are given up.
    "former_user_handles": Access({"asker": 1}, (), None, None),
    "former_avee_handles": Access({"owner": 1}, (), None, None),
    # An editor changes an agent, but not whose it is: see below.
    "avees": Access(each(TEAM, 1), ("owner",), each(EDITORS, 1), {"owner": 1}),
    "avee_members": Access({"asker": 1} | each(TEAM, 1), EDITORS, each(EDITORS, 1), each(EDITORS, 1)),
    # Nobody is put into a team, and each may leave it.
    "team_members": Access(each(TEAM, 3), (), {"owner": 3}, {"owner": 3, "viewer": 1, "answerer": 1, "editor": 1}),
    "team_invitations": Access({"owner": 1}, ("owner",), None, {"owner": 1}),
    "question_notes": Access(each(TEAM, 1), ("answerer",), None, {"answerer": 1}),
    "answer_drafts": Access(each(TEAM, 1), ("answerer",), {"answerer": 1, "editor": None, "owner": None}, each(ANSWERERS, 1)),
    "question_openings": Access(each(TEAM, 1), ("answerer",), {"answerer": 1}, {"answerer": 1}),
    "documents": _edited(6),
    "sources": _edited(2),
    "source_items": _edited(2),
    "proposed_answers": _edited(2),
    "passages": _edited(6),
    "passage_sentences": _edited(6),
    "canonical_answers": _edited(6, (*EDITORS, "answerer")),
    "search_vectors": Access(each(TEAM, ALL), (), None, None),
    "multilingual_vectors": Access(each(TEAM, ALL), (), each(EDITORS, ALL), None),
    "uncounted_reuses": Access(each(TEAM, 1), (), None, None),
    "banks": Access(each(TEAM, 3), (), None, None),
    "orchestrator_configs": _edited(1),
    "orchestrator_config_versions": Access(each(TEAM, 1), EDITORS, None, None),
    # The team sees every conversation with the agent, and the owner alone the direct one.
    "conversations": Access({"asker": 2, "owner": 2} | each(TEAM[:-1], 1), ("asker",), {"asker": 2}, {"asker": 2}),
    "messages": Access({"asker": 3, "owner": 3} | each(TEAM[:-1], 2), ("asker", *ANSWERERS), None, None),
    # Everybody knows for themselves how far they have read; nothing of it is deleted but with the conversation.
    "conversation_reads": Access({"asker": 1}, ("asker",), {"asker": 1}, None),
    # The team sees accepted questions, and those who answer move them. An asker may change an offer only by declining or accepting it.
    "escalation_queue": Access({"asker": 2} | each(TEAM, 1), ("asker",), {"asker": None} | each(ANSWERERS, 1)),
    "orchestrator_decisions": Access({"asker": 1} | each(TEAM, 1), ("asker",), None, None),
    "asked_questions": Access(each(TEAM, 1), ("asker",), None, None),
    "answer_deliveries": Access({"asker": 1} | each(TEAM, 1), ("asker",), None, None),
    "canonical_answer_versions": Access(each(TEAM, ALL)),
    "decision_feedback": Access({"asker": 1} | each(TEAM, 1), ("asker",), {"asker": 1}, {"asker": 1}),
    # An asker's message draws a card, which only the team sees, and its editors answer.
    "trust_cards": Access(each(TEAM, 1), ("asker",), None, None),
    "borderline_matches": Access(each(TEAM, 1), ("asker",), None, None),
    # An asker is asked about stored answers; the team sees how often, and changes nothing.
    "close_questions": Access({"asker": 1} | each(TEAM, 1), ("asker",), None, None),
    # Only the team sees that two of its answers contradict each other.
    "answer_conflicts": _edited(1),
    "uncompared_answers": Access(each(TEAM, 6), (), None, each(EDITORS, 6)),
    "trust_states": _edited(1),
    "metric_counts": Access(each(TEAM, 1), TEAM, each(TEAM, 1), each(TEAM, 1)),
    # Whoever answers adds the wordings that the answer is for.
    "phrasings": _edited(1, ANSWERERS),
    # A search reads the exclusions of answers within the layer; see the tests of search below.
    "answer_examples": _edited(1, ANSWERERS),
    "events": Access({"asker": ALL}),
    "notification_settings": _personal(1),
    "notification_targets": _personal(1),
    "notifications": Access({"asker": ALL}, (), {"asker": ALL}),
    "notification_deliveries": _personal(1),
    "mail_settings": _personal(1),
    "mails": Access({"asker": 1}, ("asker",), {"asker": 1}, None),
    "mail_news": Access({"asker": ALL}, (), {"asker": ALL}, None),
    "mail_links": Access({"asker": 1}, ("asker",), {"asker": 1}, None),
    "presences": Access({"asker": 1}, ("asker",), {"asker": 1}, None),
    "webhooks": _owners(1),
    "embed_keys": Access(each(EDITORS, 1), EDITORS, each(EDITORS, 1), each(EDITORS, 1)),
    "webhook_deliveries": _owners(1),
    "channels": _owners(1),
    # Somebody of a channel sees that it is them.
    "channel_people": Access({"owner": 1, "asker": 1}, ("owner",), {"owner": 1}, {"owner": 1}),
    "channel_threads": _owners(1),
    "inbound_events": _owners(1),
    "channel_deliveries": _owners(1),
    # Whoever of the team may answer makes a code for themselves; the seeded one was sent to somebody of the channel.
    "channel_codes": Access({"owner": 1}, ("owner",), {"owner": 1}, {"owner": 1}),
    "price_lists": Access(each(TEAM, 1), ("owner",), {"owner": 1}, {"owner": 1}),
    "tier_prices": Access(each(TEAM, 1), ("owner",), {"owner": 1}, {"owner": 1}),
    # Functions alone write payments: the asker and the agent's owner read them, and the rest of the team does not.
    "payments": Access({"asker": 1, "owner": 1}, (), None, None),
    "memberships": Access({"asker": 1, "owner": 1}, (), None, None),
    # Triggers alone write the logs, and nobody changes or deletes an entry.
    "agent_audit": Access(each(TEAM, ALL), (), None, None),
    "account_audit": Access({"asker": ALL}, (), None, None),
    "past_counts": Access(each(TEAM, 1), (), None, None),
}
CASES = pytest.mark.parametrize(("table", "viewer"), [(table, viewer) for table in TABLES for viewer in VIEWERS])


def tenant_tables(connection: Connection) -> set[str]:
    names = connection.execute(text("SELECT relname FROM pg_class WHERE relkind IN ('r', 'p') AND relnamespace = 'public'::regnamespace"))
    return {name for name in names.scalars() if not name.startswith(OF_NOBODY)}


def test_every_tenant_table_is_listed(place: Place) -> None:
    with place.owner.connect() as connection:
        assert tenant_tables(connection) == set(TABLES)


@pytest.mark.parametrize("table", BY_FUNCTIONS_ALONE)
@pytest.mark.parametrize("action", ["SELECT count(*) FROM {table}", "DELETE FROM {table}", "UPDATE {table} SET {column} = now()"])
def test_a_table_of_functions_is_closed_to_the_program_itself(place: Place, table: str, action: str) -> None:
    with place.runtime.connect() as connection, pytest.raises(DBAPIError, match="permission denied"):
        connection.execute(text(action.format(table=table, column=BY_FUNCTIONS_ALONE[table])))


def test_row_security_is_on_and_forced_everywhere(place: Place) -> None:
    with place.owner.connect() as connection:
        rows = connection.execute(text("SELECT relname, relrowsecurity, relforcerowsecurity FROM pg_class WHERE relkind IN ('r', 'p')"))
        security = {row.relname: (row.relrowsecurity, row.relforcerowsecurity) for row in rows}
        with_people = connection.execute(
            text(
                "SELECT table_name FROM information_schema.columns WHERE table_schema = 'public' AND column_name IN ('avee_id', 'user_id')"
            )
        )
        assert set(with_people.scalars()) <= set(TABLES)
    assert {table: security[table] for table in TABLES} == dict.fromkeys(TABLES, (True, True))


def test_the_runtime_role_owns_nothing_and_cannot_bypass_row_security(place: Place) -> None:
    with place.runtime.connect() as connection:
        rights = connection.execute(
            text("SELECT rolsuper, rolbypassrls, rolcreaterole, rolcreatedb FROM pg_roles WHERE rolname = current_user")
        )
        assert tuple(rights.one()) == (False, False, False, False)
        for catalogue, column in (
            ("pg_class", "relowner"),
            ("pg_proc", "proowner"),
            ("pg_namespace", "nspowner"),
            ("pg_database", "datdba"),
        ):
            owned = connection.execute(text(f"SELECT count(*) FROM {catalogue} WHERE pg_get_userbyid({column}) = current_user"))
            assert owned.scalar_one() == 0, catalogue
        memberships = connection.execute(text("SELECT count(*) FROM pg_auth_members WHERE member = current_user::regrole"))
        assert memberships.scalar_one() == 0
        for statement in (
            "CREATE TABLE public.mine (id int)",
            "ALTER TABLE users DISABLE ROW LEVEL SECURITY",
            "SET ROLE orchestrator_owner",
        ):
            with pytest.raises(DBAPIError) as refused, connection.begin_nested():
                connection.execute(text(statement))
            assert isinstance(refused.value.orig, InsufficientPrivilege), statement


@CASES
def test_select(place: Place, table: str, viewer: str) -> None:
    with place.runtime.begin() as connection:
        name_person(connection, place.person(viewer))
        seen = connection.execute(text(f"SELECT count(*) FROM {table} WHERE {place.condition(table)}")).scalar_one()
    assert seen == place.rows(table, TABLES[table].sees.get(viewer, 0))


@CASES
def test_a_select_of_everything_returns_only_ones_own_rows(place: Place, table: str, viewer: str) -> None:
    person = place.person(viewer)
    with place.runtime.begin() as connection:
        name_person(connection, person)
        seen = connection.execute(text(f"SELECT count(*) FROM {table}")).scalar_one()
        if viewer in ("nobody", "stranger") and table not in ("users", *OF_A_PERSON):
            assert seen == 0
        elif table == "users":
            ids = connection.execute(text("SELECT id FROM users")).scalars().all()
            assert ids == ([person] if person else [])
        else:
            owned = connection.execute(text(f"SELECT count(*) FROM {table} WHERE NOT ({place.condition(table)})")).scalar_one()
            assert seen == place.rows(table, TABLES[table].sees.get(viewer, 0)) + owned


@CASES
def test_insert(place: Place, table: str, viewer: str) -> None:
    with place.owner.connect() as connection:
        row = row_like(connection, table, place.condition(table))
    if table != "users" and "id" in row:
        row["id"] = str(new_id())
    with place.runtime.connect() as connection:
        # The harder case: the avee is named as well.
        name_person(connection, place.person(viewer), place.seeded.avee)
        assert may_insert(connection, table, row) == (viewer in TABLES[table].inserts)
        connection.rollback()


@CASES
def test_update(place: Place, table: str, viewer: str) -> None:
    allowed, column = (
        TABLES[table].updates,
        UPDATED.get(table, "avee_id" if table in UNDATED else "created_at"),
    )
    with place.runtime.connect() as connection:
        name_person(connection, place.person(viewer), place.seeded.avee)
        changed = rows_changed(connection, f"UPDATE {table} SET {column} = {column} WHERE {place.condition(table)}")
        connection.rollback()
    assert changed == (None if allowed is None else place.rows(table, allowed.get(viewer, 0)))


@CASES
def test_delete(place: Place, table: str, viewer: str) -> None:
    allowed = TABLES[table].deletes
    with place.runtime.connect() as connection:
        name_person(connection, place.person(viewer), place.seeded.avee)
        deleted = rows_changed(connection, f"DELETE FROM {table} WHERE {place.condition(table)}")
        connection.rollback()
    assert deleted == (None if allowed is None else allowed.get(viewer, 0))


def _elsewhere(place: Place, table: str, viewer: str) -> dict[str, str]:
    """Columns and values that make a seeded row another agent's, for its creator, or another person's, for an asker."""
    if table == "users":
        return {"id": str(new_id())}
    if viewer == "asker":
        return {"user_id": str(place.seeded.stranger)}
    if table == "avees":
        return {"owner_id": str(place.seeded.stranger)}
    with place.owner.connect() as connection:
        find = text("SELECT id FROM canonical_answers WHERE avee_id = :avee LIMIT 1")
        answer = connection.execute(find, {"avee": place.seeded.other_avee}).scalar_one()
        named = row_like(connection, table, place.condition(table))
    return {"avee_id": str(place.seeded.other_avee)} | ({"answer_id": str(answer)} if "answer_id" in named else {})


WRITABLE = [(table, viewer) for table, access in TABLES.items() for viewer in (access.updates or {}) if (access.updates or {})[viewer]]
ADDABLE = [(table, viewer) for table, access in TABLES.items() for viewer in access.inserts if table != "users"]


@pytest.mark.parametrize(("table", "viewer"), WRITABLE)
def test_nobody_gives_a_row_away(place: Place, table: str, viewer: str) -> None:
    changes = ", ".join(f"{column} = '{value}'" for column, value in _elsewhere(place, table, viewer).items())
    with place.runtime.connect() as connection:
        name_person(connection, place.person(viewer), place.seeded.avee)
        assert rows_changed(connection, f"UPDATE {table} SET {changes} WHERE {place.condition(table)}") is None
        connection.rollback()


@pytest.mark.parametrize(("table", "viewer"), ADDABLE)
def test_nobody_adds_a_row_to_anothers(place: Place, table: str, viewer: str) -> None:
    with place.owner.connect() as connection:
        row = row_like(connection, table, place.condition(table))
    row |= {"id": str(new_id())} if "id" in row else {}
    with place.runtime.connect() as connection:
        name_person(connection, place.person(viewer), place.seeded.avee)
        assert not may_insert(connection, table, row | _elsewhere(place, table, viewer))
        connection.rollback()


@pytest.mark.parametrize("table", ["messages", "orchestrator_decisions", "escalation_queue"])
@pytest.mark.parametrize("viewer", ["stranger", "other_creator", "owner"])
def test_a_person_cannot_write_into_another_persons_conversation(place: Place, table: str, viewer: str) -> None:
    with place.owner.connect() as connection:
        row = row_like(connection, table, place.condition(table))
    row |= {"id": str(new_id()), "user_id": str(place.person(viewer))}
    with place.runtime.connect() as connection:
        name_person(connection, place.person(viewer), place.seeded.avee)
        assert not may_insert(connection, table, row)
        connection.rollback()


def test_an_asker_cannot_write_as_the_creator(place: Place) -> None:
    with place.owner.connect() as connection:
        row = row_like(connection, "messages", place.condition("messages"))
    row |= {"id": str(new_id()), "role": "creator"}
    with place.runtime.connect() as connection:
        name_person(connection, place.seeded.asker)
        assert not may_insert(connection, "messages", row)
        connection.rollback()


@pytest.mark.parametrize(
    "changes",
    [{"status": "accepted"}, {"accepted_at": "2026-01-01T00:00:00Z"}, {"creator_answer": "I say so."}, {"status": "answered"}],
    ids=lambda changes: next(iter(changes.items()))[0] + "=" + next(iter(changes.items()))[1][:8],
)
def test_an_asker_can_insert_only_pending_questions(place: Place, changes: dict[str, str]) -> None:
    with place.owner.connect() as connection:
        row = row_like(connection, "escalation_queue", f"{place.condition('escalation_queue')} AND status = 'pending'")
    with place.runtime.connect() as connection:
        name_person(connection, place.seeded.asker)
        assert not may_insert(connection, "escalation_queue", row | {"id": str(new_id())} | changes)
        connection.rollback()


REACH = [
    # viewer, avee named, asked layer, layers that can be quoted
    ("nobody", "avee", None, ()),
    ("nobody", "avee", "public", ()),
    ("nobody", "avee", "intimate", ()),
    ("nobody", None, "public", ()),
    ("stranger", None, None, ()),
    ("stranger", None, "intimate", ()),
    ("stranger", "avee", None, ("public",)),
    ("stranger", "avee", "friends", ("public",)),
    ("stranger", "avee", "intimate", ("public",)),
    ("other_creator", "avee", None, ("public",)),
    ("other_creator", "avee", "intimate", ("public",)),
    ("asker", None, None, ()),
    ("asker", "avee", None, ("public", "friends")),
    ("asker", "avee", "public", ("public",)),
    ("asker", "avee", "friends", ("public", "friends")),
    ("asker", "avee", "intimate", ("public", "friends")),
    ("asker", "other_avee", "intimate", ("public",)),
]


@pytest.mark.parametrize("table", QUOTED)
@pytest.mark.parametrize(("viewer", "avee", "asked", "layers"), REACH)
def test_which_layers_may_be_quoted(
    place: Place, table: str, viewer: str, avee: str | None, asked: str | None, layers: tuple[str, ...]
) -> None:
    with place.runtime.begin() as connection:
        named = getattr(place.seeded, avee) if avee else None
        name_person(connection, place.person(viewer), named, asked)
        # The query has no WHERE, so rows of the viewer's own other avee are told apart by avee_id.
        rows = connection.execute(text(f"SELECT avee_id, layer::text FROM {table}")).all()
    own = place.seeded.other_avee if viewer == "other_creator" else None
    foreign = [row for row in rows if row.avee_id != own]
    assert {row.layer for row in foreign} == set(layers)
    assert {row.avee_id for row in foreign} == ({named} if layers else set())


@pytest.mark.parametrize("asked", [None, *LAYERS])
def test_an_owner_may_ask_for_a_lower_layer(place: Place, asked: str | None) -> None:
    with place.runtime.begin() as connection:
        name_person(connection, place.seeded.owner, place.seeded.avee, asked)
        assert connection.execute(text("SELECT visible_layer()::text")).scalar_one() == (asked or "intimate")


def test_unready_and_retired_sources_are_not_quoted(place: Place) -> None:
    with place.owner.connect() as connection:
        connection.execute(text("UPDATE documents SET status = 'pending'"))
        connection.execute(text("UPDATE canonical_answers SET state = 'retired'"))
        connection.commit()
    try:
        with place.runtime.begin() as connection:
            name_person(connection, place.seeded.asker, place.seeded.avee)
            for table in ("documents", "canonical_answers"):
                assert connection.execute(text(f"SELECT count(*) FROM {table}")).scalar_one() == 0
    finally:
        with place.owner.begin() as connection:
            connection.execute(text("UPDATE documents SET status = 'ready'"))
            connection.execute(text("UPDATE canonical_answers SET state = 'active'"))


def test_search_brings_nothing_above_the_asked_layer(place: Place) -> None:
    """The store's own query, run by the owner for a lower layer: all their knowledge is visible, but not all is
    quotable.
    """

    async def search(person: UUID, layer: Layer | None) -> tuple[set[str], set[str]]:
        database = PostgresDatabase(place.runtime.url.render_as_string(hide_password=False), _no_jobs)
        try:
            async with database.hot_path(Scope(person, place.seeded.avee, layer)) as hot:
                found = await hot.search("public", [0.051] * 384)
        finally:
            await database.close()
        return {hit.answer_content.split()[0] for hit in found.answers}, {hit.content.split()[0] for hit in found.passages}

    assert asyncio.run(search(place.seeded.owner, Layer.friends)) == ({"public", "friends"},) * 2
    assert asyncio.run(search(place.seeded.asker, None)) == ({"public", "friends"},) * 2
    assert asyncio.run(search(place.seeded.asker, Layer.public)) == ({"public"},) * 2
    assert asyncio.run(search(place.seeded.stranger, Layer.intimate)) == ({"public"},) * 2


@pytest.mark.parametrize("columns", ["*", "password_hash", "id, password_hash"])
def test_password_hashes_are_not_selectable(place: Place, columns: str) -> None:
    with place.runtime.connect() as connection:
        name_person(connection, place.seeded.asker)
        with pytest.raises(DBAPIError) as refused:
            connection.execute(text(f"SELECT {columns} FROM users"))
        assert isinstance(refused.value.orig, InsufficientPrivilege)


@pytest.mark.parametrize("column", ["content", "role", "layer", "sources", "user_id", "created_at", "client_message_id"])
def test_the_text_of_a_message_is_not_updatable(place: Place, column: str) -> None:
    with place.runtime.connect() as connection:
        name_person(connection, place.seeded.asker)
        assert rows_changed(connection, f"UPDATE messages SET {column} = {column}") is None
        connection.rollback()


def test_a_routed_message_cannot_be_marked_as_waiting(place: Place) -> None:
    with place.runtime.connect() as connection:
        name_person(connection, place.seeded.asker)
        assert rows_changed(connection, "UPDATE messages SET awaits_routing = true") == 0
        connection.rollback()


def test_a_job_reads_only_ids_of_waiting_messages(place: Place) -> None:
    with place.owner.connect() as connection:
        row = row_like(connection, "messages", place.condition("messages"))
        where = {name: row[name] for name in ("avee_id", "conversation_id", "user_id")}
        waiting = {"id": new_id(), "role": "user", "content": "Later", "awaits_routing": True, "created_at": "2026-01-01T00:00:00Z"}
        add(connection, "messages", where | waiting)
        connection.commit()
    with place.runtime.begin() as connection:
        found = connection.execute(text("SELECT * FROM find_unrouted_messages(60, 10)")).mappings().all()
    assert [dict(each) for each in found] == [{"user_id": place.seeded.asker, "message_id": waiting["id"]}]
    with place.owner.begin() as connection:
        connection.execute(text("DELETE FROM messages WHERE id = :id"), {"id": waiting["id"]})


@pytest.mark.parametrize(("viewer", "waiting"), [("nobody", 0), ("stranger", 0), ("other_creator", 0), ("asker", 1), ("owner", 1)])
def test_waiting_people_are_counted_only_for_those_concerned(place: Place, viewer: str, waiting: int) -> None:
    with place.owner.begin() as connection:
        accepted = connection.execute(text("SELECT id FROM escalation_queue WHERE status = 'accepted' LIMIT 1")).scalar_one()
    with place.runtime.begin() as connection:
        name_person(connection, place.person(viewer))
        counted = connection.execute(text("SELECT count_waiting(:avee, :id)"), {"avee": place.seeded.avee, "id": accepted}).scalar_one()
    assert counted == waiting


def test_settings_of_a_transaction_end_with_it(place: Place) -> None:
    async def story() -> list[int]:
        database = PostgresDatabase(place.runtime.url.render_as_string(hide_password=False), _no_jobs, pool_size=1)
        counts = []
        try:
            async with database.transaction(Scope(place.seeded.owner, place.seeded.avee, Layer.public)) as tx:
                counts.append(len(await tx.avees.list_avees()))
            async with database.engine.begin() as connection:
                backend = (await connection.execute(text("SELECT pg_backend_pid()"))).scalar_one()
                settings = (await connection.execute(text("SELECT current_person(), current_avee(), asked_layer(), visible_layer()"))).one()
                assert tuple(settings) == (None, None, None, None)
                counts.append((await connection.execute(text("SELECT count(*) FROM documents"))).scalar_one())
            with pytest.raises(ZeroDivisionError):
                await _fail_inside(database, place.seeded.owner)
            async with database.engine.begin() as connection:
                assert (await connection.execute(text("SELECT pg_backend_pid()"))).scalar_one() == backend
                counts.append((await connection.execute(text("SELECT count(*) FROM documents"))).scalar_one())
            async with database.transaction(Scope()) as tx:
                counts.append(len(await tx.avees.list_avees()))
        finally:
            await database.close()
        return counts

    assert asyncio.run(story()) == [1, 0, 0, 0]


def test_the_program_may_not_change_the_schemas_own_records(place: Place) -> None:
    with place.runtime.connect() as connection:
        for table in ("embedding_model", "alembic_version", "schema_files"):
            assert rows_changed(connection, f"DELETE FROM {table}") is None


async def _fail_inside(database: PostgresDatabase, person: UUID) -> None:
    async with database.transaction(Scope(person)) as tx:
        assert len(await tx.avees.list_avees()) == 1
        raise ZeroDivisionError


async def _no_jobs(connection: object, name: str, arguments: object, lock: object, priority: object, __: object) -> None:
    raise AssertionError("no job belongs to these stories")
