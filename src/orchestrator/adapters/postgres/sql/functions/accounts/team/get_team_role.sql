-- The person's role in the team of an avee; NULL for none.
CREATE OR REPLACE FUNCTION get_team_role(p_avee uuid) RETURNS text
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS
$$
    SELECT CASE WHEN a.owner_id = current_person() THEN 'owner' ELSE t.role END
    FROM avees a LEFT JOIN team_members t ON t.avee_id = a.id AND t.user_id = current_person() WHERE a.id = p_avee
$$;
