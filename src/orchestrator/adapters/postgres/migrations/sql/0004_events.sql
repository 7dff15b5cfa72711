-- Events: what changed, for whom, as ids only. Whoever follows them reads the change itself with their own eyes.

CREATE TABLE events (
    user_id uuid NOT NULL REFERENCES users ON DELETE CASCADE,
    id bigint NOT NULL GENERATED ALWAYS AS IDENTITY,
    kind text NOT NULL,
    payload jsonb NOT NULL,
    -- The transaction that wrote it. Ids are drawn before they are committed, so a reader who remembers the highest id it saw
    -- loses an event that commits late; one that remembers a snapshot does not: what was not visible in it is still to come.
    xid xid8 NOT NULL DEFAULT pg_current_xact_id(),
    created_at timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (user_id, id)
);
CREATE INDEX events_xid ON events (user_id, xid);
CREATE INDEX events_created_at ON events (created_at);

ALTER TABLE events ENABLE ROW LEVEL SECURITY;
ALTER TABLE events FORCE ROW LEVEL SECURITY;
CREATE POLICY schema_owner ON events TO CURRENT_USER USING (true) WITH CHECK (true);
CREATE POLICY myself ON events FOR SELECT USING (user_id = (SELECT current_person()));

-- The wake-up names the person only: the same wake-up many times in one transaction is sent once, and a follower reads from
-- where it stands anyway. Not a definer's function: called by a definer's trigger it writes, called by anyone else it may not.
CREATE FUNCTION emit_event(p_users uuid[], p_kind text, p_payload jsonb) RETURNS void
LANGUAGE plpgsql SET search_path = public AS
$$
BEGIN
    INSERT INTO events (user_id, kind, payload)
        SELECT DISTINCT u, p_kind, p_payload FROM unnest(p_users) u WHERE u IS NOT NULL;
    PERFORM pg_notify('orchestrator_events', u::text) FROM unnest(p_users) u WHERE u IS NOT NULL;
END
$$;

-- Ends what nobody will read again; how many events went.
CREATE FUNCTION purge_events(p_days integer) RETURNS bigint
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public AS
$$
DECLARE
    gone bigint;
BEGIN
    DELETE FROM events WHERE created_at < now() - make_interval(days => greatest(p_days, 1));
    GET DIAGNOSTICS gone = ROW_COUNT;
    RETURN gone;
END
$$;
