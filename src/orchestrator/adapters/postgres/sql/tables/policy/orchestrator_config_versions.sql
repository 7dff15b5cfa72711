-- Each saved version of the policy, with who saved it.
CREATE TABLE orchestrator_config_versions (
    avee_id uuid NOT NULL REFERENCES avees ON DELETE CASCADE,
    version integer NOT NULL,
    config jsonb NOT NULL,
    created_at timestamptz NOT NULL DEFAULT now(),
    saved_by uuid REFERENCES users ON DELETE SET NULL,
    -- The older version that this one restores.
    restored_version integer,
    PRIMARY KEY (avee_id, version)
);
CREATE INDEX orchestrator_config_versions_saved_by ON orchestrator_config_versions (saved_by);

ALTER TABLE orchestrator_config_versions ENABLE ROW LEVEL SECURITY;
ALTER TABLE orchestrator_config_versions FORCE ROW LEVEL SECURITY;
CREATE POLICY schema_owner ON orchestrator_config_versions TO CURRENT_USER USING (true) WITH CHECK (true);
CREATE POLICY team_reads ON orchestrator_config_versions FOR SELECT USING (avee_id IN (SELECT team_avees('viewer')));
CREATE POLICY editors ON orchestrator_config_versions
    USING (avee_id IN (SELECT team_avees('editor')))
    WITH CHECK (avee_id IN (SELECT team_avees('editor')));

-- Rows are added and read, never changed or deleted.
GRANT SELECT, INSERT ON orchestrator_config_versions TO {runtime_role};
