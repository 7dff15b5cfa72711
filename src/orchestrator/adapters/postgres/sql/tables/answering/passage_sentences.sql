-- The sentences of passages with their vectors: a question is compared with each sentence of a passage that was found.
CREATE TABLE passage_sentences (
    avee_id uuid NOT NULL,
    passage_id uuid NOT NULL,
    position integer NOT NULL,
    -- The passage's layer; see keep_sentence_layers().
    layer layer NOT NULL,
    -- As domain/answering/sentences.py reads it: without marks, of a table a row with the names of its columns.
    content text NOT NULL,
    -- Stored in the row itself, whatever its width.
    embedding halfvec({width}) STORAGE MAIN NOT NULL,
    PRIMARY KEY (avee_id, passage_id, position),
    FOREIGN KEY (avee_id, passage_id) REFERENCES passages ON DELETE CASCADE
);

ALTER TABLE passage_sentences ENABLE ROW LEVEL SECURITY;
ALTER TABLE passage_sentences FORCE ROW LEVEL SECURITY;
CREATE POLICY schema_owner ON passage_sentences TO CURRENT_USER USING (true) WITH CHECK (true);
CREATE POLICY team_reads ON passage_sentences FOR SELECT USING (avee_id IN (SELECT team_avees('viewer')));
CREATE POLICY editors ON passage_sentences
    USING (avee_id IN (SELECT team_avees('editor')))
    WITH CHECK (avee_id IN (SELECT team_avees('editor')));
CREATE POLICY asker ON passage_sentences FOR SELECT
    USING (avee_id = (SELECT current_avee()) AND layer <= (SELECT visible_layer()));

GRANT SELECT, INSERT, UPDATE, DELETE ON passage_sentences TO {runtime_role};
