CREATE OR REPLACE TRIGGER team_members_audit_new AFTER INSERT OR DELETE ON team_members
    FOR EACH ROW EXECUTE FUNCTION audit_change('teammate', 'avee_id', '', '', 'user_id', 'role');
CREATE OR REPLACE TRIGGER team_members_audit AFTER UPDATE ON team_members FOR EACH ROW WHEN (OLD.version <> NEW.version)
    EXECUTE FUNCTION audit_change('teammate', 'avee_id', '', '', 'user_id', 'role');
-- Without the address, which may be that of somebody who never wanted to be here.
CREATE OR REPLACE TRIGGER team_invitations_audit AFTER INSERT OR DELETE ON team_invitations
    FOR EACH ROW EXECUTE FUNCTION audit_change('invitation', 'avee_id', '', 'id', '', 'role');
