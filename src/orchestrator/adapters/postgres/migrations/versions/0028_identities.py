"""Accounts elsewhere by which people sign in, handles that were given up, and pictures."""

from alembic import op

revision = "0028_identities"
down_revision = "0027_accounts"

DELTA = """
ALTER TABLE users ALTER COLUMN password_hash DROP NOT NULL;
ALTER TABLE users ADD COLUMN has_password boolean NOT NULL GENERATED ALWAYS AS (password_hash IS NOT NULL) STORED;
CREATE TABLE avatars (
    user_id uuid PRIMARY KEY REFERENCES users ON DELETE CASCADE,
    id uuid NOT NULL,
    image bytea NOT NULL CHECK (length(image) <= 262144),
    created_at timestamptz NOT NULL DEFAULT now()
);
CREATE UNIQUE INDEX avatars_id ON avatars (id);

ALTER TABLE avatars ENABLE ROW LEVEL SECURITY;
ALTER TABLE avatars FORCE ROW LEVEL SECURITY;
CREATE POLICY schema_owner ON avatars TO CURRENT_USER USING (true) WITH CHECK (true);
CREATE POLICY myself ON avatars
    USING (user_id = (SELECT current_person())) WITH CHECK (user_id = (SELECT current_person()));

CREATE TABLE former_avee_handles (
    avee_id uuid NOT NULL REFERENCES avees ON DELETE CASCADE,
    id uuid NOT NULL DEFAULT gen_random_uuid(),
    handle text NOT NULL,
    given_up_at timestamptz NOT NULL DEFAULT now(),
    kept_until timestamptz NOT NULL DEFAULT now() + interval '365 days',
    PRIMARY KEY (avee_id, id)
);
CREATE INDEX former_avee_handles_handle ON former_avee_handles (handle, kept_until);

ALTER TABLE former_avee_handles ENABLE ROW LEVEL SECURITY;
ALTER TABLE former_avee_handles FORCE ROW LEVEL SECURITY;
CREATE POLICY schema_owner ON former_avee_handles TO CURRENT_USER USING (true) WITH CHECK (true);
CREATE POLICY creator ON former_avee_handles FOR SELECT USING (avee_id IN (SELECT owned_avees()));

CREATE TABLE former_user_handles (
    user_id uuid NOT NULL REFERENCES users ON DELETE CASCADE,
    id uuid NOT NULL DEFAULT gen_random_uuid(),
    handle text NOT NULL,
    given_up_at timestamptz NOT NULL DEFAULT now(),
    kept_until timestamptz NOT NULL DEFAULT now() + interval '365 days',
    PRIMARY KEY (user_id, id)
);
CREATE INDEX former_user_handles_handle ON former_user_handles (handle, kept_until);

ALTER TABLE former_user_handles ENABLE ROW LEVEL SECURITY;
ALTER TABLE former_user_handles FORCE ROW LEVEL SECURITY;
CREATE POLICY schema_owner ON former_user_handles TO CURRENT_USER USING (true) WITH CHECK (true);
CREATE POLICY myself ON former_user_handles FOR SELECT USING (user_id = (SELECT current_person()));

CREATE TABLE identities (
    user_id uuid NOT NULL REFERENCES users ON DELETE CASCADE,
    id uuid NOT NULL,
    issuer text NOT NULL,
    subject text NOT NULL,
    provider text NOT NULL,
    email text NOT NULL DEFAULT '',
    created_at timestamptz NOT NULL DEFAULT now(),
    last_used_at timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (user_id, id)
);
CREATE UNIQUE INDEX identities_subject ON identities (issuer, subject);

ALTER TABLE identities ENABLE ROW LEVEL SECURITY;
ALTER TABLE identities FORCE ROW LEVEL SECURITY;
CREATE POLICY schema_owner ON identities TO CURRENT_USER USING (true) WITH CHECK (true);
CREATE POLICY my_identities ON identities
    USING (user_id = (SELECT current_person())) WITH CHECK (user_id = (SELECT current_person()));

CREATE TABLE sign_in_tickets (
    key bytea PRIMARY KEY,
    purpose text NOT NULL CHECK (purpose IN ('attempt', 'newcomer')),
    content jsonb NOT NULL,
    expires_at timestamptz NOT NULL
);
CREATE INDEX sign_in_tickets_expires_at ON sign_in_tickets (expires_at);
ALTER TABLE sign_in_tickets ENABLE ROW LEVEL SECURITY;
ALTER TABLE sign_in_tickets FORCE ROW LEVEL SECURITY;
CREATE POLICY schema_owner ON sign_in_tickets TO CURRENT_USER USING (true) WITH CHECK (true);
"""


def upgrade() -> None:
    op.execute(DELTA)
