-- Versions of the settings: who saved each, and which older one it restores.
ALTER TABLE orchestrator_config_versions
    ADD COLUMN saved_by uuid REFERENCES users ON DELETE SET NULL,
    ADD COLUMN restored_version integer;
CREATE INDEX orchestrator_config_versions_saved_by ON orchestrator_config_versions (saved_by);

-- Only an agent's owner could save its settings, and nobody else could become its owner.
UPDATE orchestrator_config_versions v SET saved_by = a.owner_id FROM avees a WHERE a.id = v.avee_id;

CREATE OR REPLACE FUNCTION default_config() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public AS
$$
BEGIN
    INSERT INTO orchestrator_configs (avee_id) VALUES (NEW.id);
    INSERT INTO orchestrator_config_versions (avee_id, version, config, saved_by)
        SELECT avee_id, version, to_jsonb(c), NEW.owner_id FROM orchestrator_configs c WHERE avee_id = NEW.id;
    RETURN NULL;
END
$$;
