-- Other phrasings that were confirmed to ask the same as an answered question.
CREATE TABLE phrasings (
    avee_id uuid NOT NULL,
    id uuid NOT NULL,
    answer_id uuid NOT NULL,
    -- The author of the question; the phrasing is deleted with their account.
    user_id uuid NOT NULL REFERENCES users ON DELETE CASCADE,
    question text NOT NULL,
    -- How it was confirmed: by a verdict on a card, by one answer to a group of questions, by picking a past message,
    -- by a chat model, or by several askers. One of several askers is off until the creator's card says right; its id is
    -- that of the card.
    origin text NOT NULL CHECK (origin IN ('card', 'group', 'picked', 'model', 'askers')),
    -- The answer's layer and state, kept here so that a search need not join answers that it will not show.
    layer layer NOT NULL DEFAULT 'intimate',
    state text NOT NULL DEFAULT 'active',
    embedding halfvec({width}) NOT NULL,
    created_at timestamptz NOT NULL DEFAULT now(),
    -- As in canonical_answers, about this phrasing.
    disputed_from smallint,
    shared_from smallint,
    PRIMARY KEY (avee_id, id),
    FOREIGN KEY (avee_id, answer_id) REFERENCES canonical_answers ON DELETE CASCADE
);
CREATE INDEX phrasings_answer ON phrasings (avee_id, answer_id);
CREATE INDEX phrasings_user_id ON phrasings (user_id);

ALTER TABLE phrasings ENABLE ROW LEVEL SECURITY;
ALTER TABLE phrasings FORCE ROW LEVEL SECURITY;
CREATE POLICY schema_owner ON phrasings TO CURRENT_USER USING (true) WITH CHECK (true);
CREATE POLICY team_reads ON phrasings FOR SELECT USING (avee_id IN (SELECT team_avees('viewer')));
CREATE POLICY editors ON phrasings
    USING (avee_id IN (SELECT team_avees('editor')))
    WITH CHECK (avee_id IN (SELECT team_avees('editor')));
-- Whoever answers adds the wordings that the answer is for.
CREATE POLICY answerers_add ON phrasings FOR INSERT WITH CHECK (avee_id IN (SELECT team_avees('answerer')));
CREATE POLICY asker ON phrasings FOR SELECT
    USING (avee_id = (SELECT current_avee()) AND state = 'active' AND layer <= (SELECT visible_layer()));

GRANT SELECT, INSERT, UPDATE, DELETE ON phrasings TO {runtime_role};
