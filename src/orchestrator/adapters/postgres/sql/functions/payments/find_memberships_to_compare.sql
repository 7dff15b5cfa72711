-- Memberships that run or may be paid, each night compared with the provider. Ids only, in their order after p_after.
CREATE OR REPLACE FUNCTION find_memberships_to_compare(p_after uuid, p_limit integer) RETURNS SETOF uuid
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS
$$
    SELECT m.id FROM memberships m WHERE m.status IN ('open', 'active') AND (p_after IS NULL OR m.id > p_after) ORDER BY m.id LIMIT p_limit
$$;
