-- Passages that share words with the message, best first, ids only. SECURITY DEFINER, because row-level security
-- prevents the use of the index of words: matching a word is not leakproof. It reads only the avee that the transaction
-- names, up to the layer that may be quoted. Served by passages_words, where the avee is one of the words, so other
-- avees' passages are skipped, not read and dropped. The avee is compared with IS NOT DISTINCT FROM, so that the plan
-- does not also use an index over all its rows.
CREATE OR REPLACE FUNCTION find_passages_by_words(p_words tsquery, p_limit integer) RETURNS TABLE (id uuid, text_rank real)
LANGUAGE plpgsql STABLE ROWS 4 SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp SET enable_seqscan = off
SET plan_cache_mode = force_generic_plan AS
$$
BEGIN
    IF numnode(p_words) = 0 THEN
        RETURN;
    END IF;
    -- 64 words and the 63 operators between them, as searched_words() gives them.
    IF numnode(p_words) > 127 THEN
        RAISE 'A search by words takes at most 64 words.' USING ERRCODE = 'program_limit_exceeded';
    END IF;
    RETURN QUERY
        SELECT c.id, ts_rank_cd(c.text_search, p_words, 1) FROM passages c
        WHERE searchable_words(c.avee_id, c.text_search) @@ (quote_literal(current_avee()::text)::tsquery && p_words)
        AND c.avee_id IS NOT DISTINCT FROM current_avee() AND c.layer <= visible_layer()
        ORDER BY 2 DESC, 1 LIMIT p_limit;
END
$$;
