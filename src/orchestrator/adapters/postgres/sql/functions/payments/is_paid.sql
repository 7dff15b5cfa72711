-- Whether the money for a question is held, or it costs nothing: before, nobody accepts it and nobody answers it. Ids go in and a yes or
-- no comes out, for those whom the question concerns.
CREATE OR REPLACE FUNCTION is_paid(p_avee uuid, p_escalation uuid) RETURNS boolean
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS
$$
    SELECT q.price_amount = 0 AND NOT (q.is_private AND q.private_extra > 0) OR EXISTS (
        SELECT 1 FROM payments p WHERE p.avee_id = q.avee_id AND p.escalation_id = q.id AND p.status = 'held' AND p.due IS NULL)
    FROM escalation_queue q WHERE q.avee_id = p_avee AND q.id = p_escalation
    AND (q.user_id = current_person() OR q.avee_id IN (SELECT team_avees('viewer')))
$$;
