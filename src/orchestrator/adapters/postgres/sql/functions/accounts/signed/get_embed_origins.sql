-- The sites that may show the agent in a frame, for everybody: browsers are told so. NULL where there is no such agent.
CREATE OR REPLACE FUNCTION get_embed_origins(p_avee uuid) RETURNS text[]
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS
$$ SELECT embed_origins FROM avees WHERE id = p_avee $$;
