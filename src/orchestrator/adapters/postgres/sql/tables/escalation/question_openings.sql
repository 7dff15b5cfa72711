-- Who of the team has a question open just now: noted again and again while they have, and worth nothing a minute later.
CREATE TABLE question_openings (
    avee_id uuid NOT NULL,
    escalation_id uuid NOT NULL,
    user_id uuid NOT NULL REFERENCES users ON DELETE CASCADE,
    -- Whether they write, or only look.
    is_writing boolean NOT NULL,
    noted_at timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (avee_id, escalation_id, user_id),
    FOREIGN KEY (avee_id, escalation_id) REFERENCES escalation_queue ON DELETE CASCADE
);
CREATE INDEX question_openings_user_id ON question_openings (user_id);

ALTER TABLE question_openings ENABLE ROW LEVEL SECURITY;
ALTER TABLE question_openings FORCE ROW LEVEL SECURITY;
CREATE POLICY schema_owner ON question_openings TO CURRENT_USER USING (true) WITH CHECK (true);
CREATE POLICY team_reads ON question_openings FOR SELECT USING (avee_id IN (SELECT team_avees('viewer')));
CREATE POLICY myself ON question_openings
    USING (user_id = (SELECT current_person()) AND avee_id IN (SELECT team_avees('viewer')))
    WITH CHECK (user_id = (SELECT current_person()) AND avee_id IN (SELECT team_avees('viewer')));

GRANT SELECT, INSERT, UPDATE, DELETE ON question_openings TO {runtime_role};
