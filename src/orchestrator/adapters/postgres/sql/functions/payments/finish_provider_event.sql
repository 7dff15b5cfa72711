-- Notes that an event was handled, and forgets those that are older than 90 days.
CREATE OR REPLACE FUNCTION finish_provider_event(p_id text) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS
$$
BEGIN
    IF current_person() IS NULL THEN
        UPDATE provider_events SET handled_at = now() WHERE id = p_id AND handled_at IS NULL;
        DELETE FROM provider_events WHERE received_at < now() - interval '90 days';
    END IF;
END
$$;
