-- How often earlier trust was voided, for reuse and for documents together.
CREATE OR REPLACE FUNCTION count_voided(p_standing jsonb) RETURNS integer LANGUAGE sql IMMUTABLE AS
$$
    SELECT coalesce((p_standing ->> 'voided')::integer, 0) + coalesce((p_standing -> 'documents' ->> 'voided')::integer, 0)
$$;
