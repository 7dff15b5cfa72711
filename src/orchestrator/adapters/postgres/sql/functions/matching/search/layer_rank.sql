-- A layer as a number, in the same order. Row-level security allows only leakproof comparisons in an index scan, and
-- comparisons of enums are not leakproof.
CREATE OR REPLACE FUNCTION layer_rank(p_layer layer) RETURNS smallint LANGUAGE sql IMMUTABLE PARALLEL SAFE AS
$$ SELECT CASE p_layer WHEN 'public' THEN 0 WHEN 'friends' THEN 1 WHEN 'intimate' THEN 2 END::smallint $$;
