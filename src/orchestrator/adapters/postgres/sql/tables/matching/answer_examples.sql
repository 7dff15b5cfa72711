-- Past messages that a creator marked as served by an answer (serves) or as not served by it (an exclusion). A message
-- that is served is also a phrasing with the same id. The messages are chosen, not drawn at random, so they do not
-- count as labels.
CREATE TABLE answer_examples (
    avee_id uuid NOT NULL,
    id uuid NOT NULL,
    answer_id uuid NOT NULL,
    -- The past message, by the decision on it.
    decision_id uuid NOT NULL,
    -- The author of the message; it is deleted with their account.
    user_id uuid NOT NULL REFERENCES users ON DELETE CASCADE,
    question text NOT NULL,
    serves boolean NOT NULL,
    -- The answer's layer and state, as in phrasings.
    layer layer NOT NULL DEFAULT 'intimate',
    state text NOT NULL DEFAULT 'active',
    embedding halfvec({width}) NOT NULL,
    created_at timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (avee_id, id),
    FOREIGN KEY (avee_id, answer_id) REFERENCES canonical_answers ON DELETE CASCADE
);
CREATE UNIQUE INDEX answer_examples_decision ON answer_examples (avee_id, answer_id, decision_id);
CREATE INDEX answer_examples_user_id ON answer_examples (user_id);

ALTER TABLE answer_examples ENABLE ROW LEVEL SECURITY;
ALTER TABLE answer_examples FORCE ROW LEVEL SECURITY;
CREATE POLICY schema_owner ON answer_examples TO CURRENT_USER USING (true) WITH CHECK (true);
CREATE POLICY team_reads ON answer_examples FOR SELECT USING (avee_id IN (SELECT team_avees('viewer')));
CREATE POLICY editors ON answer_examples
    USING (avee_id IN (SELECT team_avees('editor')))
    WITH CHECK (avee_id IN (SELECT team_avees('editor')));
-- Whoever answers adds the wordings that the answer is for.
CREATE POLICY answerers_add ON answer_examples FOR INSERT WITH CHECK (avee_id IN (SELECT team_avees('answerer')));
-- A search compares messages with exclusions only.
CREATE POLICY asker ON answer_examples FOR SELECT
    USING (avee_id = (SELECT current_avee()) AND state = 'active' AND NOT serves AND layer <= (SELECT visible_layer()));

GRANT SELECT, INSERT, UPDATE, DELETE ON answer_examples TO {runtime_role};
