-- Cards ask the creator whether a stored answer, or an answer from documents, is right for a message.
CREATE TABLE trust_cards (
    avee_id uuid NOT NULL,
    id uuid NOT NULL,
    -- An audit asks about an answer that was served; a suggestion about one that was not. Chance draws both. One that was
    -- confirmed by an asker ("Do you mean ...?") is not drawn, so it is no evidence.
    kind text NOT NULL CHECK (kind IN ('audit', 'suggestion', 'confirmed')),
    answer_id uuid,
    answer_version integer,
    conversation_id uuid NOT NULL,
    user_id uuid NOT NULL REFERENCES users ON DELETE CASCADE,
    message_id uuid NOT NULL,
    question text NOT NULL,
    score double precision NOT NULL CHECK (score BETWEEN 0 AND 1),
    -- Every match that scored at least this had the same chance of a card.
    floor double precision NOT NULL CHECK (floor BETWEEN 0 AND 1),
    -- The scorer of the score. Labels of another scorer do not count as evidence.
    scorer text NOT NULL,
    verdict text CHECK (verdict IN ('right', 'wrong', 'unsure')),
    judged_at timestamptz,
    created_at timestamptz NOT NULL DEFAULT now(),
    subject text NOT NULL DEFAULT 'reuse' CHECK (subject IN ('reuse', 'documents')),
    -- The answer from documents, stored here because the creator may not read the thread.
    reply text,
    sources jsonb NOT NULL DEFAULT '[]',
    -- Which decision on the message it belongs to.
    part smallint NOT NULL DEFAULT 0 CHECK (part >= 0),
    PRIMARY KEY (avee_id, id),
    FOREIGN KEY (avee_id, answer_id) REFERENCES canonical_answers ON DELETE CASCADE,
    FOREIGN KEY (avee_id, message_id) REFERENCES messages ON DELETE CASCADE,
    CHECK ((verdict IS NULL) = (judged_at IS NULL)),
    CHECK ((subject = 'reuse') = (answer_id IS NOT NULL AND answer_version IS NOT NULL)),
    CHECK ((subject = 'documents') = (reply IS NOT NULL))
);
CREATE INDEX trust_cards_created_at ON trust_cards (avee_id, created_at);
CREATE INDEX trust_cards_waiting ON trust_cards (avee_id, id) WHERE verdict IS NULL;
CREATE INDEX trust_cards_answer ON trust_cards (avee_id, answer_id);
CREATE INDEX trust_cards_user_id ON trust_cards (user_id);
CREATE UNIQUE INDEX trust_cards_message ON trust_cards (avee_id, message_id, part, subject);

ALTER TABLE trust_cards ENABLE ROW LEVEL SECURITY;
ALTER TABLE trust_cards FORCE ROW LEVEL SECURITY;
CREATE POLICY schema_owner ON trust_cards TO CURRENT_USER USING (true) WITH CHECK (true);
CREATE POLICY team_reads ON trust_cards FOR SELECT USING (avee_id IN (SELECT team_avees('viewer')));
CREATE POLICY editors_judge ON trust_cards FOR UPDATE
    USING (avee_id IN (SELECT team_avees('editor')))
    WITH CHECK (avee_id IN (SELECT team_avees('editor')));
-- Inserted without a verdict while the asker's message is routed.
CREATE POLICY asker_draws ON trust_cards FOR INSERT WITH CHECK (
    user_id = (SELECT current_person()) AND verdict IS NULL
    AND EXISTS (SELECT 1 FROM conversations c WHERE c.avee_id = trust_cards.avee_id AND c.id = trust_cards.conversation_id
                AND c.user_id = trust_cards.user_id));

-- Only the creator's verdict on a card changes.
GRANT SELECT, INSERT, UPDATE (verdict, judged_at) ON trust_cards TO {runtime_role};
