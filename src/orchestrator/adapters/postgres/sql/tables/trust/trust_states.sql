-- What the cards have proven about an avee's answers so far.
CREATE TABLE trust_states (
    avee_id uuid PRIMARY KEY REFERENCES avees ON DELETE CASCADE,
    state jsonb NOT NULL,
    created_at timestamptz NOT NULL DEFAULT now(),
    updated_at timestamptz NOT NULL DEFAULT now()
);

ALTER TABLE trust_states ENABLE ROW LEVEL SECURITY;
ALTER TABLE trust_states FORCE ROW LEVEL SECURITY;
CREATE POLICY schema_owner ON trust_states TO CURRENT_USER USING (true) WITH CHECK (true);
CREATE POLICY team_reads ON trust_states FOR SELECT USING (avee_id IN (SELECT team_avees('viewer')));
CREATE POLICY editors ON trust_states
    USING (avee_id IN (SELECT team_avees('editor')))
    WITH CHECK (avee_id IN (SELECT team_avees('editor')));

GRANT SELECT, INSERT, UPDATE, DELETE ON trust_states TO {runtime_role};
