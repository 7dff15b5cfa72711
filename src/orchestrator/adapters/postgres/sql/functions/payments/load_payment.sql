-- A payment, for its asker, the agent's owner, and jobs, which act in nobody's name. Served by payments_id.
CREATE OR REPLACE FUNCTION load_payment(p_payment uuid) RETURNS jsonb
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS
$$
    SELECT to_jsonb(p) || jsonb_build_object('how_to_pay', coalesce(l.how_to_pay, ''), 'owner_id', a.owner_id)
    FROM payments p JOIN avees a ON a.id = p.avee_id LEFT JOIN price_lists l ON l.avee_id = p.avee_id
    WHERE p.id = p_payment AND (current_person() IS NULL OR current_person() IN (p.user_id, a.owner_id))
$$;
