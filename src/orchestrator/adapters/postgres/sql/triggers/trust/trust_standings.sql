CREATE OR REPLACE TRIGGER trust_standings_updated_at BEFORE UPDATE ON trust_standings FOR EACH ROW
    EXECUTE FUNCTION update_updated_at_column();
CREATE OR REPLACE TRIGGER trust_standings_emit AFTER INSERT OR UPDATE ON trust_standings FOR EACH ROW EXECUTE FUNCTION emit_trust();
