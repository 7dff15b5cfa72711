-- The picture with this id, which everybody may see who knows its address; NULL where there is none any more.
CREATE OR REPLACE FUNCTION get_avatar(p_id uuid) RETURNS bytea
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS
$$ SELECT image FROM avatars WHERE id = p_id $$;
