CREATE OR REPLACE TRIGGER user_sessions_wake AFTER DELETE OR UPDATE OF expires_at ON user_sessions
    FOR EACH ROW EXECUTE FUNCTION wake_followers();
