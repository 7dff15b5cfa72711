-- A layer as a number, in the same order. Row security lets only leakproof comparisons into an index, and those of an enum are not.
CREATE OR REPLACE FUNCTION depth(p_layer layer) RETURNS smallint LANGUAGE sql IMMUTABLE PARALLEL SAFE AS
$$ SELECT CASE p_layer WHEN 'public' THEN 0 WHEN 'friends' THEN 1 WHEN 'intimate' THEN 2 END::smallint $$;
