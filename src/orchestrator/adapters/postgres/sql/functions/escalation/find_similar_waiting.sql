-- The avee's waiting questions nearest to this one, with the values for checking a pair and the number of other people
-- who wait in its group. SECURITY DEFINER, because the asker's own transaction may not see other people's questions;
-- the caller compares ids and texts but returns none of them.
CREATE OR REPLACE FUNCTION find_similar_waiting(p_escalation uuid, p_limit integer)
RETURNS TABLE (id uuid, group_id uuid, question text, cosine double precision, people bigint)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS
$$
    SELECT n.id, n.group_id, n.question, n.cosine,
        (SELECT count(DISTINCT g.user_id) FROM escalation_queue g
         WHERE g.avee_id = n.avee_id AND g.status = 'accepted' AND g.user_id <> n.asker
         AND (g.group_id = n.group_id OR g.group_id IS NULL AND g.id = n.group_id))
    FROM (
        SELECT w.avee_id, e.user_id AS asker, w.id, coalesce(w.group_id, w.id) AS group_id, coalesce(w.question_pattern, w.original_message) AS question,
            -(w.embedding <#> e.embedding) AS cosine
        FROM escalation_queue e
        JOIN escalation_queue w ON w.avee_id = e.avee_id AND w.status = 'accepted' AND w.id <> e.id AND NOT w.is_private
        WHERE e.id = p_escalation
        AND (e.user_id = current_person() OR e.avee_id IN (SELECT team_avees('viewer')))
        ORDER BY w.embedding <#> e.embedding LIMIT p_limit) n
    ORDER BY n.cosine DESC
$$;
