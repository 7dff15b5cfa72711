-- Puts the price into an offer of the person's that was one of their free ones, where the others have been used meanwhile.
CREATE OR REPLACE FUNCTION charge_offer(p_escalation uuid, p_amount bigint) RETURNS void
LANGUAGE sql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS
$$
    UPDATE escalation_queue SET price_amount = p_amount
    WHERE id = p_escalation AND user_id = current_person() AND status = 'pending' AND price_amount = 0 AND price_currency IS NOT NULL
$$;
