-- The only way an agent's key leaves its table: to check what the creator's site signed. NULL where there is none.
CREATE OR REPLACE FUNCTION find_embed_key(p_avee uuid) RETURNS text
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS
$$ SELECT secret FROM embed_keys WHERE avee_id = p_avee $$;
