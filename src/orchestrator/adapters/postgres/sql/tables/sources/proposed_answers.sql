-- Old questions with their answers from exports. No search reads this table: an editor makes a canonical answer of one.
CREATE TABLE proposed_answers (
    avee_id uuid NOT NULL,
    id uuid NOT NULL,
    source_id uuid NOT NULL,
    -- Which question of the source it is.
    key text NOT NULL CHECK (octet_length(key) BETWEEN 1 AND 2000),
    question_pattern text NOT NULL,
    answer_content text NOT NULL,
    layer layer NOT NULL DEFAULT 'public',
    -- Of the question and answer as the source has them, so that the same export again changes nothing.
    content_hash bytea NOT NULL,
    -- Pieces of the question that looked like personal data of its asker and were left out.
    left_out integer NOT NULL DEFAULT 0,
    state text NOT NULL DEFAULT 'proposed' CHECK (state IN ('proposed', 'accepted', 'dismissed')),
    -- The canonical answer made of it. Where it is proposed again, the source changed and the answer rests on what it said.
    answer_id uuid,
    created_at timestamptz NOT NULL DEFAULT now(),
    updated_at timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (avee_id, id),
    UNIQUE (avee_id, source_id, key),
    FOREIGN KEY (avee_id, source_id) REFERENCES sources ON DELETE CASCADE,
    FOREIGN KEY (avee_id, answer_id) REFERENCES canonical_answers ON DELETE SET NULL (answer_id)
);
CREATE INDEX proposed_answers_by_state ON proposed_answers (avee_id, state, id);
CREATE INDEX proposed_answers_answer ON proposed_answers (avee_id, answer_id);

ALTER TABLE proposed_answers ENABLE ROW LEVEL SECURITY;
ALTER TABLE proposed_answers FORCE ROW LEVEL SECURITY;
CREATE POLICY schema_owner ON proposed_answers TO CURRENT_USER USING (true) WITH CHECK (true);
CREATE POLICY team_reads ON proposed_answers FOR SELECT USING (avee_id IN (SELECT team_avees('viewer')));
CREATE POLICY editors ON proposed_answers
    USING (avee_id IN (SELECT team_avees('editor')))
    WITH CHECK (avee_id IN (SELECT team_avees('editor')));

GRANT SELECT, INSERT, UPDATE, DELETE ON proposed_answers TO {runtime_role};
