CREATE OR REPLACE TRIGGER price_lists_updated_at BEFORE UPDATE ON price_lists FOR EACH ROW EXECUTE FUNCTION update_updated_at_column();
CREATE OR REPLACE TRIGGER price_lists_audit_new AFTER INSERT ON price_lists
    FOR EACH ROW EXECUTE FUNCTION audit_change('prices', 'avee_id', '', '', '', 'currency', 'way', 'private_extra', 'membership_month', 'membership_year');
CREATE OR REPLACE TRIGGER price_lists_audit AFTER UPDATE ON price_lists FOR EACH ROW WHEN (OLD.version <> NEW.version)
    EXECUTE FUNCTION audit_change('prices', 'avee_id', '', '', '', 'currency', 'way', 'private_extra', 'membership_month', 'membership_year');
