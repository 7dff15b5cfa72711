"""Tries of passwords are counted, devices are known, tokens have a scope and an end, and what two people edit has a version.

Tokens of before may do everything, as they could, and end a year from now.
"""

from alembic import op

revision = "0006_sign_in_and_versions"
down_revision = "0001_baseline"

VERSIONED = ("users", "avees", "avee_members", "notification_settings")
SECURED = """
    ALTER TABLE {0} ENABLE ROW LEVEL SECURITY;
    ALTER TABLE {0} FORCE ROW LEVEL SECURITY;
    CREATE POLICY schema_owner ON {0} TO CURRENT_USER USING (true) WITH CHECK (true);
"""


def upgrade() -> None:
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
