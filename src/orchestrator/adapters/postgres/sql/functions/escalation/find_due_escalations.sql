-- Offers and accepted questions past their time, with the person in whose name the job ends each. Ids only.
CREATE OR REPLACE FUNCTION find_due_escalations(p_limit integer) RETURNS TABLE (escalation_id uuid, person uuid)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS
$$
    (SELECT q.id, q.user_id FROM escalation_queue q WHERE q.status = 'pending' AND q.expires_at <= now()
     -- While it is being paid it stays open.
     AND (q.place_until IS NULL OR q.place_until <= now())
     ORDER BY q.expires_at LIMIT p_limit)
    UNION ALL
    (SELECT q.id, a.owner_id FROM escalation_queue q JOIN avees a ON a.id = q.avee_id
     WHERE q.status = 'accepted' AND q.deadline_at <= now() ORDER BY q.deadline_at LIMIT p_limit)
$$;
