-- What remains of decisions on messages of guests who were erased: when, which path and rule. Nothing of who asked or what.
CREATE TABLE erased_decisions (
    avee_id uuid NOT NULL REFERENCES avees ON DELETE CASCADE,
    id uuid NOT NULL,
    decision_path text NOT NULL CHECK (decision_path IN ('A', 'B', 'C', 'D', 'E', 'F')),
    rule text NOT NULL,
    created_at timestamptz NOT NULL,
    PRIMARY KEY (avee_id, id)
);
CREATE INDEX erased_decisions_created_at ON erased_decisions (avee_id, created_at) INCLUDE (decision_path, rule);

ALTER TABLE erased_decisions ENABLE ROW LEVEL SECURITY;
ALTER TABLE erased_decisions FORCE ROW LEVEL SECURITY;
CREATE POLICY schema_owner ON erased_decisions TO CURRENT_USER USING (true) WITH CHECK (true);
CREATE POLICY creator ON erased_decisions FOR SELECT USING (avee_id IN (SELECT owned_avees()));

-- erase_guest() adds rows.
GRANT SELECT ON erased_decisions TO {runtime_role};
