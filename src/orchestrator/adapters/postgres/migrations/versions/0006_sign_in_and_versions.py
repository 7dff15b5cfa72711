"""Tries of passwords are counted, devices are known, tokens have a scope and an end, and what two people edit has a version.

Names lose what nobody can see. Tokens of before may do everything, as they could, and end a year from now.
"""

from alembic import op

revision = "0006_sign_in_and_versions"
down_revision = "0004_reading_warnings"

VERSIONED = ("users", "avees", "avee_members", "notification_settings")
SECURED = """
    ALTER TABLE {0} ENABLE ROW LEVEL SECURITY;
    ALTER TABLE {0} FORCE ROW LEVEL SECURITY;
    CREATE POLICY schema_owner ON {0} TO CURRENT_USER USING (true) WITH CHECK (true);
"""


# Controls, line ends, formats that turn or hide text, and blank letters; then white space in a row.
UNSEEN = r"[\u0001-\u001F\u007F-\u009F\u00AD\u061C\u115F\u1160\u180E\u200B\u200E\u200F\u2028-\u202E\u2060-\u206F\u2800\u3164\uFEFF\uFFA0\uFFF9-\uFFFB]"
CLEAN = f"normalize(trim(regexp_replace(regexp_replace({{0}}, '{UNSEEN}', ' ', 'g'), ' +', ' ', 'g')), NFC)"
# Names that people see, with what stands in for one of which nothing is left.
NAMES = (
    ("users", "display_name", "handle"),
    ("avees", "display_name", "handle"),
    ("api_tokens", "name", "'token'"),
    ("documents", "title", "source"),
)


def upgrade() -> None:
    for table, name, instead in NAMES:
        clean = CLEAN.format(name)
        op.execute(f"UPDATE {table} SET {name} = coalesce(nullif({clean}, ''), {instead}) WHERE {name} IS DISTINCT FROM {clean}")
    for table in VERSIONED:
        op.execute(f"ALTER TABLE {table} ADD version integer NOT NULL DEFAULT 1")
    op.execute("""
        ALTER TABLE api_tokens
            ADD scope text NOT NULL DEFAULT 'manage' CHECK (scope IN ('ask', 'read', 'manage')),
            ADD expires_at timestamptz NOT NULL DEFAULT now() + interval '365 days',
            ADD last_used_at timestamptz
    """)
    op.execute("""
        CREATE TABLE known_devices (
            user_id uuid NOT NULL REFERENCES users ON DELETE CASCADE,
            secret_hash bytea NOT NULL,
            created_at timestamptz NOT NULL DEFAULT now(),
            last_used_at timestamptz NOT NULL DEFAULT now(),
            PRIMARY KEY (user_id, secret_hash)
        )
    """)
    op.execute(SECURED.format("known_devices"))
    op.execute("""
        CREATE POLICY my_devices ON known_devices
            USING (user_id = (SELECT current_person())) WITH CHECK (user_id = (SELECT current_person()))
    """)
    op.execute("""
        CREATE TABLE password_tries (
            id uuid PRIMARY KEY,
            account bytea NOT NULL,
            place bytea NOT NULL,
            address bytea NOT NULL,
            is_known boolean NOT NULL,
            tried_at timestamptz NOT NULL DEFAULT now()
        )
    """)
    op.execute("CREATE INDEX password_tries_account ON password_tries (account, tried_at)")
    op.execute("CREATE INDEX password_tries_address ON password_tries (address, tried_at)")
    op.execute("CREATE INDEX password_tries_tried_at ON password_tries (tried_at)")
    op.execute(SECURED.format("password_tries"))
    op.execute("DROP FUNCTION find_person(bytea)")
