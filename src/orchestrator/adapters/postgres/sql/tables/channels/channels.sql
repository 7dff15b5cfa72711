-- Services in which people write to an agent.
CREATE TABLE channels (
    avee_id uuid NOT NULL REFERENCES avees ON DELETE CASCADE,
    id uuid NOT NULL,
    kind text NOT NULL CHECK (kind IN ('telegram', 'slack', 'discord', 'email', 'twilio', 'webhook')),
    -- How it is called at the service.
    name text NOT NULL,
    -- What may be shown.
    settings jsonb NOT NULL,
    -- Tokens, stored in full because they sign in at the service; never shown.
    secrets jsonb NOT NULL,
    state text NOT NULL DEFAULT 'working' CHECK (state IN ('working', 'needs_token', 'failing', 'off')),
    last_error text,
    failing_since timestamptz,
    last_received_at timestamptz,
    last_sent_at timestamptz,
    created_at timestamptz NOT NULL DEFAULT now(),
    updated_at timestamptz NOT NULL DEFAULT now(),
    version integer NOT NULL DEFAULT 1,
    -- Of a service whose mailbox is looked at: the last look, and what kept it from being read, since when.
    fetched_at timestamptz,
    fetch_error text,
    fetch_failing_since timestamptz,
    PRIMARY KEY (avee_id, id)
);
CREATE INDEX channels_id ON channels (id);

ALTER TABLE channels ENABLE ROW LEVEL SECURITY;
ALTER TABLE channels FORCE ROW LEVEL SECURITY;
CREATE POLICY schema_owner ON channels TO CURRENT_USER USING (true) WITH CHECK (true);
CREATE POLICY creator ON channels USING (avee_id IN (SELECT owned_avees())) WITH CHECK (avee_id IN (SELECT owned_avees()));

GRANT SELECT, INSERT, UPDATE, DELETE ON channels TO {runtime_role};
