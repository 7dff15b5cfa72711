"""Websites, feeds and exports that documents come from, what was seen of each, and the answers that they propose."""

from alembic import op

revision = "0037_sources"
down_revision = "0036_webhook_events"

DELTA = """
CREATE TABLE sources (
    avee_id uuid NOT NULL REFERENCES avees ON DELETE CASCADE,
    id uuid NOT NULL,
    kind text NOT NULL CHECK (kind IN ('website', 'feed', 'subtitles', 'notion', 'mbox', 'discourse', 'zendesk', 'telegram')),
    address text NOT NULL CHECK (octet_length(address) BETWEEN 1 AND 2000),
    layer layer NOT NULL DEFAULT 'public',
    every_hours integer CHECK (every_hours BETWEEN 1 AND 168),
    max_pages integer NOT NULL DEFAULT 300 CHECK (max_pages BETWEEN 1 AND 5000),
    max_depth integer NOT NULL DEFAULT 2 CHECK (max_depth BETWEEN 0 AND 5),
    answered_by text[] NOT NULL DEFAULT '{}',
    upload bytea,
    state text NOT NULL DEFAULT 'waiting' CHECK (state IN ('waiting', 'looking', 'ready', 'failed')),
    failure text,
    failure_code text,
    look integer NOT NULL DEFAULT 0,
    added integer NOT NULL DEFAULT 0,
    changed integer NOT NULL DEFAULT 0,
    retired integer NOT NULL DEFAULT 0,
    proposed integer NOT NULL DEFAULT 0,
    etag text,
    last_modified text,
    looked_at timestamptz,
    next_look_at timestamptz,
    version integer NOT NULL DEFAULT 1,
    created_at timestamptz NOT NULL DEFAULT now(),
    updated_at timestamptz NOT NULL DEFAULT now(),
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
CREATE TABLE source_items (
    avee_id uuid NOT NULL,
    id uuid NOT NULL,
    source_id uuid NOT NULL,
    key text NOT NULL CHECK (octet_length(key) BETWEEN 1 AND 2000),
    title text NOT NULL DEFAULT '',
    depth integer NOT NULL DEFAULT 0,
    look integer NOT NULL DEFAULT 0,
    state text NOT NULL DEFAULT 'waiting' CHECK (state IN ('waiting', 'read', 'failed', 'gone')),
    failure text,
    content_hash bytea,
    document_id uuid,
    etag text,
    last_modified text,
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
CREATE TABLE proposed_answers (
    avee_id uuid NOT NULL,
    id uuid NOT NULL,
    source_id uuid NOT NULL,
    key text NOT NULL CHECK (octet_length(key) BETWEEN 1 AND 2000),
    question_pattern text NOT NULL,
    answer_content text NOT NULL,
    layer layer NOT NULL DEFAULT 'public',
    content_hash bytea NOT NULL,
    left_out integer NOT NULL DEFAULT 0,
    state text NOT NULL DEFAULT 'proposed' CHECK (state IN ('proposed', 'accepted', 'dismissed')),
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
"""


def upgrade() -> None:
    op.execute(DELTA)
