-- Writes an event for each person and wakes their followers. The wake-up names only the person: PostgreSQL sends equal
-- wake-ups of one transaction once, and a follower reads on from its own position. NOTIFY holds one lock for the whole
-- server until its transaction is on disk. A transaction that sets app.wakes_later collects the people to wake in
-- app.to_wake instead, and the program wakes them after the commit. Not SECURITY DEFINER, so it can write only when a
-- trigger with a definer's rights calls it.
CREATE OR REPLACE FUNCTION emit_event(p_users uuid[], p_kind text, p_payload jsonb) RETURNS void
LANGUAGE plpgsql SET search_path = pg_catalog, public, pg_temp AS
$$
BEGIN
    INSERT INTO events (user_id, kind, payload)
        SELECT DISTINCT u, p_kind, p_payload FROM unnest(p_users) u WHERE u IS NOT NULL;
    IF current_setting('app.wakes_later', true) = 'on' THEN
        PERFORM set_config(
            'app.to_wake', concat_ws(',', nullif(current_setting('app.to_wake', true), ''), array_to_string(p_users, ',')), true);
    ELSE
        PERFORM pg_notify('orchestrator_events', u::text) FROM unnest(p_users) u WHERE u IS NOT NULL;
    END IF;
END
$$;
