CREATE OR REPLACE TRIGGER avee_members_updated_at BEFORE UPDATE ON avee_members FOR EACH ROW EXECUTE FUNCTION update_updated_at_column();
