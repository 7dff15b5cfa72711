-- The smallest UUIDv7 of a moment: ids below it were made before.
CREATE OR REPLACE FUNCTION first_id(p_at timestamptz) RETURNS uuid LANGUAGE sql STABLE PARALLEL SAFE AS
$$ SELECT (lpad(to_hex((extract(epoch FROM p_at) * 1000)::bigint), 12, '0') || '70008000000000000000')::uuid $$;
