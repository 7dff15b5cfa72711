-- The name of a shelf's own index.
CREATE OR REPLACE FUNCTION shelf_index(p_avee uuid, p_kind text, p_depth integer) RETURNS text
LANGUAGE sql IMMUTABLE PARALLEL SAFE AS
$$ SELECT 'shelf_' || replace(p_avee::text, '-', '') || '_' || p_kind || '_' || p_depth $$;
