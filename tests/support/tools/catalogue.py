"""A database's schema as text, read from its catalogue. The text does not depend on creation time or on role names.

`python -m support.tools.catalogue` writes tests/postgres/schema/schema.txt again; `make schema-text` runs it.
"""

import hashlib
import re
import tempfile
from pathlib import Path

from sqlalchemy import Connection, NullPool, create_engine, make_url

from orchestrator.adapters.models.embedding.local import LocalEmbedder
from orchestrator.adapters.postgres.server import embedded, schema

STORED = Path(__file__).parents[2] / "postgres" / "schema" / "schema.txt"
COMMENTS = re.compile(r"(?P<kept>'(?:[^']|'')*')|--[^\n]*")
SPACING = re.compile(r"(?P<kept>'(?:[^']|'')*')|\s*(?P<mark>[(),;])\s*|\s+")

# Each query yields (object, line). Left out: objects of the extension, privileges of owners on their own objects, and
# the names that PostgreSQL 18 gives to NOT NULL, which older servers have not.
TABLES = "c.relnamespace = 'public'::regnamespace AND c.relkind = 'r'"
GRANTS = """
    SELECT {thing}, 'grant ' || coalesce(nullif(pg_get_userbyid(g.grantee), 'unknown (OID=0)'), 'PUBLIC') || ' '
        || string_agg(g.privilege_type || CASE WHEN g.is_grantable THEN '*' ELSE '' END, ', ' ORDER BY g.privilege_type)
    FROM {source}, aclexplode({acl}) g WHERE {where} AND g.grantee <> g.grantor GROUP BY {thing}, g.grantee
"""
QUERIES = (
    f"""
    SELECT 'table ' || c.relname, 'row security ' || CASE WHEN c.relforcerowsecurity THEN 'forced'
        WHEN c.relrowsecurity THEN 'on' ELSE 'off' END || coalesce(', ' || array_to_string(c.reloptions, ', '), '')
    FROM pg_class c WHERE {TABLES}
    """,
    f"""
    SELECT 'table ' || c.relname, 'column ' || to_char(row_number() OVER (PARTITION BY c.oid ORDER BY a.attnum), 'FM00') || ' '
        || concat_ws(' ', a.attname, format_type(a.atttypid, a.atttypmod), CASE WHEN a.attnotnull THEN 'not null' END,
            CASE a.attgenerated WHEN 's' THEN 'generated' ELSE nullif('identity ' || a.attidentity::text, 'identity ') END,
            'default ' || pg_get_expr(d.adbin, d.adrelid), 'storage ' || a.attstorage::text,
            'collation ' || nullif(nullif(a.attcollation, 0)::regcollation::text, '"default"'),
            'remark ' || col_description(c.oid, a.attnum))
    FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped
    LEFT JOIN pg_attrdef d ON d.adrelid = c.oid AND d.adnum = a.attnum WHERE {TABLES}
    """,
    f"""
    SELECT 'table ' || c.relname, 'constraint ' || k.conname || ' ' || pg_get_constraintdef(k.oid)
    FROM pg_class c JOIN pg_constraint k ON k.conrelid = c.oid AND k.contype NOT IN ('t', 'n') WHERE {TABLES}
    """,
    f"""
    SELECT 'table ' || c.relname, 'index ' || pg_get_indexdef(i.indexrelid)
        || CASE WHEN i.indisvalid THEN '' ELSE ' invalid' END
    FROM pg_class c JOIN pg_index i ON i.indrelid = c.oid WHERE {TABLES}
    """,
    f"""
    SELECT 'table ' || c.relname, 'trigger ' || pg_get_triggerdef(t.oid)
        || CASE t.tgenabled WHEN 'O' THEN '' ELSE ' ' || t.tgenabled::text END
    FROM pg_class c JOIN pg_trigger t ON t.tgrelid = c.oid AND NOT t.tgisinternal WHERE {TABLES}
    """,
    f"""
    SELECT 'table ' || c.relname, 'policy ' || concat_ws(' ', p.polname, p.polcmd::text,
        CASE WHEN p.polpermissive THEN 'permissive' ELSE 'restrictive' END,
        'to ' || (SELECT string_agg(CASE r WHEN 0 THEN 'PUBLIC' ELSE pg_get_userbyid(r) END, ', ' ORDER BY 1) FROM unnest(p.polroles) r),
        'using ' || pg_get_expr(p.polqual, p.polrelid), 'check ' || pg_get_expr(p.polwithcheck, p.polrelid))
    FROM pg_class c JOIN pg_policy p ON p.polrelid = c.oid WHERE {TABLES}
    """,
    GRANTS.format(thing="'table ' || c.relname", source="pg_class c", acl="coalesce(c.relacl, acldefault('r', c.relowner))", where=TABLES),
    GRANTS.format(
        thing="'table ' || c.relname || ', column ' || a.attname",
        source="pg_class c JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped",
        acl="a.attacl",
        where=TABLES,
    ),
    GRANTS.format(
        thing="'sequence ' || c.relname",
        source="pg_class c",
        acl="coalesce(c.relacl, acldefault('s', c.relowner))",
        where="c.relnamespace = 'public'::regnamespace AND c.relkind = 'S'",
    ),
    """
    SELECT 'sequence ' || c.relname, concat_ws(' ', s.seqtypid::regtype::text, s.seqstart::text, s.seqincrement::text,
        s.seqmin::text, s.seqmax::text, s.seqcache::text, s.seqcycle::text)
    FROM pg_class c JOIN pg_sequence s ON s.seqrelid = c.oid WHERE c.relnamespace = 'public'::regnamespace
    """,
    """
    SELECT 'relation ' || c.relname, 'kind ' || c.relkind::text FROM pg_class c
    WHERE c.relnamespace = 'public'::regnamespace AND c.relkind NOT IN ('r', 'i', 'S', 'c')
    """,
    """
    SELECT 'type ' || t.oid::regtype::text, 'enum ' || string_agg(quote_literal(e.enumlabel), ', ' ORDER BY e.enumsortorder)
    FROM pg_type t JOIN pg_enum e ON e.enumtypid = t.oid WHERE t.typnamespace = 'public'::regnamespace GROUP BY t.oid
    """,
    """
    SELECT 'type ' || t.oid::regtype::text, 'attribute ' || to_char(a.attnum, 'FM00') || ' ' || a.attname || ' '
        || format_type(a.atttypid, a.atttypmod)
    FROM pg_type t JOIN pg_class c ON c.oid = t.typrelid AND c.relkind = 'c' JOIN pg_attribute a ON a.attrelid = c.oid
    WHERE t.typnamespace = 'public'::regnamespace
    """,
    GRANTS.format(
        thing="'type ' || t.oid::regtype::text",
        source="pg_type t LEFT JOIN pg_class c ON c.oid = t.typrelid",
        acl="coalesce(t.typacl, acldefault('T', t.typowner))",
        where="t.typnamespace = 'public'::regnamespace AND (t.typtype IN ('e', 'd') OR c.relkind = 'c') "
        "AND NOT EXISTS (SELECT FROM pg_depend e WHERE e.objid = t.oid AND e.deptype = 'e')",
    ),
)
MINE = "p.pronamespace = 'public'::regnamespace AND NOT EXISTS (SELECT FROM pg_depend e WHERE e.objid = p.oid AND e.deptype = 'e')"
NAMED = "'function ' || p.proname || '(' || pg_get_function_identity_arguments(p.oid) || ')'"
FUNCTIONS = f"""
    SELECT {NAMED}, concat_ws(' ', 'returns ' || pg_get_function_result(p.oid), 'language ' || l.lanname,
        CASE p.provolatile WHEN 'i' THEN 'immutable' WHEN 's' THEN 'stable' ELSE 'volatile' END,
        'parallel ' || p.proparallel::text, CASE WHEN p.prosecdef THEN 'security definer' END, CASE WHEN p.proisstrict THEN 'strict' END,
        CASE WHEN p.proleakproof THEN 'leakproof' END, 'kind ' || p.prokind::text, 'cost ' || p.procost, 'rows ' || p.prorows,
        'arguments ' || nullif(pg_get_function_arguments(p.oid), ''),
        'set ' || array_to_string(p.proconfig, '; ')), p.prosrc
    FROM pg_proc p JOIN pg_language l ON l.oid = p.prolang WHERE {MINE}
"""
FUNCTION_GRANTS = GRANTS.format(thing=NAMED, source="pg_proc p", acl="coalesce(p.proacl, acldefault('f', p.proowner))", where=MINE)


