-- Files and texts that creators uploaded.
CREATE TABLE documents (
    avee_id uuid NOT NULL REFERENCES avees ON DELETE CASCADE,
    id uuid NOT NULL,
    layer layer NOT NULL DEFAULT 'public',
    title text NOT NULL,
    source text NOT NULL,
    -- The uploaded file; NULL after it was read into `content`.
    upload bytea,
    content text NOT NULL DEFAULT '',
    content_hash bytea NOT NULL,
    status text NOT NULL DEFAULT 'pending' CHECK (status IN ('pending', 'held', 'ready', 'failed')),
    failure text,
    passage_count integer NOT NULL DEFAULT 0,
    created_at timestamptz NOT NULL DEFAULT now(),
    updated_at timestamptz NOT NULL DEFAULT now(),
    -- What of a ready document could not be read, as scanned pages.
    warning text,
    -- ports.reading.READER_VERSION at the time of reading. Adding the same file again reads it anew if this is lower.
    reader_version integer NOT NULL DEFAULT 1,
    failure_code text,
    -- How often reading it began and did not end.
    tries integer NOT NULL DEFAULT 0,
    -- How often it was being read when the program was told to stop.
    interruptions integer NOT NULL DEFAULT 0,
    -- The creator's choice where another document has its name or title; NULL where there was none to make.
    if_exists text CHECK (if_exists IN ('replace', 'keep_both')),
    -- The earlier version, which is deleted at the moment in which this one is ready.
    replaces uuid,
    -- The document whose title it has and because of which it is held until its creator chooses.
    same_title_as uuid,
    -- Whether the sentences of its passages have vectors.
    has_sentences boolean NOT NULL DEFAULT false,
    PRIMARY KEY (avee_id, id),
    FOREIGN KEY (avee_id, replaces) REFERENCES documents ON DELETE SET NULL (replaces),
    FOREIGN KEY (avee_id, same_title_as) REFERENCES documents ON DELETE SET NULL (same_title_as)
);
CREATE UNIQUE INDEX documents_content_hash ON documents (avee_id, content_hash);
CREATE INDEX documents_replaces ON documents (avee_id, replaces);
CREATE INDEX documents_same_title_as ON documents (avee_id, same_title_as);
CREATE INDEX documents_source ON documents (avee_id, source);
CREATE INDEX documents_title ON documents (avee_id, lower(title)) WHERE status = 'ready';
CREATE INDEX documents_without_sentences ON documents (id) WHERE status = 'ready' AND NOT has_sentences;
CREATE INDEX documents_pending ON documents (updated_at) WHERE status = 'pending';

ALTER TABLE documents ENABLE ROW LEVEL SECURITY;
ALTER TABLE documents FORCE ROW LEVEL SECURITY;
CREATE POLICY schema_owner ON documents TO CURRENT_USER USING (true) WITH CHECK (true);
CREATE POLICY team_reads ON documents FOR SELECT USING (avee_id IN (SELECT team_avees('viewer')));
CREATE POLICY editors ON documents
    USING (avee_id IN (SELECT team_avees('editor')))
    WITH CHECK (avee_id IN (SELECT team_avees('editor')));
CREATE POLICY asker ON documents FOR SELECT
    USING (avee_id = (SELECT current_avee()) AND status = 'ready' AND layer <= (SELECT visible_layer()));

GRANT SELECT, INSERT, UPDATE, DELETE ON documents TO {runtime_role};
