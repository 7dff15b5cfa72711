-- Milliseconds from a message's arrival to its reply: the program's own timings, which count from the arrival, or the
-- time since the message was stored (one stored first may have waited for a model or for another process), whichever is
-- longer. NULL if neither is known.
CREATE OR REPLACE FUNCTION measure_reply(p_timings jsonb, p_stored_at timestamptz, p_replied_at timestamptz) RETURNS integer
LANGUAGE sql IMMUTABLE PARALLEL SAFE AS
$$
    SELECT round(least(2147483647, greatest(0,
        (SELECT max(value::text::double precision) FROM jsonb_each(p_timings) WHERE jsonb_typeof(value) = 'number'),
        1000 * extract(epoch FROM p_replied_at - p_stored_at)::double precision)))::integer
    WHERE p_stored_at IS NOT NULL OR p_timings <> '{}'
$$;
