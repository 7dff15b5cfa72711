-- Every version of every answer.
CREATE TABLE canonical_answer_versions (
    avee_id uuid NOT NULL,
    answer_id uuid NOT NULL,
    version integer NOT NULL,
    question_pattern text NOT NULL,
    answer_content text NOT NULL,
    layer layer NOT NULL,
    created_at timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (avee_id, answer_id, version),
    FOREIGN KEY (avee_id, answer_id) REFERENCES canonical_answers ON DELETE CASCADE
);
-- Finds earlier texts of answers, so that importing an old file does not restore an answer that was corrected or
-- retired.
CREATE INDEX canonical_answer_versions_words ON canonical_answer_versions (avee_id, md5(question_pattern || E'\n' || answer_content));

ALTER TABLE canonical_answer_versions ENABLE ROW LEVEL SECURITY;
ALTER TABLE canonical_answer_versions FORCE ROW LEVEL SECURITY;
CREATE POLICY schema_owner ON canonical_answer_versions TO CURRENT_USER USING (true) WITH CHECK (true);
CREATE POLICY team_reads ON canonical_answer_versions FOR SELECT USING (avee_id IN (SELECT team_avees('viewer')));

GRANT SELECT, INSERT, UPDATE, DELETE ON canonical_answer_versions TO {runtime_role};
