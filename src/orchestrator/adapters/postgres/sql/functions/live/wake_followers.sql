-- Wakes the event streams of a person whose session or token ended, so that those it opened end too. On delivery each stream
-- looks whether its secret is still valid.
CREATE OR REPLACE FUNCTION wake_followers() RETURNS trigger LANGUAGE plpgsql AS
$$
BEGIN
    PERFORM pg_notify('orchestrator_events', OLD.user_id::text);
    RETURN NULL;
END
$$;
