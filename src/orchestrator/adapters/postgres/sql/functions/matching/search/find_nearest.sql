-- The nearest phrasings or passages that may be quoted to the person of the transaction, best first. It runs with the
-- caller's rights, so row-level security applies. A small part is read completely, by the primary key; a large part by
-- its own HNSW index, which holds only rows of this avee and layer, so no result is filtered out afterwards. The
-- settings leave each query only one plan, whatever the statistics say. hnsw.ef_search grows with the part: 200 up to a
-- hundred thousand rows, 400 at a million (with 200, the search missed 2 % of the nearest of a million), never more
-- than pgvector allows.
CREATE OR REPLACE FUNCTION find_nearest(p_avee uuid, p_kind text, p_embedding halfvec, p_limit integer)
RETURNS TABLE (id uuid, part_of uuid, cosine double precision, embedding halfvec)
LANGUAGE plpgsql STABLE ROWS 24 SET search_path = pg_catalog, public, pg_temp
SET enable_seqscan = off SET enable_bitmapscan = off SET enable_sort = off SET plan_cache_mode = force_generic_plan
SET hnsw.ef_search = 200 AS
$$
DECLARE
    highest_rank smallint := layer_rank(visible_layer());
    parts text[];
    -- Rows of the largest part that has an index; NULL where none has.
    large real;
    own_index regclass;
BEGIN
    FOR rank IN 0 .. coalesce(highest_rank, -1) LOOP
        parts := parts || format(
            '(SELECT q.id, q.part_of, q.embedding FROM search_vectors q WHERE q.avee_id = %L AND q.kind = %L AND q.layer_rank = %s
              ORDER BY q.embedding <#> $1 LIMIT $2)', p_avee, p_kind, rank);
        own_index := to_regclass(vector_index_name(p_avee, p_kind, rank));
        IF own_index IS NOT NULL THEN
            large := greatest(large, (SELECT c.reltuples FROM pg_class c WHERE c.oid = own_index));
        END IF;
    END LOOP;
    IF large IS NULL THEN
        RETURN QUERY
            SELECT q.id, q.part_of, -(q.embedding <#> p_embedding), q.embedding FROM search_vectors q
            WHERE q.avee_id = p_avee AND q.kind = p_kind AND q.layer_rank <= highest_rank
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
