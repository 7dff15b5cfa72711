-- What the cards have proven about an avee's answers so far.
CREATE TABLE trust_standings (
    avee_id uuid PRIMARY KEY REFERENCES avees ON DELETE CASCADE,
    standing jsonb NOT NULL,
    created_at timestamptz NOT NULL DEFAULT now(),
    updated_at timestamptz NOT NULL DEFAULT now()
);

ALTER TABLE trust_standings ENABLE ROW LEVEL SECURITY;
ALTER TABLE trust_standings FORCE ROW LEVEL SECURITY;
CREATE POLICY schema_owner ON trust_standings TO CURRENT_USER USING (true) WITH CHECK (true);
CREATE POLICY creator ON trust_standings
    USING (avee_id IN (SELECT owned_avees())) WITH CHECK (avee_id IN (SELECT owned_avees()));

GRANT SELECT, INSERT, UPDATE, DELETE ON trust_standings TO {runtime_role};
