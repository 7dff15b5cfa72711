CREATE OR REPLACE TRIGGER webhooks_updated_at BEFORE UPDATE ON webhooks FOR EACH ROW EXECUTE FUNCTION update_updated_at_column();
CREATE OR REPLACE TRIGGER webhooks_disabled AFTER UPDATE OF active ON webhooks
    FOR EACH ROW WHEN (OLD.active AND NOT NEW.active AND NEW.disabled_reason IS NOT NULL) EXECUTE FUNCTION notify_webhook_disabled();
