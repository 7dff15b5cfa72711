-- Begins a membership of the person's with an agent, at the price of now; one that can still be paid, or runs, is returned as it is. NULL
-- where none is for sale to them: a guest has no membership.
CREATE OR REPLACE FUNCTION begin_membership(p_avee uuid, p_id uuid, p_interval text, p_minutes integer) RETURNS jsonb
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS
$$
DECLARE
    l price_lists;
    m memberships;
    price bigint;
BEGIN
    SELECT * INTO l FROM price_lists WHERE avee_id = p_avee AND way <> 'by_hand' FOR UPDATE;
    price := CASE p_interval WHEN 'month' THEN l.membership_month ELSE l.membership_year END;
    IF price IS NULL OR current_person() IS NULL OR asked_as_guest() IS NOT NULL THEN
        RETURN NULL;
    END IF;
    SELECT * INTO m FROM memberships WHERE avee_id = p_avee AND user_id = current_person() AND status IN ('open', 'active') FOR UPDATE;
    IF m.status = 'active' OR m.interval = p_interval AND m.amount = price AND m.currency = l.currency AND m.place_until > now() THEN
        RETURN load_membership(m.id);
    END IF;
    UPDATE memberships SET status = 'ended', updated_at = now() WHERE avee_id = m.avee_id AND id = m.id;
    INSERT INTO memberships (avee_id, id, user_id, way, interval, amount, currency, account, place_until)
    VALUES (p_avee, p_id, current_person(), l.way, p_interval, price, l.currency, l.account, now() + make_interval(mins => p_minutes))
    RETURNING * INTO m;
    RETURN load_membership(m.id);
END
$$;
