-- The key by which a creator's own site signs who its users are; one for each agent.
CREATE TABLE embed_keys (
    avee_id uuid PRIMARY KEY REFERENCES avees ON DELETE CASCADE,
    -- Shown once; stored in full, because signatures are checked with it.
    secret text NOT NULL CHECK (length(secret) BETWEEN 40 AND 100),
    created_at timestamptz NOT NULL DEFAULT now()
);

ALTER TABLE embed_keys ENABLE ROW LEVEL SECURITY;
ALTER TABLE embed_keys FORCE ROW LEVEL SECURITY;
CREATE POLICY schema_owner ON embed_keys TO CURRENT_USER USING (true) WITH CHECK (true);
CREATE POLICY editors ON embed_keys
    USING (avee_id IN (SELECT team_avees('editor')))
    WITH CHECK (avee_id IN (SELECT team_avees('editor')));

-- A key leaves the table through find_embed_key() alone.
GRANT SELECT (avee_id, created_at), INSERT, UPDATE, DELETE ON embed_keys TO {runtime_role};
