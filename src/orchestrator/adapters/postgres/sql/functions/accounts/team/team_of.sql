-- The people of an avee's team with at least this role, the owner among them. Not SECURITY DEFINER: only functions with a
-- definer's rights call it.
CREATE OR REPLACE FUNCTION team_of(p_avee uuid, p_least text) RETURNS uuid[]
LANGUAGE sql STABLE SET search_path = pg_catalog, public, pg_temp AS
$$
    SELECT array_agg(person) FROM (
        SELECT owner_id AS person FROM avees WHERE id = p_avee
        UNION ALL
        SELECT user_id FROM team_members WHERE avee_id = p_avee AND role_rank(role) >= role_rank(p_least)) team
$$;
