-- Until when each person was last seen with the app open: an event stream notes it while it is open.
CREATE TABLE presences (
    user_id uuid PRIMARY KEY REFERENCES users ON DELETE CASCADE,
    seen_at timestamptz NOT NULL DEFAULT now()
);

ALTER TABLE presences ENABLE ROW LEVEL SECURITY;
ALTER TABLE presences FORCE ROW LEVEL SECURITY;
CREATE POLICY schema_owner ON presences TO CURRENT_USER USING (true) WITH CHECK (true);
CREATE POLICY myself ON presences
    USING (user_id = (SELECT current_person())) WITH CHECK (user_id = (SELECT current_person()));

GRANT SELECT, INSERT, UPDATE ON presences TO {runtime_role};
