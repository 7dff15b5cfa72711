"""Channels: services in which people write to an agent, who they are there, what came in and what leaves."""

from alembic import op

revision = "0038_channels"
down_revision = "0037_sources"

TABLES = """
CREATE TABLE channels (
    avee_id uuid NOT NULL REFERENCES avees ON DELETE CASCADE,
    id uuid NOT NULL,
    kind text NOT NULL CHECK (kind IN ('telegram', 'slack', 'discord', 'email', 'twilio', 'webhook')),
    name text NOT NULL,
    settings jsonb NOT NULL,
    secrets jsonb NOT NULL,
    state text NOT NULL DEFAULT 'working' CHECK (state IN ('working', 'needs_token', 'failing', 'off')),
    last_error text,
    failing_since timestamptz,
    last_received_at timestamptz,
    last_sent_at timestamptz,
    created_at timestamptz NOT NULL DEFAULT now(),
    updated_at timestamptz NOT NULL DEFAULT now(),
    version integer NOT NULL DEFAULT 1,
    PRIMARY KEY (avee_id, id)
);
CREATE INDEX channels_id ON channels (id);

ALTER TABLE channels ENABLE ROW LEVEL SECURITY;
ALTER TABLE channels FORCE ROW LEVEL SECURITY;
CREATE POLICY schema_owner ON channels TO CURRENT_USER USING (true) WITH CHECK (true);
CREATE POLICY creator ON channels USING (avee_id IN (SELECT owned_avees())) WITH CHECK (avee_id IN (SELECT owned_avees()));
CREATE TABLE channel_people (
    avee_id uuid NOT NULL,
    id uuid NOT NULL,
    channel_id uuid NOT NULL,
    foreign_id text NOT NULL,
    name text NOT NULL,
    user_id uuid NOT NULL REFERENCES users ON DELETE CASCADE,
    hears boolean NOT NULL DEFAULT false,
    created_at timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (avee_id, id),
    UNIQUE (avee_id, channel_id, foreign_id),
    FOREIGN KEY (avee_id, channel_id) REFERENCES channels ON DELETE CASCADE
);
CREATE INDEX channel_people_user_id ON channel_people (user_id);

ALTER TABLE channel_people ENABLE ROW LEVEL SECURITY;
ALTER TABLE channel_people FORCE ROW LEVEL SECURITY;
CREATE POLICY schema_owner ON channel_people TO CURRENT_USER USING (true) WITH CHECK (true);
CREATE POLICY creator ON channel_people USING (avee_id IN (SELECT owned_avees())) WITH CHECK (avee_id IN (SELECT owned_avees()));
CREATE POLICY myself ON channel_people FOR SELECT USING (user_id = (SELECT current_person()));
CREATE TABLE channel_threads (
    avee_id uuid NOT NULL,
    id uuid NOT NULL,
    channel_id uuid NOT NULL,
    person_id uuid NOT NULL,
    thread text NOT NULL,
    is_private boolean NOT NULL,
    conversation_id uuid,
    handle text NOT NULL DEFAULT '',
    created_at timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (avee_id, id),
    UNIQUE (avee_id, channel_id, person_id, thread),
    FOREIGN KEY (avee_id, channel_id) REFERENCES channels ON DELETE CASCADE,
    FOREIGN KEY (avee_id, person_id) REFERENCES channel_people ON DELETE CASCADE,
    FOREIGN KEY (avee_id, conversation_id) REFERENCES conversations ON DELETE SET NULL (conversation_id)
);
CREATE INDEX channel_threads_conversation ON channel_threads (avee_id, conversation_id);
CREATE INDEX channel_threads_person ON channel_threads (avee_id, person_id);

ALTER TABLE channel_threads ENABLE ROW LEVEL SECURITY;
ALTER TABLE channel_threads FORCE ROW LEVEL SECURITY;
CREATE POLICY schema_owner ON channel_threads TO CURRENT_USER USING (true) WITH CHECK (true);
CREATE POLICY creator ON channel_threads USING (avee_id IN (SELECT owned_avees())) WITH CHECK (avee_id IN (SELECT owned_avees()));
CREATE TABLE inbound_events (
    avee_id uuid NOT NULL,
    channel_id uuid NOT NULL,
    event_id text NOT NULL,
    event jsonb,
    received_at timestamptz NOT NULL DEFAULT now(),
    handled_at timestamptz,
    PRIMARY KEY (avee_id, channel_id, event_id),
    FOREIGN KEY (avee_id, channel_id) REFERENCES channels ON DELETE CASCADE,
    CHECK ((event IS NULL) = (handled_at IS NOT NULL))
);
CREATE INDEX inbound_events_waiting ON inbound_events (received_at) WHERE handled_at IS NULL;
CREATE INDEX inbound_events_handled ON inbound_events (handled_at) WHERE handled_at IS NOT NULL;

ALTER TABLE inbound_events ENABLE ROW LEVEL SECURITY;
ALTER TABLE inbound_events FORCE ROW LEVEL SECURITY;
CREATE POLICY schema_owner ON inbound_events TO CURRENT_USER USING (true) WITH CHECK (true);
CREATE POLICY creator ON inbound_events USING (avee_id IN (SELECT owned_avees())) WITH CHECK (avee_id IN (SELECT owned_avees()));
CREATE TABLE channel_deliveries (
    avee_id uuid NOT NULL,
    id uuid NOT NULL DEFAULT gen_random_uuid(),
    number bigint NOT NULL GENERATED ALWAYS AS IDENTITY,
    channel_id uuid NOT NULL,
    thread_id uuid NOT NULL,
    kind text NOT NULL CHECK (kind IN ('message', 'news', 'said', 'edit')),
    message_id uuid,
    topic text,
    thing_id uuid,
    content text,
    draft text,
    buttons jsonb NOT NULL DEFAULT '[]',
    refs jsonb NOT NULL DEFAULT '[]',
    status text NOT NULL DEFAULT 'pending' CHECK (status IN ('pending', 'sent', 'failed')),
    attempts integer NOT NULL DEFAULT 0,
    last_error text,
    due_at timestamptz NOT NULL DEFAULT now(),
    created_at timestamptz NOT NULL DEFAULT now(),
    sent_at timestamptz,
    PRIMARY KEY (avee_id, id),
    FOREIGN KEY (avee_id, channel_id) REFERENCES channels ON DELETE CASCADE,
    FOREIGN KEY (avee_id, thread_id) REFERENCES channel_threads ON DELETE CASCADE,
    CHECK (num_nonnulls(message_id, topic, content) = 1)
);
CREATE UNIQUE INDEX channel_deliveries_message ON channel_deliveries (avee_id, thread_id, message_id) WHERE message_id IS NOT NULL;
CREATE UNIQUE INDEX channel_deliveries_news ON channel_deliveries (avee_id, thread_id, topic, thing_id) WHERE topic IS NOT NULL;
CREATE INDEX channel_deliveries_due ON channel_deliveries (due_at) WHERE status = 'pending';
CREATE INDEX channel_deliveries_thread ON channel_deliveries (avee_id, thread_id, number DESC);
CREATE INDEX channel_deliveries_refs ON channel_deliveries USING gin (refs jsonb_path_ops);
CREATE INDEX channel_deliveries_channel ON channel_deliveries (avee_id, channel_id, number DESC);

ALTER TABLE channel_deliveries ENABLE ROW LEVEL SECURITY;
ALTER TABLE channel_deliveries FORCE ROW LEVEL SECURITY;
CREATE POLICY schema_owner ON channel_deliveries TO CURRENT_USER USING (true) WITH CHECK (true);
CREATE POLICY creator ON channel_deliveries USING (avee_id IN (SELECT owned_avees())) WITH CHECK (avee_id IN (SELECT owned_avees()));
CREATE TABLE channel_codes (
    avee_id uuid NOT NULL,
    secret_hash bytea NOT NULL,
    channel_id uuid NOT NULL,
    user_id uuid REFERENCES users ON DELETE CASCADE,
    person_id uuid,
    expires_at timestamptz NOT NULL,
    PRIMARY KEY (avee_id, secret_hash),
    FOREIGN KEY (avee_id, channel_id) REFERENCES channels ON DELETE CASCADE,
    FOREIGN KEY (avee_id, person_id) REFERENCES channel_people ON DELETE CASCADE,
    CHECK (num_nonnulls(user_id, person_id) = 1)
);
CREATE INDEX channel_codes_channel ON channel_codes (avee_id, channel_id);
CREATE INDEX channel_codes_person ON channel_codes (avee_id, person_id);
CREATE INDEX channel_codes_user_id ON channel_codes (user_id) WHERE user_id IS NOT NULL;

ALTER TABLE channel_codes ENABLE ROW LEVEL SECURITY;
ALTER TABLE channel_codes FORCE ROW LEVEL SECURITY;
CREATE POLICY schema_owner ON channel_codes TO CURRENT_USER USING (true) WITH CHECK (true);
CREATE POLICY creator ON channel_codes USING (avee_id IN (SELECT owned_avees())) WITH CHECK (avee_id IN (SELECT owned_avees()));
CREATE POLICY answerers ON channel_codes
    USING (user_id = (SELECT current_person()) AND avee_id IN (SELECT team_avees('answerer')))
    WITH CHECK (user_id = (SELECT current_person()) AND person_id IS NULL AND avee_id IN (SELECT team_avees('answerer')));
"""


def upgrade() -> None:
    op.execute(TABLES)
