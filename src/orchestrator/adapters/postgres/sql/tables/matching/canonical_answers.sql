-- The reusable answers, under the creator's question patterns.
CREATE TABLE canonical_answers (
    avee_id uuid NOT NULL REFERENCES avees ON DELETE CASCADE,
    id uuid NOT NULL,
    escalation_id uuid,
    question_pattern text NOT NULL,
    answer_content text NOT NULL,
    layer layer NOT NULL DEFAULT 'public',
    state text NOT NULL DEFAULT 'active' CHECK (state IN ('active', 'retired')),
    version integer NOT NULL DEFAULT 1,
    times_reused bigint NOT NULL DEFAULT 0,
    content_hash bytea NOT NULL,
    expires_at timestamptz,
    embedding halfvec({width}) NOT NULL,
    created_at timestamptz NOT NULL DEFAULT now(),
    updated_at timestamptz NOT NULL DEFAULT now(),
    -- Verdicts of the creator (on cards) and of askers on this version. They change the score of a match with this
    -- answer.
    times_right integer NOT NULL DEFAULT 0,
    times_wrong integer NOT NULL DEFAULT 0,
    -- Whether the creator worded the question; else it is in an asker's words, which other askers never see.
    is_own_wording boolean NOT NULL DEFAULT true,
    -- The layer (see layer_rank) from which on askers see another answer whose question has the same words as this pattern:
    -- one that the creator has not settled, and one that they called an answer to another question. Kept by
    -- mark_shared_wordings(), so that a search need not look for it.
    disputed_from smallint,
    shared_from smallint,
    -- Who asked the question that it answers; NULL where nobody did, and once none of its versions has their words.
    asked_by uuid REFERENCES users ON DELETE SET NULL,
    -- The passage that the text is quoted from, as it was called then; all NULL where the text was written. Without foreign
    -- keys, so that the team sees on what an answer rested when the document is gone. See keep_quoted_layer().
    passage_id uuid,
    document_id uuid,
    document_title text,
    passage_heading text,
    -- Whether it is on the agent's public page, which anybody may read. Never by itself: an editor publishes it.
    published boolean NOT NULL DEFAULT false,
    -- When it was published last, and the last part of its address, which it keeps.
    published_at timestamptz,
    slug text CHECK (length(slug) BETWEEN 1 AND 100),
    PRIMARY KEY (avee_id, id),
    -- When an asker deletes their account, their question is deleted and the answer stays.
    FOREIGN KEY (avee_id, escalation_id) REFERENCES escalation_queue ON DELETE SET NULL (escalation_id),
    CHECK (num_nonnulls(passage_id, document_id, document_title, passage_heading) IN (0, 4)),
    -- Nothing private, nothing retired, and no asker's words.
    CONSTRAINT canonical_answers_published CHECK (NOT published
        OR layer = 'public' AND state = 'active' AND is_own_wording AND slug IS NOT NULL AND published_at IS NOT NULL)
)
-- Half of each page stays free, so that counting a reuse updates the row within its page and changes no index.
WITH (fillfactor = 50);
CREATE UNIQUE INDEX canonical_answers_content_hash ON canonical_answers (avee_id, content_hash) WHERE state = 'active';
CREATE INDEX canonical_answers_escalation ON canonical_answers (avee_id, escalation_id);
CREATE INDEX canonical_answers_asked_by ON canonical_answers (asked_by);
CREATE UNIQUE INDEX canonical_answers_slug ON canonical_answers (avee_id, slug) WHERE slug IS NOT NULL;
CREATE INDEX canonical_answers_by_publication ON canonical_answers (avee_id, published_at DESC, slug) WHERE published;
CREATE INDEX canonical_answers_in_sitemap ON canonical_answers (avee_id, slug) WHERE published;
CREATE INDEX canonical_answers_quoted ON canonical_answers (avee_id, document_id, passage_id) WHERE document_id IS NOT NULL;

ALTER TABLE canonical_answers ENABLE ROW LEVEL SECURITY;
ALTER TABLE canonical_answers FORCE ROW LEVEL SECURITY;
CREATE POLICY schema_owner ON canonical_answers TO CURRENT_USER USING (true) WITH CHECK (true);
CREATE POLICY team_reads ON canonical_answers FOR SELECT USING (avee_id IN (SELECT team_avees('viewer')));
CREATE POLICY editors ON canonical_answers
    USING (avee_id IN (SELECT team_avees('editor')))
    WITH CHECK (avee_id IN (SELECT team_avees('editor')));
-- Whoever answers teaches an answer, changes none, and publishes none.
CREATE POLICY answerers_teach ON canonical_answers FOR INSERT WITH CHECK (avee_id IN (SELECT answering_avees()) AND NOT published);
CREATE POLICY asker ON canonical_answers FOR SELECT
    USING (avee_id = (SELECT current_avee()) AND state = 'active' AND layer <= (SELECT visible_layer()));

GRANT SELECT, INSERT, UPDATE, DELETE ON canonical_answers TO {runtime_role};
