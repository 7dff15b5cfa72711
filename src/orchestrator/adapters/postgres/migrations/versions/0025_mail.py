"""Mail: its outbox, its settings, links that work once, and who has the app open. Nobody's address is confirmed yet."""

from alembic import op

revision = "0025_mail"
down_revision = "0024_costs_and_yeses"

DELTA = """
ALTER TABLE users ADD COLUMN email_confirmed_at timestamptz;
CREATE TABLE mail_settings (
    user_id uuid PRIMARY KEY REFERENCES users ON DELETE CASCADE,
    unwanted jsonb NOT NULL DEFAULT '[]',
    digest_at time NOT NULL DEFAULT '09:00',
    time_zone text NOT NULL DEFAULT 'UTC',
    language text NOT NULL DEFAULT 'en',
    digest_planned_on date,
    refused_address text,
    refused_at timestamptz,
    refusal text,
    created_at timestamptz NOT NULL DEFAULT now(),
    updated_at timestamptz NOT NULL DEFAULT now(),
    version integer NOT NULL DEFAULT 1,
    CHECK ((refused_address IS NULL) = (refused_at IS NULL))
);

ALTER TABLE mail_settings ENABLE ROW LEVEL SECURITY;
ALTER TABLE mail_settings FORCE ROW LEVEL SECURITY;
CREATE POLICY schema_owner ON mail_settings TO CURRENT_USER USING (true) WITH CHECK (true);
CREATE POLICY myself ON mail_settings
    USING (user_id = (SELECT current_person())) WITH CHECK (user_id = (SELECT current_person()));
CREATE TABLE mails (
    user_id uuid NOT NULL REFERENCES users ON DELETE CASCADE,
    id uuid NOT NULL,
    kind text NOT NULL CHECK (kind IN ('confirmation', 'password_reset', 'answers', 'digest')),
    address text NOT NULL,
    digest_on date,
    status text NOT NULL DEFAULT 'waiting' CHECK (status IN ('waiting', 'sent', 'failed', 'dropped')),
    attempts integer NOT NULL DEFAULT 0,
    last_error text,
    due_at timestamptz NOT NULL,
    claimed_until timestamptz,
    created_at timestamptz NOT NULL DEFAULT now(),
    sent_at timestamptz,
    PRIMARY KEY (user_id, id),
    CHECK ((kind = 'digest') = (digest_on IS NOT NULL))
);
CREATE UNIQUE INDEX mails_digest ON mails (user_id, digest_on) WHERE digest_on IS NOT NULL;
CREATE INDEX mails_due ON mails (due_at) WHERE status = 'waiting';
CREATE INDEX mails_created_at ON mails (user_id, created_at);

ALTER TABLE mails ENABLE ROW LEVEL SECURITY;
ALTER TABLE mails FORCE ROW LEVEL SECURITY;
CREATE POLICY schema_owner ON mails TO CURRENT_USER USING (true) WITH CHECK (true);
CREATE POLICY myself ON mails
    USING (user_id = (SELECT current_person())) WITH CHECK (user_id = (SELECT current_person()));
CREATE TABLE mail_news (
    user_id uuid NOT NULL REFERENCES users ON DELETE CASCADE,
    id uuid NOT NULL DEFAULT gen_random_uuid(),
    kind text NOT NULL CHECK (kind IN ('answered', 'declined', 'expired', 'corrected', 'wrote')),
    avee_id uuid NOT NULL REFERENCES avees ON DELETE CASCADE,
    conversation_id uuid NOT NULL,
    thing_id uuid NOT NULL,
    status text NOT NULL DEFAULT 'waiting' CHECK (status IN ('waiting', 'told', 'dropped')),
    mail_id uuid,
    due_at timestamptz NOT NULL DEFAULT now() + interval '1 minute',
    created_at timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (user_id, id),
    FOREIGN KEY (user_id, mail_id) REFERENCES mails ON DELETE CASCADE
);
CREATE UNIQUE INDEX mail_news_thing ON mail_news (user_id, kind, thing_id);
CREATE INDEX mail_news_due ON mail_news (due_at) WHERE status = 'waiting';
CREATE INDEX mail_news_mail ON mail_news (user_id, mail_id);
CREATE INDEX mail_news_avee ON mail_news (avee_id);

ALTER TABLE mail_news ENABLE ROW LEVEL SECURITY;
ALTER TABLE mail_news FORCE ROW LEVEL SECURITY;
CREATE POLICY schema_owner ON mail_news TO CURRENT_USER USING (true) WITH CHECK (true);
CREATE POLICY myself ON mail_news FOR SELECT USING (user_id = (SELECT current_person()));
CREATE POLICY my_moves ON mail_news FOR UPDATE
    USING (user_id = (SELECT current_person())) WITH CHECK (user_id = (SELECT current_person()));
CREATE TABLE mail_links (
    user_id uuid NOT NULL REFERENCES users ON DELETE CASCADE,
    secret_hash bytea NOT NULL,
    purpose text NOT NULL CHECK (purpose IN ('confirmation', 'password_reset')),
    address text NOT NULL,
    created_at timestamptz NOT NULL DEFAULT now(),
    expires_at timestamptz NOT NULL,
    used_at timestamptz,
    PRIMARY KEY (user_id, secret_hash)
);
CREATE UNIQUE INDEX mail_links_secret_hash ON mail_links (secret_hash);

ALTER TABLE mail_links ENABLE ROW LEVEL SECURITY;
ALTER TABLE mail_links FORCE ROW LEVEL SECURITY;
CREATE POLICY schema_owner ON mail_links TO CURRENT_USER USING (true) WITH CHECK (true);
CREATE POLICY my_links ON mail_links
    USING (user_id = (SELECT current_person())) WITH CHECK (user_id = (SELECT current_person()));
CREATE TABLE presences (
    user_id uuid PRIMARY KEY REFERENCES users ON DELETE CASCADE,
    seen_at timestamptz NOT NULL DEFAULT now()
);

ALTER TABLE presences ENABLE ROW LEVEL SECURITY;
ALTER TABLE presences FORCE ROW LEVEL SECURITY;
CREATE POLICY schema_owner ON presences TO CURRENT_USER USING (true) WITH CHECK (true);
CREATE POLICY myself ON presences
    USING (user_id = (SELECT current_person())) WITH CHECK (user_id = (SELECT current_person()));
CREATE TABLE signing_keys (
    purpose text PRIMARY KEY,
    secret bytea NOT NULL CHECK (length(secret) = 32),
    created_at timestamptz NOT NULL DEFAULT now()
);
ALTER TABLE signing_keys ENABLE ROW LEVEL SECURITY;
ALTER TABLE signing_keys FORCE ROW LEVEL SECURITY;
CREATE POLICY schema_owner ON signing_keys TO CURRENT_USER USING (true) WITH CHECK (true);
INSERT INTO mail_settings (user_id) SELECT id FROM users;
"""


def upgrade() -> None:
    op.execute(DELTA)
