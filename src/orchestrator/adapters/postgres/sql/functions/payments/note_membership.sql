-- Writes what has become of a membership, for its member and for jobs, which act in nobody's name: the columns that p_changes names. While
-- it is active the person is of the tier `paid`; a period that was paid is a payment with a receipt of its own.
CREATE OR REPLACE FUNCTION note_membership(p_membership uuid, p_payment uuid, p_fee bigint, p_changes jsonb) RETURNS jsonb
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS
$$
DECLARE
    was memberships;
    c memberships;
BEGIN
    SELECT * INTO was FROM memberships
    WHERE id = p_membership AND (current_person() IS NULL OR user_id = current_person()) FOR UPDATE;
    IF NOT FOUND THEN
        RETURN NULL;
    END IF;
    c := jsonb_populate_record(was, p_changes);
    IF was.status = 'ended' AND c.status = 'open' THEN
        c.status := 'ended';
    END IF;
    IF c.status = 'active' AND was.status <> 'active' AND was.user_id IS NOT NULL THEN
        c.tier_before := coalesce((SELECT tier FROM avee_members WHERE avee_id = was.avee_id AND user_id = was.user_id), 'free');
        INSERT INTO avee_members AS k (avee_id, user_id, tier) VALUES (was.avee_id, was.user_id, 'paid')
            ON CONFLICT (avee_id, user_id) DO UPDATE SET tier = 'paid', version = k.version + 1, updated_at = now();
    ELSIF c.status = 'ended' AND was.status = 'active' THEN
        UPDATE avee_members SET tier = was.tier_before, version = version + 1, updated_at = now()
        WHERE avee_id = was.avee_id AND user_id = was.user_id AND tier = 'paid' AND was.tier_before IS NOT NULL;
    END IF;
    UPDATE memberships SET status = c.status, checkout_ref = c.checkout_ref, checkout_url = c.checkout_url, place_until = c.place_until,
        subscription_ref = c.subscription_ref, paid_until = c.paid_until, is_ending = c.is_ending, tier_before = c.tier_before, updated_at = now()
    WHERE avee_id = was.avee_id AND id = was.id;
    IF c.paid_until > coalesce(was.paid_until, '-infinity') THEN
        INSERT INTO payments (avee_id, id, kind, user_id, way, taking, amount, currency, fee, status, account, checkout_ref, place_until,
            subscription_ref, paid_until, held_at)
        VALUES (was.avee_id, p_payment, 'membership', was.user_id, was.way, 'charge', was.amount, was.currency, p_fee, 'held', was.account,
            c.checkout_ref, c.place_until, c.subscription_ref, c.paid_until, now());
        UPDATE payments SET status = 'captured' WHERE avee_id = was.avee_id AND id = p_payment;
    END IF;
    RETURN load_membership(p_membership);
END
$$;
