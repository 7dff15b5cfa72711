-- Deletes the entries of the logs that are older than 400 days.
CREATE OR REPLACE FUNCTION purge_audit() RETURNS void
LANGUAGE sql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS
$$
    DELETE FROM agent_audit WHERE created_at < now() - interval '400 days';
    DELETE FROM account_audit WHERE created_at < now() - interval '400 days';
$$;
