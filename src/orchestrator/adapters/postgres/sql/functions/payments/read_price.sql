-- What a question to the agent costs somebody of a tier, and how many of their free ones they have used in 30 days; NULL where the agent
-- has no prices. Served by escalation_queue_user_id. Not SECURITY DEFINER: only functions with a definer's rights can use it.
CREATE OR REPLACE FUNCTION read_price(p_avee uuid, p_user uuid, p_tier text) RETURNS jsonb
LANGUAGE plpgsql STABLE SET search_path = pg_catalog, public, pg_temp AS
$$
BEGIN
    RETURN (
        SELECT jsonb_build_object('way', l.way, 'account', l.account, 'account_ready', l.account_ready, 'currency', l.currency,
            'private_extra', l.private_extra, 'amount', coalesce(t.amount, 0), 'free_per_month', coalesce(t.free_per_month, 0),
            'free_used', CASE WHEN t.free_per_month > 0 THEN (
                SELECT count(*) FROM escalation_queue q
                WHERE q.user_id = p_user AND q.avee_id = p_avee AND q.accepted_at > now() - interval '30 days'
                AND q.price_amount = 0 AND q.price_currency IS NOT NULL
                AND (q.status IN ('accepted', 'answered') OR q.declined_by = 'asker')) ELSE 0 END)
        FROM price_lists l LEFT JOIN tier_prices t ON t.avee_id = l.avee_id AND t.tier = p_tier
        WHERE l.avee_id = p_avee);
END
$$;
