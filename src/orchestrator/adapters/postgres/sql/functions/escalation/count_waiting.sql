-- How many people wait for one answer: those with an accepted question in this question's group, each person once.
-- SECURITY DEFINER, because row-level security shows askers only their own questions; the number does not say who the
-- others are. Served by escalation_queue_group and the primary key.
CREATE OR REPLACE FUNCTION count_waiting(p_avee uuid, p_escalation uuid) RETURNS bigint
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS
$$
    SELECT count(DISTINCT w.user_id)
    FROM escalation_queue q
    LEFT JOIN escalation_queue w ON w.avee_id = q.avee_id AND w.status = 'accepted'
        AND (w.group_id = coalesce(q.group_id, q.id) OR w.group_id IS NULL AND w.id = coalesce(q.group_id, q.id))
    WHERE q.avee_id = p_avee AND q.id = p_escalation
    AND (q.user_id = current_person() OR q.avee_id IN (SELECT team_avees('viewer')))
$$;
