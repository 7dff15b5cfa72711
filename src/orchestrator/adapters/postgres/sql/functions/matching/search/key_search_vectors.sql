-- Makes the primary key of search_vectors for vectors of this width. The key includes the vectors, so a part's vectors stand side by side
-- in it: a thousand of one avee among a thousand other avees are a hundred pages there and a thousand pages in the table. A key cannot
-- hold a row wider than a third of a page; wider vectors stay in the table only.
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
