-- Payments that are compared with the provider each night: all that are not at rest, and what was taken in the last 120 days, which a
-- bank may still want back. Ids only, in their order after p_after.
CREATE OR REPLACE FUNCTION find_payments_to_compare(p_after uuid, p_limit integer) RETURNS SETOF uuid
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS
$$
    SELECT p.id FROM payments p
    WHERE p.way <> 'by_hand' AND p.kind = 'question' AND (p_after IS NULL OR p.id > p_after)
    AND (p.status IN ('required', 'held', 'disputed') OR p.status = 'captured' AND p.captured_at > now() - interval '120 days')
    ORDER BY p.id LIMIT p_limit
$$;
