-- Addresses of programs to which events of an avee are posted.
CREATE TABLE webhooks (
    avee_id uuid NOT NULL REFERENCES avees ON DELETE CASCADE,
    id uuid NOT NULL,
    url text NOT NULL,
    -- In the form of Standard Webhooks: whsec_ and base64. Shown once; stored in full, because it signs each delivery.
    secret text NOT NULL,
    kinds jsonb NOT NULL,
    active boolean NOT NULL DEFAULT true,
    -- Why the program switched it off; NULL where its owner did.
    disabled_reason text,
    last_sent_at timestamptz,
    failing_since timestamptz,
    last_error text,
    created_at timestamptz NOT NULL DEFAULT now(),
    updated_at timestamptz NOT NULL DEFAULT now(),
    -- The receiver asked for a pause until then.
    paused_until timestamptz,
    -- The last post took long: the next ones wait with those to failing receivers.
    is_slow boolean NOT NULL DEFAULT false,
    -- Counts the owner's changes.
    version integer NOT NULL DEFAULT 1,
    PRIMARY KEY (avee_id, id)
);

ALTER TABLE webhooks ENABLE ROW LEVEL SECURITY;
ALTER TABLE webhooks FORCE ROW LEVEL SECURITY;
CREATE POLICY schema_owner ON webhooks TO CURRENT_USER USING (true) WITH CHECK (true);
CREATE POLICY creator ON webhooks USING (avee_id IN (SELECT owned_avees())) WITH CHECK (avee_id IN (SELECT owned_avees()));

GRANT SELECT, INSERT, UPDATE, DELETE ON webhooks TO {runtime_role};
