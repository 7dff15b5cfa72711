-- Computes the avee's banks again. The rows are locked first, so that two answers that are added at once are both
-- counted.
CREATE OR REPLACE FUNCTION refresh_banks(p_avee uuid) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp
SET enable_seqscan = off SET enable_bitmapscan = off SET plan_cache_mode = force_generic_plan AS
$$
BEGIN
    PERFORM FROM banks WHERE avee_id = p_avee ORDER BY layer_rank FOR UPDATE;
    UPDATE banks b SET (answers, centre, last_layer_rank, last_id) = (
        SELECT count(*), avg(s.embedding)::halfvec, (array_agg(s.layer_rank ORDER BY s.layer_rank DESC, s.id DESC))[1],
            (array_agg(s.id ORDER BY s.layer_rank DESC, s.id DESC))[1]
        FROM (SELECT q.layer_rank, q.id, q.embedding FROM search_vectors q
              WHERE q.avee_id = p_avee AND q.kind = 'answer' AND q.layer_rank <= b.layer_rank AND q.id = q.part_of
              ORDER BY q.layer_rank, q.id LIMIT 200) s)
    WHERE b.avee_id = p_avee;
END
$$;
