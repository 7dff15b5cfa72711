-- Builds an HNSW index for each part with at least p_large rows, at most p_most in one call and the smallest first, and
-- drops the indexes of parts that have shrunk to less than half of that. Returns the number of built indexes. New
-- answers and passages wait while an index is built; readers do not.
CREATE OR REPLACE FUNCTION build_vector_indexes(p_large integer, p_most integer DEFAULT 2147483647) RETURNS integer
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS
$$
DECLARE
    -- Read to the end first: an index cannot be made of a table that the same transaction's query still reads.
    large jsonb := coalesce((SELECT jsonb_agg(to_jsonb(s)) FROM (
        SELECT avee_id, kind, q.layer_rank, count(*) AS vectors, vector_index_name(avee_id, kind, q.layer_rank) AS index FROM search_vectors q
        GROUP BY avee_id, kind, q.layer_rank HAVING count(*) >= p_large / 2) s), '[]');
    part record;
    old text;
    built integer := 0;
BEGIN
    -- One call at a time.
    PERFORM pg_advisory_xact_lock(7305112015);
    FOREACH old IN ARRAY ARRAY(
        SELECT c.relname::text FROM pg_index i JOIN pg_class c ON c.oid = i.indexrelid
        WHERE i.indrelid = 'search_vectors'::regclass AND c.relname LIKE 'vectors\_%'
        AND NOT large @> jsonb_build_array(jsonb_build_object('index', c.relname)))
    LOOP
        EXECUTE format('DROP INDEX %I', old);
    END LOOP;
    FOR part IN
        SELECT s.* FROM jsonb_to_recordset(large) AS s (avee_id uuid, kind text, layer_rank smallint, vectors bigint, index text)
        WHERE s.vectors >= p_large AND to_regclass(s.index) IS NULL
        ORDER BY s.vectors LIMIT p_most
    LOOP
        -- The whole graph in memory while it is built: a vector's bytes, and about as many for its neighbours.
        PERFORM set_config('maintenance_work_mem', least(4096, 64 + part.vectors * (2 * width + 1024) / 1048576)::integer || 'MB', true)
        FROM embedding_model;
        EXECUTE format(
            'CREATE INDEX %I ON search_vectors USING hnsw (embedding halfvec_ip_ops) WITH (m = 16, ef_construction = 100)
             WHERE avee_id = %L AND kind = %L AND layer_rank = %s', part.index, part.avee_id, part.kind, part.layer_rank);
        built := built + 1;
    END LOOP;
    RETURN built;
END
$$;
