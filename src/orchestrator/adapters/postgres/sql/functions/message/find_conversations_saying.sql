-- The conversations with an agent in which a message contains the text, whatever its case; for the agent's team. SECURITY DEFINER,
-- because row-level security prevents the use of the index: containing a piece is not leakproof. Served by messages_pieces, where
-- the avee is one of the pieces, so that messages to other avees are skipped; a text of fewer than five bytes reads all of the
-- avee's. The avee is compared with IS NOT DISTINCT FROM, so that the plan does not also use an index over all its rows.
CREATE OR REPLACE FUNCTION find_conversations_saying(p_avee uuid, p_text text) RETURNS SETOF uuid
LANGUAGE plpgsql STABLE ROWS 100 SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp SET enable_seqscan = off
SET plan_cache_mode = force_generic_plan AS
$$
DECLARE
    from_first integer[] := text_pieces(p_avee, p_text, 0);
    from_second integer[] := text_pieces(p_avee, p_text, 1);
    from_third integer[] := text_pieces(p_avee, p_text, 2);
BEGIN
    IF p_avee IS NULL OR p_avee NOT IN (SELECT team_avees('viewer')) THEN
        RETURN;
    END IF;
    RETURN QUERY
        SELECT DISTINCT m.conversation_id FROM messages m
        WHERE (text_pieces(m.avee_id, m.content, 0) @> from_first OR text_pieces(m.avee_id, m.content, 0) @> from_second
               OR text_pieces(m.avee_id, m.content, 0) @> from_third)
        AND m.avee_id IS NOT DISTINCT FROM p_avee AND position(lower(p_text) IN lower(m.content)) > 0;
END
$$;
