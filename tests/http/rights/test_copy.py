"""The copy of one's data: complete, readable, of nobody else, and without secrets."""

import json

import pytest
from sqlalchemy import create_engine, text

from orchestrator.adapters.postgres.server.embedded import EmbeddedServer
from orchestrator.adapters.postgres.stores.rights.exported import NOT_EXPORTED, OF_AGENT, OF_PERSON, VECTORS, Part
from support.api import Api
from support.rights import ADDRESS, ANSWER, DIRECT, OFFERED, QUESTION, Lived, live, open_copy, rows_in
from support.stories import rows

OF_A_PERSON = "SELECT column_name FROM information_schema.columns WHERE table_schema = 'public' AND table_name = :table"


@pytest.fixture
def lived(api: Api, creator: Api, avee: str) -> Lived:
    return live(api, creator, avee)


def tables_about_people(database: EmbeddedServer) -> set[str]:
    """Every table with a foreign key to a person or an agent, or a column that names one."""
    found = rows(
        database,
        "SELECT c.relname FROM pg_class c WHERE c.relkind IN ('r', 'p') AND c.relnamespace = 'public'::regnamespace AND ("
        "c.relname IN ('users', 'avees', 'password_tries') OR EXISTS (SELECT 1 FROM pg_constraint k WHERE k.conrelid = c.oid AND k.contype = 'f' "
        "AND k.confrelid IN ('users'::regclass, 'avees'::regclass)) OR EXISTS (SELECT 1 FROM pg_attribute a WHERE a.attrelid = c.oid "
        "AND a.attname IN ('user_id', 'avee_id', 'owner_id', 'person_id')))",
    )
    return {row[0] for row in found}


def test_every_table_about_a_person_or_an_agent_is_in_the_copy_or_named_with_a_reason(database: EmbeddedServer) -> None:
    """A new table is a line in `exported.py`."""
    exported = {table for part in (*OF_PERSON, *OF_AGENT) for table in (part.covers or (part.table,))}
    assert exported | set(NOT_EXPORTED) == tables_about_people(database)
    assert not exported & set(NOT_EXPORTED)


@pytest.mark.parametrize("part", [*OF_PERSON, *OF_AGENT], ids=lambda part: f"{part.table}-{part.name}")
def test_a_part_leaves_out_only_columns_that_exist(database: EmbeddedServer, part: Part) -> None:
    if part.covers:
        return
    columns = {row[0] for row in rows(database, OF_A_PERSON, table=part.table)}
    assert set(part.without) <= columns


def test_every_row_and_column_is_in_it(lived: Lived, database: EmbeddedServer) -> None:
    copy = open_copy(lived.person)
    engine = create_engine(database.owner_url)
    with engine.connect() as connection:
        connection.execute(text("SELECT name_person(:id, '', '')"), {"id": lived.person.user["id"]})
        for part in OF_PERSON:
            counted = connection.execute(text(f"SELECT count(*) FROM {part.table} t WHERE {part.rows}")).scalar_one()
            found = rows_in(copy, f"{part.name}.json")
            assert len(found) == counted, part.name
            columns = {row[0] for row in rows(database, OF_A_PERSON, table=part.table)}
            if found and columns:
                assert set(found[0]) == columns - {*part.without, *VECTORS}, part.name
    engine.dispose()


def test_a_creators_copy_has_every_row_of_the_agent(lived: Lived, database: EmbeddedServer) -> None:
    lived.creator.add_document(lived.avee, "Prices/../of ../things", "# Prices\n\nA lesson is twelve crowns.\n")
    copy = open_copy(lived.creator)
    engine = create_engine(database.owner_url)
    open_to_creator = {"messages", "conversations", "questions"}
    with engine.connect() as connection:
        for part in OF_AGENT:
            if part.name in open_to_creator or part.name == "document_files":
                continue
            query = f"SELECT count(*) FROM {part.table} t WHERE {part.rows.replace(':avee_id', 'CAST(:avee_id AS uuid)')}"
            counted = connection.execute(text(query), {"avee_id": lived.avee}).scalar_one()
            assert len(rows_in(copy, f"agents/mira-agent/{part.name}.json")) == counted, part.name
    engine.dispose()
    files = [name for name in copy.namelist() if "/documents/" in name]
    assert len(files) == 1
    assert ".." not in files[0].split("/")
    assert b"twelve crowns" in copy.read(files[0])
    assert {each["original_message"] for each in rows_in(copy, "agents/mira-agent/questions.json")} == {QUESTION, OFFERED}


def test_the_page_shows_what_a_person_would_look_for(lived: Lived) -> None:
    page = open_copy(lived.person).read("read-me-first.html").decode()
    for said in (ADDRESS, "Timbuktu", DIRECT, ANSWER):
        assert said in page


def test_a_hostile_text_is_only_a_text(api: Api, lived: Lived) -> None:
    hostile = "<script>alert(1)</script> & 'quotes'"
    lived.person.call("POST", f"/conversations/{lived.direct}/messages", 201, json={"content": hostile})
    copy = open_copy(lived.person)
    assert "<script" not in copy.read("read-me-first.html").decode()
    assert hostile in {each["content"] for each in rows_in(copy, "messages.json")}


def test_no_secret_is_in_it(lived: Lived, database: EmbeddedServer) -> None:
    copy = open_copy(lived.creator)
    everything = "".join(copy.read(name).decode() for name in copy.namelist())
    for table, column in (("users", "password_hash"), ("user_sessions", "secret_hash"), ("webhooks", "secret")):
        for (secret,) in rows(database, f"SELECT {column} FROM {table}"):
            assert (secret if isinstance(secret, str) else bytes(secret).hex()) not in everything
    assert "secret_hash" not in everything


def test_a_creators_copy_does_not_tell_who_asked(lived: Lived) -> None:
    copy = open_copy(lived.creator)
    names = [name for name in copy.namelist() if name.startswith("agents/") and not name.endswith(("members.json", "log_of_changes.json"))]
    everything = "".join(copy.read(name).decode() for name in names)
    assert lived.person.user["id"] not in everything
    assert ADDRESS not in everything


def test_nobody_elses_data_is_in_it(lived: Lived, api: Api) -> None:
    stranger = api.sign_up("stranger")
    copy = open_copy(stranger)
    assert not [name for name in copy.namelist() if name.startswith("agents/")]
    everything = "".join(copy.read(name).decode() for name in copy.namelist())
    assert "Sacramento" not in everything
    assert "zerlina" not in everything


def test_three_copies_an_hour(lived: Lived) -> None:
    for _ in range(3):
        open_copy(lived.person)
    refused = lived.person.call("GET", "/me/export", 429)
    assert refused["code"] == "too_many_exports"
    told = lived.person.call("GET", "/me/audit", 200, params={"kind": "account.exported"})["items"]
    assert len(told) == 3


def test_many_messages_make_no_large_batch(lived: Lived, database: EmbeddedServer) -> None:
    rows(
        database,
        "INSERT INTO messages (avee_id, id, conversation_id, user_id, role, content) "
        "SELECT avee_id, make_id(), id, user_id, 'user', repeat('word ', 100) FROM conversations, generate_series(1, 5000) WHERE id = :id",
        id=lived.direct,
    )
    found = rows_in(open_copy(lived.person), "messages.json")
    assert len(found) == rows(database, "SELECT count(*) FROM messages")[0][0]
    assert json.dumps(found[0])
