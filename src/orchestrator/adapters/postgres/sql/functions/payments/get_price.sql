-- What a question to the agent costs the person now, and what memberships cost: for everybody. NULL where the agent has no prices.
CREATE OR REPLACE FUNCTION get_price(p_avee uuid) RETURNS jsonb
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS
$$
    SELECT read_price(p_avee, current_person(), CASE WHEN is_guest(current_person()) OR current_person() IS NULL THEN 'guest'
            WHEN a.owner_id = current_person() THEN 'free' ELSE coalesce(m.tier, 'free') END)
        || jsonb_build_object('membership_month', l.membership_month, 'membership_year', l.membership_year)
    FROM price_lists l JOIN avees a ON a.id = l.avee_id LEFT JOIN avee_members m ON m.avee_id = a.id AND m.user_id = current_person()
    WHERE l.avee_id = p_avee
$$;
