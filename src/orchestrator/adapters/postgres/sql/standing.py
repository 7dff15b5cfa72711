"""Comparing the catalogue of a database with the schema files: a restored dump may lack what the database records as
applied.

Functions are compared by their bodies, everything else by its existence.
"""

import re
from dataclasses import dataclass

from procrastinate.schema import SchemaManager
from sqlalchemy import Connection, text

from orchestrator.adapters.postgres.sql import CREATED, SqlFile, read_functions, read_tables, read_triggers

FUNCTION = re.compile(r"^CREATE OR REPLACE FUNCTION (\w+)\(.*?\bAS\s*\$\$(.*?)\$\$", re.MULTILINE | re.DOTALL)
TRIGGER = re.compile(r"^CREATE OR REPLACE TRIGGER (\w+)[^;]*?\bON (\w+)", re.MULTILINE)
POLICY = re.compile(r"^CREATE POLICY (\w+) ON (\w+)[^;]*;", re.MULTILINE)
INDEX = re.compile(r"^CREATE (?:UNIQUE )?INDEX (\w+) ON [^;]*;", re.MULTILINE)
ROW_SECURITY = re.compile(r"^ALTER TABLE (\w+) (ENABLE|FORCE) ROW LEVEL SECURITY;", re.MULTILINE)
GRANT_ON_TABLES = re.compile(r"^GRANT ([^;]*?) ON (?!SEQUENCE)(?:TABLE )?([\w, ]+?) TO \{runtime_role\};", re.MULTILINE)
COLUMNS = re.compile(r"\([^)]*\)")
OF_QUEUE = re.compile(r"^CREATE (FUNCTION|TABLE) (\w+)", re.MULTILINE)

FUNCTIONS = text("SELECT proname, prosrc FROM pg_proc WHERE pronamespace = 'public'::regnamespace")
TRIGGERS = text("SELECT tgname, tgrelid::regclass::text FROM pg_trigger WHERE NOT tgisinternal")
POLICIES = text("SELECT policyname, tablename FROM pg_policies WHERE schemaname = 'public'")
INDEXES = text("SELECT indexname FROM pg_indexes WHERE schemaname = 'public'")
TABLES = text(
    "SELECT relname, relrowsecurity, relforcerowsecurity FROM pg_class WHERE relnamespace = 'public'::regnamespace AND relkind = 'r'"
)
# Privileges on columns count, because some tables grant no more.
MAY = text(
    "SELECT CASE WHEN :right = 'DELETE' THEN has_table_privilege(:role, :table, :right) ELSE has_any_column_privilege(:role, :table, :right) END"
)
MAY_NOT_RUN = text(
    "SELECT proname FROM pg_proc WHERE pronamespace = 'public'::regnamespace AND NOT has_function_privilege(:role, oid, 'EXECUTE') ORDER BY 1"
)


@dataclass(frozen=True, slots=True)
class Damage:
    """What a database lacks."""

    files: frozenset[str] = frozenset()
    """Names of function and trigger files to apply again."""
    statements: tuple[str, ...] = ()
    """Statements of table files to run again: policies, indexes, row security."""
    names: tuple[str, ...] = ()
    """What is missing or different, in words."""
    lost: tuple[str, ...] = ()
    """Missing tables, and parts of the job queue: what only a restore brings back."""


def find_damage(connection: Connection) -> Damage:
    """Compares the catalogue with the files. The database must have the newest revision."""
    functions, triggers = _find_functions(connection), _find_triggers(connection)
    statements = {**_find_policies(connection), **_find_indexes(connection), **_find_row_security(connection)}
    return Damage(
        frozenset({*functions.values(), *triggers.values()}),
        tuple(statements.values()),
        tuple(sorted((*functions, *triggers, *statements))),
        _find_lost(connection),
    )


def find_missing_rights(connection: Connection, role: str) -> tuple[str, ...]:
    """The rights of the files that the role lacks, in words."""
    missing = []
    for file in read_tables():
        for granted, tables in GRANT_ON_TABLES.findall(file.text):
            for right in COLUMNS.sub("", granted).split(","):
                for table in tables.split(","):
                    values = {"role": role, "table": table.strip(), "right": right.strip()}
                    if not connection.execute(MAY, values).scalar_one():
                        missing.append(f"{right.strip()} on {table.strip()}")
    return (*missing, *(f"EXECUTE on {name}" for name in connection.execute(MAY_NOT_RUN, {"role": role}).scalars()))


def _find_functions(connection: Connection) -> dict[str, str]:
    """The file of each function that is missing or has another body, by the function in words."""
    bodies: dict[str, set[str]] = {}
    for name, body in connection.execute(FUNCTIONS):
        bodies.setdefault(name, set()).add(body)
    return {f"function {name}": file.name for file, name, body in _functions() if body not in bodies.get(name, ())}


def _functions() -> list[tuple[SqlFile, str, str]]:
    return [(file, name, body) for file in read_functions() for name, body in FUNCTION.findall(file.text)]


def _find_triggers(connection: Connection) -> dict[str, str]:
    found = {(name, table) for name, table in connection.execute(TRIGGERS)}
    wanted = [(file, pair) for file in read_triggers() for pair in TRIGGER.findall(file.text)]
    return {f"trigger {pair[0]} on {pair[1]}": file.name for file, pair in wanted if pair not in found}


def _find_policies(connection: Connection) -> dict[str, str]:
    found = {(name, table) for name, table in connection.execute(POLICIES)}
    wanted = [match for file in read_tables() for match in POLICY.finditer(file.text)]
    return {f"policy {match[1]} on {match[2]}": match[0] for match in wanted if (match[1], match[2]) not in found}


def _find_indexes(connection: Connection) -> dict[str, str]:
    found = set(connection.execute(INDEXES).scalars())
    wanted = [match for file in read_tables() for match in INDEX.finditer(file.text)]
    return {f"index {match[1]}": match[0] for match in wanted if match[1] not in found}


def _find_row_security(connection: Connection) -> dict[str, str]:
    found = {(row.relname, kind) for row in connection.execute(TABLES) for kind, has in (("ENABLE", row[1]), ("FORCE", row[2])) if has}
    wanted = [match for file in read_tables() for match in ROW_SECURITY.finditer(file.text)]
    return {f"row security of {match[1]} ({match[2]})": match[0] for match in wanted if (match[1], match[2]) not in found}


def _find_lost(connection: Connection) -> tuple[str, ...]:
    tables = set(connection.execute(TABLES).scalars())
    functions = {name for name, _ in connection.execute(FUNCTIONS)}
    wanted = [("table", name) for file in read_tables() for name in CREATED.findall(file.text)]
    wanted += [(kind.lower(), name) for kind, name in OF_QUEUE.findall(SchemaManager.get_schema())]
    return tuple(f"{kind} {name}" for kind, name in wanted if name not in (tables if kind == "table" else functions))
