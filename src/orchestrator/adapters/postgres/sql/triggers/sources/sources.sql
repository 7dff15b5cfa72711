CREATE OR REPLACE TRIGGER sources_updated_at BEFORE UPDATE ON sources FOR EACH ROW EXECUTE FUNCTION update_updated_at_column();
CREATE OR REPLACE TRIGGER source_items_updated_at BEFORE UPDATE ON source_items FOR EACH ROW EXECUTE FUNCTION update_updated_at_column();
CREATE OR REPLACE TRIGGER proposed_answers_updated_at BEFORE UPDATE ON proposed_answers
    FOR EACH ROW EXECUTE FUNCTION update_updated_at_column();
