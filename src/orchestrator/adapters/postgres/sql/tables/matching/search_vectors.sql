-- What the router may quote, as vectors: the pattern and phrasings of each active answer, and each passage. The rows
-- are narrow, so a page holds many; an avee's rows of one kind and layer_rank (one part) are next to each other in the
-- primary key.
CREATE TABLE search_vectors (
    avee_id uuid NOT NULL REFERENCES avees ON DELETE CASCADE,
    kind text NOT NULL CHECK (kind IN ('answer', 'passage')),
    -- The layer as a number, see layer_rank().
    layer_rank smallint NOT NULL,
    -- The id of the answer, the phrasing or the passage.
    id uuid NOT NULL,
    -- The answer, or the document.
    part_of uuid NOT NULL,
    -- Stored in the row itself, whatever its width.
    embedding halfvec({width}) STORAGE MAIN NOT NULL
)
-- Until a vacuum has seen a row, an index-only scan looks it up in the table. So a vacuum starts after 100 new rows and
-- 2 %, instead of 1000 and 20 %.
WITH (autovacuum_vacuum_insert_threshold = 100, autovacuum_vacuum_insert_scale_factor = 0.02);
-- key_search_vectors() creates the primary key (avee_id, kind, layer_rank, id); which columns it includes depends on
-- the width.
SELECT key_search_vectors({width});

ALTER TABLE search_vectors ENABLE ROW LEVEL SECURITY;
ALTER TABLE search_vectors FORCE ROW LEVEL SECURITY;
CREATE POLICY schema_owner ON search_vectors TO CURRENT_USER USING (true) WITH CHECK (true);
CREATE POLICY team_reads ON search_vectors FOR SELECT USING (avee_id IN (SELECT team_avees('viewer')));
CREATE POLICY asker ON search_vectors FOR SELECT USING (avee_id = (SELECT current_avee()) AND layer_rank <= (SELECT layer_rank(visible_layer())));

-- Written by triggers alone.
GRANT SELECT ON search_vectors TO {runtime_role};
