CREATE OR REPLACE TRIGGER orchestrator_configs_updated_at BEFORE UPDATE ON orchestrator_configs
    FOR EACH ROW EXECUTE FUNCTION update_updated_at_column();
CREATE OR REPLACE TRIGGER orchestrator_configs_emit AFTER UPDATE OF version ON orchestrator_configs FOR EACH ROW
    WHEN (OLD.version <> NEW.version) EXECUTE FUNCTION emit_policy();
CREATE OR REPLACE TRIGGER orchestrator_configs_model AFTER UPDATE OF model_confirms_matches ON orchestrator_configs FOR EACH ROW
    WHEN (OLD.model_confirms_matches <> NEW.model_confirms_matches) EXECUTE FUNCTION turn_model_aliases();
