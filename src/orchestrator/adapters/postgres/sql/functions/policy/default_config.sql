-- Gives a new avee its default policy and the first version of it.
CREATE OR REPLACE FUNCTION default_config() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS
$$
BEGIN
    INSERT INTO orchestrator_configs (avee_id) VALUES (NEW.id);
    INSERT INTO orchestrator_config_versions (avee_id, version, config, saved_by)
        SELECT avee_id, version, to_jsonb(c), NEW.owner_id FROM orchestrator_configs c WHERE avee_id = NEW.id;
    RETURN NULL;
END
$$;
