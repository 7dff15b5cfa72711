-- Deletes events older than p_days; returns how many.
CREATE OR REPLACE FUNCTION purge_events(p_days integer) RETURNS bigint
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS
$$
DECLARE
    gone bigint;
BEGIN
    DELETE FROM events WHERE created_at < now() - make_interval(days => greatest(p_days, 1));
    GET DIAGNOSTICS gone = ROW_COUNT;
    RETURN gone;
END
$$;
