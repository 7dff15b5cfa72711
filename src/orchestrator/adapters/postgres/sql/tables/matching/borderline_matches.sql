-- Matches just below what is served. A chat model checks them after the reply was sent.
CREATE TABLE borderline_matches (
    avee_id uuid NOT NULL,
    id uuid NOT NULL,
    answer_id uuid NOT NULL,
    answer_version integer NOT NULL,
    conversation_id uuid NOT NULL,
    user_id uuid NOT NULL REFERENCES users ON DELETE CASCADE,
    message_id uuid NOT NULL,
    question text NOT NULL,
    score double precision NOT NULL CHECK (score BETWEEN 0 AND 1),
    verdict text CHECK (verdict IN ('confirmed', 'denied', 'unclear', 'left')),
    model text,
    judged_at timestamptz,
    created_at timestamptz NOT NULL DEFAULT now(),
    -- Which decision on the message it belongs to.
    part smallint NOT NULL DEFAULT 0 CHECK (part >= 0),
    PRIMARY KEY (avee_id, id),
    FOREIGN KEY (avee_id, answer_id) REFERENCES canonical_answers ON DELETE CASCADE,
    FOREIGN KEY (avee_id, message_id) REFERENCES messages ON DELETE CASCADE,
    CHECK ((verdict IS NULL) = (judged_at IS NULL))
);
CREATE UNIQUE INDEX borderline_matches_message ON borderline_matches (avee_id, message_id, part);
CREATE INDEX borderline_matches_judged_at ON borderline_matches (avee_id, judged_at);
CREATE INDEX borderline_matches_answer ON borderline_matches (avee_id, answer_id);
CREATE INDEX borderline_matches_user_id ON borderline_matches (user_id);

ALTER TABLE borderline_matches ENABLE ROW LEVEL SECURITY;
ALTER TABLE borderline_matches FORCE ROW LEVEL SECURITY;
CREATE POLICY schema_owner ON borderline_matches TO CURRENT_USER USING (true) WITH CHECK (true);
CREATE POLICY team_reads ON borderline_matches FOR SELECT USING (avee_id IN (SELECT team_avees('viewer')));
CREATE POLICY editors_judge ON borderline_matches FOR UPDATE
    USING (avee_id IN (SELECT team_avees('editor')))
    WITH CHECK (avee_id IN (SELECT team_avees('editor')));
-- Inserted without a verdict while the asker's message is routed.
CREATE POLICY asker_asks ON borderline_matches FOR INSERT WITH CHECK (
    user_id = (SELECT current_person()) AND verdict IS NULL
    AND EXISTS (SELECT 1 FROM conversations c WHERE c.avee_id = borderline_matches.avee_id AND c.id = borderline_matches.conversation_id
                AND c.user_id = borderline_matches.user_id));

-- Only the model's verdict on a match changes.
GRANT SELECT, INSERT, UPDATE (verdict, model, judged_at) ON borderline_matches TO {runtime_role};
