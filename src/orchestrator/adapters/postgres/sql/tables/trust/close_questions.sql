-- Stored questions that an asker was asked about ("Do you mean ...?") and what they said to it. Nobody is asked about an
-- answer twice in the same words.
CREATE TABLE close_questions (
    avee_id uuid NOT NULL,
    id uuid NOT NULL,
    user_id uuid NOT NULL REFERENCES users ON DELETE CASCADE,
    conversation_id uuid NOT NULL,
    message_id uuid NOT NULL,
    answer_id uuid NOT NULL,
    answer_version integer NOT NULL,
    -- SHA-256 of the question's folded words.
    wording text NOT NULL CHECK (length(wording) = 64),
    -- NULL until the asker has said whether this answer is meant; an asker may never say it.
    verdict text CHECK (verdict IN ('yes', 'no')),
    judged_at timestamptz,
    created_at timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (avee_id, id),
    FOREIGN KEY (avee_id, message_id) REFERENCES messages ON DELETE CASCADE,
    FOREIGN KEY (avee_id, answer_id) REFERENCES canonical_answers ON DELETE CASCADE,
    CHECK ((verdict IS NULL) = (judged_at IS NULL))
);
CREATE UNIQUE INDEX close_questions_asked ON close_questions (avee_id, user_id, wording, answer_id);
CREATE INDEX close_questions_conversation ON close_questions (avee_id, conversation_id, id);
CREATE INDEX close_questions_message ON close_questions (avee_id, message_id);
CREATE INDEX close_questions_answer ON close_questions (avee_id, answer_id);
CREATE INDEX close_questions_created_at ON close_questions (avee_id, created_at) INCLUDE (message_id, answer_id, verdict, user_id);
CREATE INDEX close_questions_user_id ON close_questions (user_id);

ALTER TABLE close_questions ENABLE ROW LEVEL SECURITY;
ALTER TABLE close_questions FORCE ROW LEVEL SECURITY;
CREATE POLICY schema_owner ON close_questions TO CURRENT_USER USING (true) WITH CHECK (true);
CREATE POLICY asker_reads ON close_questions FOR SELECT USING (user_id = (SELECT current_person()));
CREATE POLICY team_reads ON close_questions FOR SELECT USING (avee_id IN (SELECT team_avees('viewer')));
-- Inserted without a verdict while the asker's message is routed.
CREATE POLICY asker_is_asked ON close_questions FOR INSERT WITH CHECK (
    user_id = (SELECT current_person()) AND verdict IS NULL
    AND EXISTS (SELECT 1 FROM conversations c WHERE c.avee_id = close_questions.avee_id AND c.id = close_questions.conversation_id
                AND c.user_id = close_questions.user_id));
CREATE POLICY asker_says ON close_questions FOR UPDATE
    USING (user_id = (SELECT current_person())) WITH CHECK (user_id = (SELECT current_person()));

-- Only what the asker says to it changes.
GRANT SELECT, INSERT, UPDATE (verdict, judged_at) ON close_questions TO {runtime_role};
