-- The nearest phrasings or passages that the transaction's person may be quoted, best first. With the caller's rights, so row security
-- holds. A small shelf is read whole, by the primary key; a large one by its own HNSW index, which holds only rows of this avee and
-- layer, so nothing is dropped after it was found. The settings leave each query one plan, whatever the statistics say. The more rows a
-- shelf's index holds, the more of them are weighed: 200 up to a hundred thousand, 400 at a million (with 200, two in a hundred of the
-- nearest of a million were missed), never more than the extension takes.
CREATE OR REPLACE FUNCTION find_nearest(p_avee uuid, p_kind text, p_embedding halfvec, p_limit integer)
RETURNS TABLE (id uuid, part_of uuid, cosine double precision, embedding halfvec)
LANGUAGE plpgsql STABLE ROWS 24 SET search_path = pg_catalog, public, pg_temp
SET enable_seqscan = off SET enable_bitmapscan = off SET enable_sort = off SET plan_cache_mode = force_generic_plan
SET hnsw.ef_search = 200 AS
$$
DECLARE
    deepest smallint := depth(reach());
    parts text[];
    -- Rows of the largest shelf that has an index; NULL where none has.
    large real;
    shelved regclass;
BEGIN
    FOR shelf IN 0 .. coalesce(deepest, -1) LOOP
        parts := parts || format(
            '(SELECT q.id, q.part_of, q.embedding FROM quotables q WHERE q.avee_id = %L AND q.kind = %L AND q.depth = %s
              ORDER BY q.embedding <#> $1 LIMIT $2)', p_avee, p_kind, shelf);
        shelved := to_regclass(shelf_index(p_avee, p_kind, shelf));
        IF shelved IS NOT NULL THEN
            large := greatest(large, (SELECT c.reltuples FROM pg_class c WHERE c.oid = shelved));
        END IF;
    END LOOP;
    IF large IS NULL THEN
        RETURN QUERY
            SELECT q.id, q.part_of, -(q.embedding <#> p_embedding), q.embedding FROM quotables q
            WHERE q.avee_id = p_avee AND q.kind = p_kind AND q.depth <= deepest
            ORDER BY q.embedding <#> p_embedding LIMIT p_limit;
        RETURN;
    END IF;
    IF large > 100000 THEN
        -- For this call: what the function itself sets is put back when it ends.
        PERFORM set_config('hnsw.ef_search', least(1000, round(200 * (log(large) - 4)))::text, true);
    END IF;
    RETURN QUERY EXECUTE
        'SELECT f.id, f.part_of, -(f.embedding <#> $1), f.embedding FROM (' || array_to_string(parts, ' UNION ALL ')
        || ') f ORDER BY f.embedding <#> $1 LIMIT $2' USING p_embedding, p_limit;
END
$$;
