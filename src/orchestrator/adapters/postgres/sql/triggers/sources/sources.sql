CREATE OR REPLACE TRIGGER sources_updated_at BEFORE UPDATE ON sources FOR EACH ROW EXECUTE FUNCTION update_updated_at_column();
CREATE OR REPLACE TRIGGER sources_notify BEFORE UPDATE OF state ON sources FOR EACH ROW
    WHEN (NEW.state <> OLD.state AND NEW.state IN ('failed', 'ready')) EXECUTE FUNCTION notify_source();
CREATE OR REPLACE TRIGGER source_items_updated_at BEFORE UPDATE ON source_items FOR EACH ROW EXECUTE FUNCTION update_updated_at_column();
CREATE OR REPLACE TRIGGER proposed_answers_updated_at BEFORE UPDATE ON proposed_answers
    FOR EACH ROW EXECUTE FUNCTION update_updated_at_column();
