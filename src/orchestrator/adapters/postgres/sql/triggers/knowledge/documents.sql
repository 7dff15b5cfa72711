CREATE OR REPLACE TRIGGER documents_updated_at BEFORE UPDATE ON documents FOR EACH ROW EXECUTE FUNCTION update_updated_at_column();
CREATE OR REPLACE TRIGGER documents_emit_new AFTER INSERT ON documents FOR EACH ROW EXECUTE FUNCTION emit_document();
CREATE OR REPLACE TRIGGER documents_emit AFTER UPDATE OF status ON documents FOR EACH ROW
    WHEN (OLD.status <> NEW.status) EXECUTE FUNCTION emit_document();
