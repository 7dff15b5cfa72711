-- How much a role in a team may do; more for a higher number.
CREATE OR REPLACE FUNCTION role_rank(p_role text) RETURNS integer
LANGUAGE sql IMMUTABLE PARALLEL SAFE SET search_path = pg_catalog, public, pg_temp AS
$$ SELECT array_position(ARRAY['viewer', 'answerer', 'editor', 'owner'], p_role) $$;
