-- Changes that people follow, as ids only. A follower reads the changed data under their own row-level permissions.
CREATE TABLE events (
    user_id uuid NOT NULL REFERENCES users ON DELETE CASCADE,
    id bigint NOT NULL GENERATED ALWAYS AS IDENTITY,
    kind text NOT NULL,
    payload jsonb NOT NULL,
    -- The transaction that wrote it. Ids are drawn before the commit, so a reader who remembers the highest id misses
    -- events that commit late; a reader who remembers a snapshot does not.
    xid xid8 NOT NULL DEFAULT pg_current_xact_id(),
    created_at timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (user_id, id)
);
CREATE INDEX events_xid ON events (user_id, xid);
CREATE INDEX events_created_at ON events (created_at);

ALTER TABLE events ENABLE ROW LEVEL SECURITY;
ALTER TABLE events FORCE ROW LEVEL SECURITY;
CREATE POLICY schema_owner ON events TO CURRENT_USER USING (true) WITH CHECK (true);
CREATE POLICY myself ON events FOR SELECT USING (user_id = (SELECT current_person()));

GRANT SELECT, INSERT, UPDATE, DELETE ON events TO {runtime_role};
GRANT USAGE, SELECT ON SEQUENCE events_id_seq TO {runtime_role};
