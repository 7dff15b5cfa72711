CREATE OR REPLACE TRIGGER mail_settings_updated_at BEFORE UPDATE ON mail_settings
    FOR EACH ROW EXECUTE FUNCTION update_updated_at_column();
