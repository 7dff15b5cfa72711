-- The question of each routed message as a vector, to find the past messages that an answer would have served. A narrow
-- table, so that all of one avee's rows within a time window can be compared without a vector index.
CREATE TABLE asked_questions (
    avee_id uuid NOT NULL,
    -- The decision's id.
    id uuid NOT NULL,
    conversation_id uuid NOT NULL,
    user_id uuid NOT NULL REFERENCES users ON DELETE CASCADE,
    embedding halfvec({width}) NOT NULL,
    created_at timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (avee_id, id),
    FOREIGN KEY (avee_id, id) REFERENCES orchestrator_decisions ON DELETE CASCADE,
    FOREIGN KEY (avee_id, conversation_id) REFERENCES conversations ON DELETE CASCADE
);
CREATE INDEX asked_questions_conversation ON asked_questions (avee_id, conversation_id);
CREATE INDEX asked_questions_user_id ON asked_questions (user_id);

ALTER TABLE asked_questions ENABLE ROW LEVEL SECURITY;
ALTER TABLE asked_questions FORCE ROW LEVEL SECURITY;
CREATE POLICY schema_owner ON asked_questions TO CURRENT_USER USING (true) WITH CHECK (true);
CREATE POLICY team_reads ON asked_questions FOR SELECT USING (avee_id IN (SELECT team_avees('viewer')));
CREATE POLICY asker_writes ON asked_questions FOR INSERT WITH CHECK (
    user_id = (SELECT current_person())
    AND EXISTS (SELECT 1 FROM conversations c WHERE c.avee_id = asked_questions.avee_id
                AND c.id = asked_questions.conversation_id AND c.user_id = asked_questions.user_id));

-- Rows are added and read, never changed or deleted.
GRANT SELECT, INSERT ON asked_questions TO {runtime_role};
