-- Creates the primary key of search_vectors for vectors of this width. The key includes the vectors, so the vectors of
-- a part are next to each other: a thousand vectors of one avee among a thousand avees are on a hundred pages of the
-- key, and on a thousand pages of the table. An index row cannot be wider than a third of a page; wider vectors are in
-- the table only.
CREATE OR REPLACE FUNCTION key_search_vectors(p_width integer) RETURNS void LANGUAGE plpgsql SET search_path = pg_catalog, public, pg_temp AS
$$
BEGIN
    ALTER TABLE search_vectors DROP CONSTRAINT IF EXISTS search_vectors_pkey;
    IF p_width <= 1200 THEN
        ALTER TABLE search_vectors ADD PRIMARY KEY (avee_id, kind, layer_rank, id) INCLUDE (part_of, embedding);
    ELSE
        ALTER TABLE search_vectors ADD PRIMARY KEY (avee_id, kind, layer_rank, id);
    END IF;
END
$$;
