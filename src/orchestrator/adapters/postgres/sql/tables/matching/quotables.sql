-- What the router may quote, as vectors: the pattern and aliases of each active answer, and each passage. The rows are narrow, so a
-- page holds many; an avee's rows of one kind and depth (a shelf) stand together in the primary key.
CREATE TABLE quotables (
    avee_id uuid NOT NULL REFERENCES avees ON DELETE CASCADE,
    kind text NOT NULL CHECK (kind IN ('answer', 'passage')),
    -- The layer as a number, see depth().
    depth smallint NOT NULL,
    -- The id of the answer, the alias or the passage.
    id uuid NOT NULL,
    -- The answer, or the document.
    part_of uuid NOT NULL,
    -- In the row itself, whatever its width.
    embedding halfvec({width}) STORAGE MAIN NOT NULL
)
-- Rows that no vacuum has seen are looked up in the table one by one: a vacuum starts after 100 new rows and 2 %, not 1000 and 20 %.
WITH (autovacuum_vacuum_insert_threshold = 100, autovacuum_vacuum_insert_scale_factor = 0.02);
-- The primary key, (avee_id, kind, depth, id): what it includes depends on the width.
SELECT key_quotables({width});

ALTER TABLE quotables ENABLE ROW LEVEL SECURITY;
ALTER TABLE quotables FORCE ROW LEVEL SECURITY;
CREATE POLICY schema_owner ON quotables TO CURRENT_USER USING (true) WITH CHECK (true);
CREATE POLICY creator ON quotables FOR SELECT USING (avee_id IN (SELECT owned_avees()));
CREATE POLICY asker ON quotables FOR SELECT USING (avee_id = (SELECT current_avee()) AND depth <= (SELECT depth(reach())));

-- Written by triggers alone.
GRANT SELECT ON quotables TO {runtime_role};
