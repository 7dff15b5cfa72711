-- A shelf's vectors stand in its key, side by side. In the table each row lies where it came, among everybody's: the thousand of one avee
-- among a thousand others' were a page each, and in the key they are a hundred pages. A key of vectors wider than a third of a page is not
-- possible; those stay in the table.
CREATE FUNCTION key_quotables(p_width integer) RETURNS void LANGUAGE plpgsql SET search_path = public AS
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
SELECT key_quotables({width});
-- Rows that no vacuum has seen are still looked up in the table, one by one: a hundred new ones and 2 % call for one, not a thousand and 20 %.
ALTER TABLE quotables SET (autovacuum_vacuum_insert_threshold = 100, autovacuum_vacuum_insert_scale_factor = 0.02);

-- What the quota counts, in every message: before, all that was ever offered was read for it, by an index made for the metrics.
CREATE INDEX escalation_queue_used ON escalation_queue (avee_id, accepted_at) WHERE accepted_at IS NOT NULL AND NOT free_of_quota;

-- As before, but the avee is only looked for among the words: as a condition of its own, an index of all that the avee has was read beside.
CREATE OR REPLACE FUNCTION find_worded(p_words tsquery, p_limit integer) RETURNS TABLE (id uuid, text_rank real)
LANGUAGE plpgsql STABLE ROWS 4 SECURITY DEFINER SET search_path = public SET enable_seqscan = off SET plan_cache_mode = force_generic_plan AS
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

-- As before; who else waits in a group is found by the group, not among all that wait anywhere.
CREATE OR REPLACE FUNCTION find_similar_waiting(p_escalation uuid, p_limit integer)
RETURNS TABLE (id uuid, group_id uuid, question text, cosine double precision, people bigint)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public AS
$$
    SELECT n.id, n.group_id, n.question, n.cosine,
        (SELECT count(DISTINCT g.user_id) FROM escalation_queue g
         WHERE g.avee_id = n.avee_id AND g.status = 'accepted' AND g.user_id <> n.asker
         AND (g.group_id = n.group_id OR g.group_id IS NULL AND g.id = n.group_id))
    FROM (
        SELECT w.avee_id, e.user_id AS asker, w.id, coalesce(w.group_id, w.id) AS group_id, w.original_message AS question, -(w.embedding <#> e.embedding) AS cosine
        FROM escalation_queue e
        JOIN escalation_queue w ON w.avee_id = e.avee_id AND w.status = 'accepted' AND w.id <> e.id
        WHERE e.id = p_escalation
        AND (e.user_id = current_person() OR e.avee_id IN (SELECT owned_avees()))
        ORDER BY w.embedding <#> e.embedding LIMIT p_limit) n
    ORDER BY n.cosine DESC
$$;
