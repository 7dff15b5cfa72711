-- Keeps the id of an event of a provider; returns whether it is new. Jobs and the route of the provider alone use it, in nobody's name.
CREATE OR REPLACE FUNCTION keep_provider_event(p_id text, p_kind text) RETURNS boolean
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS
$$
BEGIN
    INSERT INTO provider_events (id, kind) SELECT p_id, p_kind WHERE current_person() IS NULL ON CONFLICT DO NOTHING;
    RETURN FOUND;
END
$$;
