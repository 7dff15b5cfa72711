-- The pages, posts and files of a source, with what was seen of each.
CREATE TABLE source_items (
    avee_id uuid NOT NULL,
    id uuid NOT NULL,
    source_id uuid NOT NULL,
    -- The address of a page, the id of a post, the path of a file.
    key text NOT NULL CHECK (octet_length(key) BETWEEN 1 AND 2000),
    title text NOT NULL DEFAULT '',
    -- Links from the first page of a website to this one.
    depth integer NOT NULL DEFAULT 0,
    -- The look of the source by which it was looked at last.
    look integer NOT NULL DEFAULT 0,
    state text NOT NULL DEFAULT 'waiting' CHECK (state IN ('waiting', 'read', 'failed', 'gone')),
    failure text,
    -- Of its text, so that a look that finds the same does nothing.
    content_hash bytea,
    -- The newest document made of it; NULL where there is none or it was deleted.
    document_id uuid,
    etag text,
    last_modified text,
    -- Looks in a row that found it gone.
    times_gone integer NOT NULL DEFAULT 0,
    looked_at timestamptz,
    changed_at timestamptz,
    created_at timestamptz NOT NULL DEFAULT now(),
    updated_at timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (avee_id, id),
    UNIQUE (avee_id, source_id, key),
    FOREIGN KEY (avee_id, source_id) REFERENCES sources ON DELETE CASCADE,
    FOREIGN KEY (avee_id, document_id) REFERENCES documents ON DELETE SET NULL (document_id)
);
CREATE INDEX source_items_looked ON source_items (avee_id, source_id, look, id);
CREATE INDEX source_items_document ON source_items (avee_id, document_id);

ALTER TABLE source_items ENABLE ROW LEVEL SECURITY;
ALTER TABLE source_items FORCE ROW LEVEL SECURITY;
CREATE POLICY schema_owner ON source_items TO CURRENT_USER USING (true) WITH CHECK (true);
CREATE POLICY team_reads ON source_items FOR SELECT USING (avee_id IN (SELECT team_avees('viewer')));
CREATE POLICY editors ON source_items
    USING (avee_id IN (SELECT team_avees('editor')))
    WITH CHECK (avee_id IN (SELECT team_avees('editor')));

GRANT SELECT, INSERT, UPDATE, DELETE ON source_items TO {runtime_role};
