CREATE OR REPLACE TRIGGER avees_audit_new AFTER INSERT ON avees
    FOR EACH ROW EXECUTE FUNCTION audit_change('agent', 'id', '', '', '', 'handle', 'display_name');
CREATE OR REPLACE TRIGGER avees_audit AFTER UPDATE ON avees FOR EACH ROW WHEN (OLD.version <> NEW.version OR OLD.owner_id <> NEW.owner_id)
    EXECUTE FUNCTION audit_change('agent', 'id', '', '', 'owner_id', 'handle', 'display_name', 'persona', 'greeting', 'sign_off', 'home', 'speaks_as', 'embed_origins', 'embed_layer');
CREATE OR REPLACE TRIGGER avees_audit_gone AFTER DELETE ON avees
    FOR EACH ROW EXECUTE FUNCTION audit_change('agent', '', 'owner_id', 'id', '', 'handle', 'display_name');
CREATE OR REPLACE TRIGGER avee_members_audit_new AFTER INSERT OR DELETE ON avee_members
    FOR EACH ROW EXECUTE FUNCTION audit_change('member', 'avee_id', '', '', 'user_id', 'tier', 'layer');
CREATE OR REPLACE TRIGGER avee_members_audit AFTER UPDATE ON avee_members FOR EACH ROW WHEN (OLD.version <> NEW.version)
    EXECUTE FUNCTION audit_change('member', 'avee_id', '', '', 'user_id', 'tier', 'layer');
CREATE OR REPLACE TRIGGER orchestrator_configs_audit AFTER UPDATE OF version ON orchestrator_configs FOR EACH ROW
    WHEN (OLD.version <> NEW.version) EXECUTE FUNCTION audit_change('rules', 'avee_id', '', '', '', '*');
CREATE OR REPLACE TRIGGER canonical_answers_audit AFTER UPDATE OF state, layer, published ON canonical_answers FOR EACH ROW
    WHEN (OLD.state <> NEW.state OR OLD.layer <> NEW.layer OR OLD.published <> NEW.published)
    EXECUTE FUNCTION audit_change('answer', 'avee_id', '', 'id', '', 'state', 'layer', 'published');
CREATE OR REPLACE TRIGGER documents_audit_new AFTER INSERT OR DELETE ON documents
    FOR EACH ROW EXECUTE FUNCTION audit_change('document', 'avee_id', '', 'id', '', 'title', 'layer');
CREATE OR REPLACE TRIGGER documents_audit AFTER UPDATE OF layer, title ON documents FOR EACH ROW
    WHEN (OLD.layer <> NEW.layer OR OLD.title <> NEW.title) EXECUTE FUNCTION audit_change('document', 'avee_id', '', 'id', '', 'title', 'layer');
-- The address may hold a secret, so an entry shows only that the webhook changed.
CREATE OR REPLACE TRIGGER webhooks_audit_new AFTER INSERT OR DELETE ON webhooks
    FOR EACH ROW EXECUTE FUNCTION audit_change('webhook', 'avee_id', '', 'id', '', 'kinds', 'active');
CREATE OR REPLACE TRIGGER webhooks_audit AFTER UPDATE ON webhooks FOR EACH ROW
    WHEN (OLD.url <> NEW.url OR OLD.kinds <> NEW.kinds OR OLD.active <> NEW.active OR OLD.secret <> NEW.secret)
    EXECUTE FUNCTION audit_change('webhook', 'avee_id', '', 'id', '', 'kinds', 'active');
-- That there is another key, never the key.
CREATE OR REPLACE TRIGGER embed_keys_audit AFTER INSERT OR UPDATE OR DELETE ON embed_keys
    FOR EACH ROW EXECUTE FUNCTION audit_change('identity_key', 'avee_id', '', '', '');
CREATE OR REPLACE TRIGGER user_sessions_audit AFTER INSERT OR DELETE ON user_sessions
    FOR EACH ROW EXECUTE FUNCTION audit_change('session', '', 'user_id', 'id', '', 'browser');
CREATE OR REPLACE TRIGGER api_tokens_audit AFTER INSERT OR DELETE ON api_tokens
    FOR EACH ROW EXECUTE FUNCTION audit_change('token', '', 'user_id', 'id', '', 'name', 'scope', 'expires_at');
CREATE OR REPLACE TRIGGER users_audit AFTER UPDATE ON users FOR EACH ROW
    WHEN (OLD.email <> NEW.email OR OLD.handle <> NEW.handle OR OLD.display_name <> NEW.display_name OR OLD.avatar IS DISTINCT FROM NEW.avatar)
    EXECUTE FUNCTION audit_change('account', '', 'id', '', '', 'email', 'handle', 'display_name');
CREATE OR REPLACE TRIGGER users_audit_password AFTER UPDATE OF password_hash ON users FOR EACH ROW
    WHEN (OLD.password_hash IS DISTINCT FROM NEW.password_hash) EXECUTE FUNCTION audit_change('password', '', 'id', '', '');
-- Tokens are left out: an entry shows only that the channel changed.
CREATE OR REPLACE TRIGGER channels_audit_new AFTER INSERT OR DELETE ON channels
    FOR EACH ROW EXECUTE FUNCTION audit_change('channel', 'avee_id', '', 'id', '', 'kind', 'name');
CREATE OR REPLACE TRIGGER channels_audit AFTER UPDATE OF version ON channels FOR EACH ROW WHEN (OLD.version <> NEW.version)
    EXECUTE FUNCTION audit_change('channel', 'avee_id', '', 'id', '', 'kind', 'name', 'state');
CREATE OR REPLACE TRIGGER sources_audit_new AFTER INSERT OR DELETE ON sources
    FOR EACH ROW EXECUTE FUNCTION audit_change('source', 'avee_id', '', 'id', '', 'kind', 'address', 'layer', 'every_hours');
CREATE OR REPLACE TRIGGER sources_audit AFTER UPDATE ON sources FOR EACH ROW WHEN (OLD.version <> NEW.version)
    EXECUTE FUNCTION audit_change('source', 'avee_id', '', 'id', '', 'layer', 'every_hours', 'max_pages', 'max_depth', 'answered_by');
