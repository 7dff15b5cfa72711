CREATE OR REPLACE TRIGGER api_tokens_wake AFTER DELETE OR UPDATE OF expires_at ON api_tokens
    FOR EACH ROW EXECUTE FUNCTION wake_followers();
