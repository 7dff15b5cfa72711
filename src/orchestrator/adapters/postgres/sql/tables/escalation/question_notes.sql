-- What the team writes to itself about a question; its asker never sees it.
CREATE TABLE question_notes (
    avee_id uuid NOT NULL,
    id uuid NOT NULL,
    escalation_id uuid NOT NULL,
    -- Who wrote it; NULL where that account is gone.
    user_id uuid REFERENCES users ON DELETE SET NULL,
    content text NOT NULL,
    created_at timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (avee_id, id),
    FOREIGN KEY (avee_id, escalation_id) REFERENCES escalation_queue ON DELETE CASCADE
);
CREATE INDEX question_notes_escalation ON question_notes (avee_id, escalation_id, id);
CREATE INDEX question_notes_user_id ON question_notes (user_id);

ALTER TABLE question_notes ENABLE ROW LEVEL SECURITY;
ALTER TABLE question_notes FORCE ROW LEVEL SECURITY;
CREATE POLICY schema_owner ON question_notes TO CURRENT_USER USING (true) WITH CHECK (true);
CREATE POLICY team_reads ON question_notes FOR SELECT USING (avee_id IN (SELECT team_avees('viewer')));
CREATE POLICY answerers_write ON question_notes FOR INSERT WITH CHECK (
    user_id = (SELECT current_person()) AND avee_id IN (SELECT team_avees('answerer')));
CREATE POLICY author_deletes ON question_notes FOR DELETE USING (
    user_id = (SELECT current_person()) AND avee_id IN (SELECT team_avees('answerer')));

GRANT SELECT, INSERT, DELETE ON question_notes TO {runtime_role};
