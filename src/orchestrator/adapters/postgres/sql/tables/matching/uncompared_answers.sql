-- Active answers whose questions were not yet compared with those of the avee's other answers. Triggers add them whenever an
-- answer or one of its phrasings is new or changed, and a job compares them.
CREATE TABLE uncompared_answers (
    avee_id uuid NOT NULL,
    answer_id uuid NOT NULL,
    -- When it was changed last: a change during a comparison is compared again.
    marked_at timestamptz NOT NULL DEFAULT clock_timestamp(),
    PRIMARY KEY (avee_id, answer_id),
    FOREIGN KEY (avee_id, answer_id) REFERENCES canonical_answers ON DELETE CASCADE
);

ALTER TABLE uncompared_answers ENABLE ROW LEVEL SECURITY;
ALTER TABLE uncompared_answers FORCE ROW LEVEL SECURITY;
CREATE POLICY schema_owner ON uncompared_answers TO CURRENT_USER USING (true) WITH CHECK (true);
CREATE POLICY team_reads ON uncompared_answers FOR SELECT USING (avee_id IN (SELECT team_avees('viewer')));
CREATE POLICY editors_compare ON uncompared_answers FOR DELETE USING (avee_id IN (SELECT team_avees('editor')));

-- Rows are added by triggers alone.
GRANT SELECT, DELETE ON uncompared_answers TO {runtime_role};
