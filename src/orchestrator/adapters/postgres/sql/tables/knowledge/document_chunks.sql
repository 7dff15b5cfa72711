-- Passages: the pieces a document was cut into.
CREATE TABLE document_chunks (
    avee_id uuid NOT NULL,
    id uuid NOT NULL,
    document_id uuid NOT NULL,
    position integer NOT NULL,
    layer layer NOT NULL,
    heading text NOT NULL DEFAULT '',
    content text NOT NULL,
    text_config regconfig NOT NULL DEFAULT 'english',
    text_search tsvector NOT NULL GENERATED ALWAYS AS
        (setweight(to_tsvector(text_config, heading), 'A') || to_tsvector(text_config, content)) STORED,
    embedding halfvec({width}) NOT NULL,
    PRIMARY KEY (avee_id, id),
    FOREIGN KEY (avee_id, document_id) REFERENCES documents ON DELETE CASCADE
);
CREATE UNIQUE INDEX document_chunks_position ON document_chunks (avee_id, document_id, position);
-- Which languages the avee's documents are in, see spoken_configs().
CREATE INDEX document_chunks_text_config ON document_chunks (avee_id, text_config);
CREATE INDEX document_chunks_words ON document_chunks USING gin (passage_words(avee_id, text_search));

ALTER TABLE document_chunks ENABLE ROW LEVEL SECURITY;
ALTER TABLE document_chunks FORCE ROW LEVEL SECURITY;
CREATE POLICY schema_owner ON document_chunks TO CURRENT_USER USING (true) WITH CHECK (true);
CREATE POLICY creator ON document_chunks
    USING (avee_id IN (SELECT owned_avees())) WITH CHECK (avee_id IN (SELECT owned_avees()));
CREATE POLICY asker ON document_chunks FOR SELECT
    USING (avee_id = (SELECT current_avee()) AND layer <= (SELECT reach()));

GRANT SELECT, INSERT, UPDATE, DELETE ON document_chunks TO {runtime_role};
