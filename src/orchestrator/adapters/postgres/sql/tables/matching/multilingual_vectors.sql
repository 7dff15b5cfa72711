-- Questions of answers as vectors of the second embedding model, which reads many languages: the pattern and phrasings of
-- each active answer. Triggers add the rows without a vector, and a job embeds them. The model and its width are the
-- program's own (universal-sentence-encoder-multilingual 3) and do not depend on embedding_model.
CREATE TABLE multilingual_vectors (
    avee_id uuid NOT NULL REFERENCES avees ON DELETE CASCADE,
    -- The layer as a number, see layer_rank().
    layer_rank smallint NOT NULL,
    -- The id of the answer or the phrasing.
    id uuid NOT NULL,
    -- The answer.
    part_of uuid NOT NULL,
    -- ISO 639-1 code of the question's language; '' where it cannot be told, NULL until it is embedded.
    language text,
    -- NULL until it is embedded. Stored in the row itself.
    embedding halfvec(512) STORAGE MAIN,
    -- By the larger English model (all-mpnet-base-v2); NULL where it is not installed, and until it is embedded.
    large halfvec(768) STORAGE EXTERNAL,
    PRIMARY KEY (avee_id, layer_rank, id),
    CHECK ((language IS NULL) = (embedding IS NULL))
);
CREATE INDEX multilingual_vectors_missing ON multilingual_vectors (avee_id, id) WHERE embedding IS NULL;
CREATE INDEX multilingual_vectors_not_large ON multilingual_vectors (avee_id, id) WHERE large IS NULL;
-- All phrasings of an answer.
CREATE INDEX multilingual_vectors_part ON multilingual_vectors (avee_id, part_of);
-- Whether an agent has answers to questions in another language than English.
CREATE INDEX multilingual_vectors_other ON multilingual_vectors (avee_id) WHERE id = part_of AND language NOT IN ('en', '');

ALTER TABLE multilingual_vectors ENABLE ROW LEVEL SECURITY;
ALTER TABLE multilingual_vectors FORCE ROW LEVEL SECURITY;
CREATE POLICY schema_owner ON multilingual_vectors TO CURRENT_USER USING (true) WITH CHECK (true);
CREATE POLICY team_reads ON multilingual_vectors FOR SELECT USING (avee_id IN (SELECT team_avees('viewer')));
CREATE POLICY editors_embed ON multilingual_vectors FOR UPDATE
    USING (avee_id IN (SELECT team_avees('editor')))
    WITH CHECK (avee_id IN (SELECT team_avees('editor')));
CREATE POLICY asker ON multilingual_vectors FOR SELECT
    USING (avee_id = (SELECT current_avee()) AND layer_rank <= (SELECT layer_rank(visible_layer())));

-- Rows are added and deleted by triggers alone; the creator's job fills them.
GRANT SELECT, UPDATE ON multilingual_vectors TO {runtime_role};
