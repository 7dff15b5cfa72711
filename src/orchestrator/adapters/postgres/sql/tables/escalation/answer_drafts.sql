-- The draft of an answer that the team shares: one for each question, saved by version, so that nobody overwrites what they have
-- not read.
CREATE TABLE answer_drafts (
    avee_id uuid NOT NULL,
    escalation_id uuid NOT NULL,
    answer text NOT NULL,
    version integer NOT NULL DEFAULT 1,
    -- Who saved it last; NULL where that account is gone.
    edited_by uuid REFERENCES users ON DELETE SET NULL,
    edited_at timestamptz NOT NULL DEFAULT now(),
    -- Who asks for a signature to exactly this text, and since when.
    proposed_by uuid REFERENCES users ON DELETE SET NULL,
    proposed_at timestamptz,
    PRIMARY KEY (avee_id, escalation_id),
    FOREIGN KEY (avee_id, escalation_id) REFERENCES escalation_queue ON DELETE CASCADE
);
CREATE INDEX answer_drafts_edited_by ON answer_drafts (edited_by);
CREATE INDEX answer_drafts_proposed_by ON answer_drafts (proposed_by) WHERE proposed_by IS NOT NULL;

ALTER TABLE answer_drafts ENABLE ROW LEVEL SECURITY;
ALTER TABLE answer_drafts FORCE ROW LEVEL SECURITY;
CREATE POLICY schema_owner ON answer_drafts TO CURRENT_USER USING (true) WITH CHECK (true);
CREATE POLICY team_reads ON answer_drafts FOR SELECT USING (avee_id IN (SELECT team_avees('viewer')));
CREATE POLICY answerers ON answer_drafts
    USING (avee_id IN (SELECT team_avees('answerer')))
    WITH CHECK (avee_id IN (SELECT team_avees('answerer')) AND edited_by = (SELECT current_person()));

GRANT SELECT, INSERT, UPDATE, DELETE ON answer_drafts TO {runtime_role};
