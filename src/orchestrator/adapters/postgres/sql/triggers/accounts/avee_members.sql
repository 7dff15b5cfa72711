CREATE OR REPLACE TRIGGER avee_members_updated_at BEFORE UPDATE ON avee_members FOR EACH ROW EXECUTE FUNCTION update_updated_at_column();
CREATE OR REPLACE TRIGGER avee_members_emit_new AFTER INSERT OR DELETE ON avee_members FOR EACH ROW EXECUTE FUNCTION emit_member();
CREATE OR REPLACE TRIGGER avee_members_emit AFTER UPDATE ON avee_members FOR EACH ROW
    WHEN (OLD.tier <> NEW.tier OR OLD.layer <> NEW.layer) EXECUTE FUNCTION emit_member();
