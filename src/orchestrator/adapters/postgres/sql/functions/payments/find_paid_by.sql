-- The payment or membership that an event may be about: by our id, else by one of the provider's. In nobody's name alone.
CREATE OR REPLACE FUNCTION find_paid_by(p_id uuid, p_refs text[]) RETURNS TABLE (id uuid, kind text)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS
$$
    SELECT * FROM (
        SELECT p.id, 'question' FROM payments p WHERE p.id = p_id
        UNION SELECT m.id, 'membership' FROM memberships m WHERE m.id = p_id
        UNION SELECT p.id, 'question' FROM payments p WHERE p.kind = 'question' AND (p.checkout_ref = ANY (p_refs) OR p.payment_ref = ANY (p_refs))
        UNION SELECT m.id, 'membership' FROM memberships m WHERE m.checkout_ref = ANY (p_refs) OR m.subscription_ref = ANY (p_refs)) found (id, kind)
    WHERE current_person() IS NULL LIMIT 10
$$;
