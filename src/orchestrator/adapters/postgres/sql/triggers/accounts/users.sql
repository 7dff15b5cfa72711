CREATE OR REPLACE TRIGGER users_updated_at BEFORE UPDATE ON users FOR EACH ROW EXECUTE FUNCTION update_updated_at_column();
CREATE OR REPLACE TRIGGER users_mail_settings AFTER INSERT ON users FOR EACH ROW EXECUTE FUNCTION add_mail_settings();
