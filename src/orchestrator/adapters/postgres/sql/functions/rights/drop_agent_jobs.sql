-- Drops the jobs that wait for a deleted agent.
CREATE OR REPLACE FUNCTION drop_agent_jobs() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS
$$
BEGIN
    DELETE FROM procrastinate_jobs WHERE status <> 'doing' AND args ->> 'avee_id' = OLD.id::text;
    RETURN NULL;
END
$$;