def read_catalogue(
    url: str, owner: str = embedded.OWNER, runtime: str = embedded.RUNTIME, *, bodies: bool = False, queue: bool = False
) -> str:
    """The schema `public` as sorted text; the two roles are written as `owner` and `runtime`.

    bodies: function bodies in full, without comments and spacing, instead of their checksums. queue: includes the objects of
    the job queue, which its library defines; otherwise only the product's grants on them are included.
    """
    engine = create_engine(make_url(url).set(drivername="postgresql+psycopg"), poolclass=NullPool)
    with engine.connect() as connection:
        facts = _read_facts(connection, bodies)
    if not queue:
        facts = {(thing, line) for thing, line in facts if " procrastinate" not in thing or ("table" in thing and line.startswith("grant"))}
    things: dict[str, list[str]] = {}
    for thing, line in sorted(facts):
        things.setdefault(_unnamed(thing, owner, runtime), []).append("    " + _unnamed(line, owner, runtime))
    return "".join(f"{thing}\n" + "\n".join(sorted(lines)) + "\n\n" for thing, lines in sorted(things.items()))


def _read_facts(connection: Connection, bodies: bool) -> set[tuple[str, str]]:
    facts = {(thing, line) for query in (*QUERIES, FUNCTION_GRANTS) for thing, line in connection.exec_driver_sql(query)}
    for thing, line, body in connection.exec_driver_sql(FUNCTIONS):
        words = without_comments(body)
        facts |= {(thing, line), (thing, "body " + (words if bodies else hashlib.sha256(words.encode()).hexdigest()[:16]))}
    return facts


def write() -> None:
    """Stores the text of a freshly migrated database on a new server."""
    with tempfile.TemporaryDirectory(prefix="orchestrator-", ignore_cleanup_errors=True) as home:
        server = embedded.start(Path(home))
        try:
            schema.migrate(server.owner_url, server.runtime_url, LocalEmbedder.identity)
            STORED.write_text(read_catalogue(server.owner_url), encoding="utf-8")
        finally:
            server.stop()


def without_comments(sql: str) -> str:
    """The statements in one line, so that texts that differ only in comments and spacing become equal."""
    bare = COMMENTS.sub(lambda found: found["kept"] or "", sql)
    return SPACING.sub(lambda found: found["kept"] or found["mark"] or " ", bare).strip()


def _unnamed(line: str, owner: str, runtime: str) -> str:
    return re.sub(rf"\b{re.escape(runtime)}\b", "runtime", re.sub(rf"\b{re.escape(owner)}\b", "owner", line))


if __name__ == "__main__":
    write()
