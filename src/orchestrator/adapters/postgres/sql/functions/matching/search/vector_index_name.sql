-- The name of a part's own index.
CREATE OR REPLACE FUNCTION vector_index_name(p_avee uuid, p_kind text, p_layer_rank integer) RETURNS text
LANGUAGE sql IMMUTABLE PARALLEL SAFE AS
$$ SELECT 'vectors_' || replace(p_avee::text, '-', '') || '_' || p_kind || '_' || p_layer_rank $$;
