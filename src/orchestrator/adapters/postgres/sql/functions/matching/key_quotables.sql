-- Makes the primary key of quotables for vectors of this width. The key includes the vectors, so a shelf's vectors stand side by side
-- in it: a thousand of one avee among a thousand other avees are a hundred pages there and a thousand pages in the table. A key cannot
-- hold a row wider than a third of a page; wider vectors stay in the table only.
CREATE OR REPLACE FUNCTION key_quotables(p_width integer) RETURNS void LANGUAGE plpgsql SET search_path = pg_catalog, public, pg_temp AS
$$
BEGIN
    ALTER TABLE quotables DROP CONSTRAINT IF EXISTS quotables_pkey;
    IF p_width <= 1200 THEN
        ALTER TABLE quotables ADD PRIMARY KEY (avee_id, kind, depth, id) INCLUDE (part_of, embedding);
    ELSE
        ALTER TABLE quotables ADD PRIMARY KEY (avee_id, kind, depth, id);
    END IF;
END
$$;
