-- Passages that share words with the message, best first, ids only. SECURITY DEFINER, as row security keeps the index of words from
-- being used: matching a word is not leakproof. It looks only at the avee that the transaction names, no deeper than its reach. Served
-- by document_chunks_words, where the avee is one of the words, so other avees' passages are skipped, not read and dropped. The avee is
-- compared with IS NOT DISTINCT FROM so that no index of all its rows is read beside that one.
CREATE OR REPLACE FUNCTION find_worded(p_words tsquery, p_limit integer) RETURNS TABLE (id uuid, text_rank real)
LANGUAGE plpgsql STABLE ROWS 4 SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp SET enable_seqscan = off
SET plan_cache_mode = force_generic_plan AS
$$
BEGIN
    IF numnode(p_words) = 0 THEN
        RETURN;
    END IF;
    RETURN QUERY
        SELECT c.id, ts_rank_cd(c.text_search, p_words, 1) FROM document_chunks c
        WHERE passage_words(c.avee_id, c.text_search) @@ (quote_literal(current_avee()::text)::tsquery && p_words)
        AND c.avee_id IS NOT DISTINCT FROM current_avee() AND c.layer <= reach()
        ORDER BY 2 DESC, 1 LIMIT p_limit;
END
$$;
