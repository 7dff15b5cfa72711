CREATE OR REPLACE TRIGGER team_members_leave AFTER DELETE ON team_members FOR EACH ROW EXECUTE FUNCTION forget_leaver();
