-- Passages: the pieces into which documents are cut.
CREATE TABLE passages (
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
CREATE UNIQUE INDEX passages_position ON passages (avee_id, document_id, position);
-- Finds the languages of an avee's documents; see text_search_configs().
CREATE INDEX passages_text_config ON passages (avee_id, text_config);
CREATE INDEX passages_words ON passages USING gin (searchable_words(avee_id, text_search));

ALTER TABLE passages ENABLE ROW LEVEL SECURITY;
ALTER TABLE passages FORCE ROW LEVEL SECURITY;
CREATE POLICY schema_owner ON passages TO CURRENT_USER USING (true) WITH CHECK (true);
CREATE POLICY team_reads ON passages FOR SELECT USING (avee_id IN (SELECT team_avees('viewer')));
CREATE POLICY editors ON passages
    USING (avee_id IN (SELECT team_avees('editor')))
    WITH CHECK (avee_id IN (SELECT team_avees('editor')));
CREATE POLICY asker ON passages FOR SELECT
    USING (avee_id = (SELECT current_avee()) AND layer <= (SELECT visible_layer()));

GRANT SELECT, INSERT, UPDATE, DELETE ON passages TO {runtime_role};
