-- Writes what has become of a payment, for its asker, the agent's owner, and jobs, which act in nobody's name: the columns that p_changes
-- names. The question is locked before the payment, as in every other move. Returns the payment; NULL where there is none.
CREATE OR REPLACE FUNCTION note_payment(p_payment uuid, p_changes jsonb) RETURNS jsonb
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS
$$
DECLARE
    was payments;
    c payments;
BEGIN
    IF load_payment(p_payment) IS NULL THEN
        RETURN NULL;
    END IF;
    PERFORM 1 FROM payments p JOIN escalation_queue q ON q.avee_id = p.avee_id AND q.id = p.escalation_id
    WHERE p.id = p_payment FOR NO KEY UPDATE OF q;
    SELECT * INTO was FROM payments WHERE id = p_payment FOR UPDATE;
    c := jsonb_populate_record(was, p_changes);
    UPDATE payments SET status = c.status, due = c.due, fee = c.fee, checkout_ref = c.checkout_ref, checkout_url = c.checkout_url,
        place_until = c.place_until, payment_ref = c.payment_ref, capture_before = c.capture_before, refund_reason = c.refund_reason,
        failure = c.failure
    WHERE avee_id = was.avee_id AND id = p_payment;
    IF c.place_until > was.place_until THEN
        UPDATE escalation_queue SET place_until = c.place_until
        WHERE avee_id = was.avee_id AND id = was.escalation_id AND status = 'pending' AND place_until IS NOT NULL;
    END IF;
    RETURN load_payment(p_payment);
END
$$;
