-- The avees in whose team the person has at least this role: viewer < answerer < editor < owner. Served by avees_owner_id and
-- team_members_user_id.
CREATE OR REPLACE FUNCTION team_avees(p_least text) RETURNS SETOF uuid
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS
$$
    SELECT id FROM avees WHERE owner_id = current_person()
    UNION ALL
    SELECT avee_id FROM team_members WHERE user_id = current_person() AND role_rank(role) >= role_rank(p_least)
$$;
