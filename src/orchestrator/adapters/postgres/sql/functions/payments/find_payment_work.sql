-- Payments and memberships that something is to be done for and that no job has done: what is due, and checkouts whose time is over. Ids
-- only. What failed is tried again after five minutes; what is given back by hand waits for the creator. Served by payments_due,
-- payments_open and memberships_running.
CREATE OR REPLACE FUNCTION find_payment_work(p_limit integer) RETURNS TABLE (id uuid, what text)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS
$$
    (SELECT p.id, 'settle' FROM payments p
     WHERE p.due IS NOT NULL AND p.updated_at < now() - CASE WHEN p.failure IS NULL THEN interval '1 minute' ELSE interval '5 minutes' END
     AND (p.way <> 'by_hand' OR p.due = 'capture' OR p.status = 'required')
     ORDER BY p.updated_at LIMIT p_limit)
    UNION ALL
    (SELECT p.id, 'look' FROM payments p WHERE p.status = 'required' AND p.due IS NULL AND p.place_until < now() - interval '10 seconds'
     ORDER BY p.place_until LIMIT p_limit)
    UNION ALL
    (SELECT m.id, 'membership' FROM memberships m
     WHERE m.status = 'open' AND m.place_until < now() OR m.status = 'active' AND m.paid_until < now() AND m.updated_at < now() - interval '1 hour'
     ORDER BY m.updated_at LIMIT p_limit)
$$;
