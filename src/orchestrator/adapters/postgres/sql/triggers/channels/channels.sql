CREATE OR REPLACE TRIGGER channels_updated_at BEFORE UPDATE ON channels FOR EACH ROW EXECUTE FUNCTION update_updated_at_column();
CREATE OR REPLACE TRIGGER channels_trouble AFTER UPDATE OF state, failing_since, last_error, fetch_error ON channels FOR EACH ROW
    WHEN (NEW.state = 'needs_token' OR NEW.state = 'failing' AND NEW.failing_since < now() - interval '1 hour'
        OR NEW.state <> 'off' AND NEW.fetch_failing_since < now() - interval '1 hour')
    EXECUTE FUNCTION notify_channel_trouble();
