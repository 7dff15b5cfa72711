-- The asker's verdict on a reply. It also counts in the trust in reuse.
CREATE TABLE decision_feedback (
    avee_id uuid NOT NULL,
    id uuid NOT NULL,
    decision_id uuid NOT NULL,
    user_id uuid NOT NULL REFERENCES users ON DELETE CASCADE,
    verdict text NOT NULL CHECK (verdict IN ('helpful', 'not_my_question', 'wrong')),
    comment text,
    answer_id uuid,
    answer_version integer,
    created_at timestamptz NOT NULL DEFAULT now(),
    updated_at timestamptz NOT NULL DEFAULT now(),
    -- The source shown as possible help that the verdict is about; NULL where it is about an answer.
    source_id uuid,
    PRIMARY KEY (avee_id, id),
    FOREIGN KEY (avee_id, decision_id) REFERENCES orchestrator_decisions ON DELETE CASCADE
);
CREATE UNIQUE INDEX decision_feedback_decision ON decision_feedback (avee_id, decision_id, user_id);
CREATE INDEX decision_feedback_answer ON decision_feedback (avee_id, answer_id) WHERE answer_id IS NOT NULL;
CREATE INDEX decision_feedback_user_id ON decision_feedback (user_id);
CREATE INDEX decision_feedback_created_at ON decision_feedback (avee_id, created_at) INCLUDE (decision_id, verdict);

ALTER TABLE decision_feedback ENABLE ROW LEVEL SECURITY;
ALTER TABLE decision_feedback FORCE ROW LEVEL SECURITY;
CREATE POLICY schema_owner ON decision_feedback TO CURRENT_USER USING (true) WITH CHECK (true);
CREATE POLICY asker ON decision_feedback USING (user_id = (SELECT current_person())) WITH CHECK (
    user_id = (SELECT current_person())
    AND EXISTS (SELECT 1 FROM orchestrator_decisions d WHERE d.avee_id = decision_feedback.avee_id
                AND d.id = decision_feedback.decision_id AND d.user_id = decision_feedback.user_id));
CREATE POLICY team_reads ON decision_feedback FOR SELECT USING (avee_id IN (SELECT team_avees('viewer')));

GRANT SELECT, INSERT, UPDATE, DELETE ON decision_feedback TO {runtime_role};
