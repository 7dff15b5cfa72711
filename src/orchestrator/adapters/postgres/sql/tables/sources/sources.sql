-- Where documents come from by themselves: websites, feeds and exports, which are looked at again.
CREATE TABLE sources (
    avee_id uuid NOT NULL REFERENCES avees ON DELETE CASCADE,
    id uuid NOT NULL,
    kind text NOT NULL CHECK (kind IN ('website', 'feed', 'subtitles', 'notion', 'mbox', 'discourse', 'zendesk', 'telegram')),
    -- The address of a website or feed, the name of a file.
    address text NOT NULL CHECK (octet_length(address) BETWEEN 1 AND 2000),
    layer layer NOT NULL DEFAULT 'public',
    -- Hours between two looks; NULL looks only when somebody says so. A file is never looked at by itself.
    every_hours integer CHECK (every_hours BETWEEN 1 AND 168),
    -- Of a website: at most so many pages, and links followed so far from the first page where there is no sitemap.
    max_pages integer NOT NULL DEFAULT 300 CHECK (max_pages BETWEEN 1 AND 5000),
    max_depth integer NOT NULL DEFAULT 2 CHECK (max_depth BETWEEN 0 AND 5),
    -- Of an export: the names or addresses by which the creator writes in it.
    answered_by text[] NOT NULL DEFAULT '{}',
    -- Of a file: what is still to be read; NULL afterwards.
    upload bytea,
    state text NOT NULL DEFAULT 'waiting' CHECK (state IN ('waiting', 'looking', 'ready', 'failed')),
    failure text,
    failure_code text,
    -- How often a look was begun. An item whose `look` is lower is still to be looked at.
    look integer NOT NULL DEFAULT 0,
    -- What the newest look found so far.
    added integer NOT NULL DEFAULT 0,
    changed integer NOT NULL DEFAULT 0,
    retired integer NOT NULL DEFAULT 0,
    proposed integer NOT NULL DEFAULT 0,
    -- Of a feed, for conditional requests.
    etag text,
    last_modified text,
    looked_at timestamptz,
    next_look_at timestamptz,
    version integer NOT NULL DEFAULT 1,
    created_at timestamptz NOT NULL DEFAULT now(),
    updated_at timestamptz NOT NULL DEFAULT now(),
    -- Since when it could not be read; NULL where the newest look could.
    failing_since timestamptz,
    PRIMARY KEY (avee_id, id),
    UNIQUE (avee_id, kind, address)
);
CREATE INDEX sources_due ON sources (next_look_at) WHERE next_look_at IS NOT NULL;

ALTER TABLE sources ENABLE ROW LEVEL SECURITY;
ALTER TABLE sources FORCE ROW LEVEL SECURITY;
CREATE POLICY schema_owner ON sources TO CURRENT_USER USING (true) WITH CHECK (true);
CREATE POLICY team_reads ON sources FOR SELECT USING (avee_id IN (SELECT team_avees('viewer')));
CREATE POLICY editors ON sources
    USING (avee_id IN (SELECT team_avees('editor')))
    WITH CHECK (avee_id IN (SELECT team_avees('editor')));

GRANT SELECT, INSERT, UPDATE, DELETE ON sources TO {runtime_role};
