-- Pairs of an avee's answers that answer one question with different texts, and what the creator said to each pair.
CREATE TABLE answer_conflicts (
    avee_id uuid NOT NULL,
    id uuid NOT NULL,
    -- The two answers, in the order of their ids.
    first_id uuid NOT NULL,
    second_id uuid NOT NULL,
    -- Whether both have a phrasing with the same words; else they are perhaps the same question.
    is_certain boolean NOT NULL,
    -- Probability that both ask the same; 1 where it is certain.
    likeness double precision NOT NULL CHECK (likeness BETWEEN 0 AND 1),
    -- The phrasings with the same words; an answer's own id stands for its question pattern.
    first_wordings uuid[] NOT NULL DEFAULT '{}',
    second_wordings uuid[] NOT NULL DEFAULT '{}',
    -- When the creator said that they answer different questions; NULL until then.
    settled_at timestamptz,
    version integer NOT NULL DEFAULT 1,
    created_at timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (avee_id, id),
    FOREIGN KEY (avee_id, first_id) REFERENCES canonical_answers ON DELETE CASCADE,
    FOREIGN KEY (avee_id, second_id) REFERENCES canonical_answers ON DELETE CASCADE,
    CHECK (first_id < second_id)
);
CREATE UNIQUE INDEX answer_conflicts_pair ON answer_conflicts (avee_id, first_id, second_id);
CREATE INDEX answer_conflicts_second ON answer_conflicts (avee_id, second_id);

ALTER TABLE answer_conflicts ENABLE ROW LEVEL SECURITY;
ALTER TABLE answer_conflicts FORCE ROW LEVEL SECURITY;
CREATE POLICY schema_owner ON answer_conflicts TO CURRENT_USER USING (true) WITH CHECK (true);
CREATE POLICY team_reads ON answer_conflicts FOR SELECT USING (avee_id IN (SELECT team_avees('viewer')));
CREATE POLICY editors ON answer_conflicts
    USING (avee_id IN (SELECT team_avees('editor')))
    WITH CHECK (avee_id IN (SELECT team_avees('editor')));

GRANT SELECT, INSERT, UPDATE, DELETE ON answer_conflicts TO {runtime_role};
