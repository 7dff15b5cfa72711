-- Begins the payment for an offer of the person's, which lock_escalation() has locked, and keeps its place. A payment that can still be
-- made for it is returned as it is; one for another amount is closed. NULL where there is nothing to pay, or no such offer.
CREATE OR REPLACE FUNCTION begin_payment(p_id uuid, p_escalation uuid, p_taking text, p_private boolean, p_minutes integer, p_keeps_place boolean)
RETURNS jsonb
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS
$$
DECLARE
    q escalation_queue;
    l price_lists;
    live payments;
    total bigint;
BEGIN
    SELECT * INTO q FROM escalation_queue WHERE id = p_escalation AND user_id = current_person() AND status = 'pending' FOR NO KEY UPDATE;
    SELECT * INTO l FROM price_lists WHERE avee_id = q.avee_id;
    total := q.price_amount + CASE WHEN p_private THEN coalesce(q.private_extra, 0) ELSE 0 END;
    IF l.avee_id IS NULL OR total = 0 OR p_private AND q.private_extra IS NULL THEN
        RETURN NULL;
    END IF;
    SELECT * INTO live FROM payments p
    WHERE p.avee_id = q.avee_id AND p.escalation_id = q.id AND p.status IN ('required', 'held', 'captured', 'disputed')
    AND p.due IS DISTINCT FROM 'give_back' FOR UPDATE;
    IF live.id IS NOT NULL AND (live.status <> 'required' OR live.amount = total AND live.is_private = p_private AND live.place_until > now()) THEN
        RETURN to_jsonb(live);
    END IF;
    UPDATE payments SET due = 'give_back' WHERE avee_id = live.avee_id AND id = live.id;
    INSERT INTO payments (avee_id, id, escalation_id, user_id, way, taking, amount, currency, account, place_until, is_private)
    VALUES (q.avee_id, p_id, q.id, q.user_id, l.way, CASE WHEN l.way = 'by_hand' THEN 'charge' ELSE p_taking END, total, q.price_currency,
        l.account, now() + make_interval(mins => p_minutes), p_private)
    RETURNING * INTO live;
    UPDATE escalation_queue SET is_private = p_private, place_until = CASE WHEN p_keeps_place THEN live.place_until END
    WHERE avee_id = q.avee_id AND id = q.id;
    RETURN to_jsonb(live);
END
$$;
