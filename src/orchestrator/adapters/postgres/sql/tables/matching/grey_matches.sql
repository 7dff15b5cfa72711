-- Matches just below what is served, for a chat model to judge beside the conversation.
CREATE TABLE grey_matches (
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
    PRIMARY KEY (avee_id, id),
    FOREIGN KEY (avee_id, answer_id) REFERENCES canonical_answers ON DELETE CASCADE,
    FOREIGN KEY (avee_id, message_id) REFERENCES messages ON DELETE CASCADE,
    CHECK ((verdict IS NULL) = (judged_at IS NULL))
);
CREATE UNIQUE INDEX grey_matches_message ON grey_matches (avee_id, message_id);
CREATE INDEX grey_matches_judged_at ON grey_matches (avee_id, judged_at);
CREATE INDEX grey_matches_answer ON grey_matches (avee_id, answer_id);
CREATE INDEX grey_matches_user_id ON grey_matches (user_id);

ALTER TABLE grey_matches ENABLE ROW LEVEL SECURITY;
ALTER TABLE grey_matches FORCE ROW LEVEL SECURITY;
CREATE POLICY schema_owner ON grey_matches TO CURRENT_USER USING (true) WITH CHECK (true);
CREATE POLICY creator_reads ON grey_matches FOR SELECT USING (avee_id IN (SELECT owned_avees()));
CREATE POLICY creator_judges ON grey_matches FOR UPDATE
    USING (avee_id IN (SELECT owned_avees())) WITH CHECK (avee_id IN (SELECT owned_avees()));
-- Found while the asker's message is routed, without a verdict.
CREATE POLICY asker_asks ON grey_matches FOR INSERT WITH CHECK (
    user_id = (SELECT current_person()) AND verdict IS NULL
    AND EXISTS (SELECT 1 FROM conversations c WHERE c.avee_id = grey_matches.avee_id AND c.id = grey_matches.conversation_id
                AND c.user_id = grey_matches.user_id));

-- Only the model's verdict on a match changes.
GRANT SELECT, INSERT, UPDATE (verdict, model, judged_at) ON grey_matches TO {runtime_role};
