-- The team of an avee, without its owner: who may see the questions, answer them, or edit knowledge and rules.
CREATE TABLE team_members (
    avee_id uuid NOT NULL REFERENCES avees ON DELETE CASCADE,
    user_id uuid NOT NULL REFERENCES users ON DELETE CASCADE,
    role text NOT NULL CHECK (role IN ('viewer', 'answerer', 'editor')),
    created_at timestamptz NOT NULL DEFAULT now(),
    version integer NOT NULL DEFAULT 1,
    PRIMARY KEY (avee_id, user_id)
);
CREATE INDEX team_members_user_id ON team_members (user_id);

ALTER TABLE team_members ENABLE ROW LEVEL SECURITY;
ALTER TABLE team_members FORCE ROW LEVEL SECURITY;
CREATE POLICY schema_owner ON team_members TO CURRENT_USER USING (true) WITH CHECK (true);
CREATE POLICY team_reads ON team_members FOR SELECT USING (avee_id IN (SELECT team_avees('viewer')));
CREATE POLICY owner_changes ON team_members FOR UPDATE
    USING (avee_id IN (SELECT owned_avees())) WITH CHECK (avee_id IN (SELECT owned_avees()));
CREATE POLICY owner_removes ON team_members FOR DELETE USING (avee_id IN (SELECT owned_avees()));
CREATE POLICY member_leaves ON team_members FOR DELETE USING (user_id = (SELECT current_person()));

-- Rows come from accept_invitation() alone: nobody is in a team against their will.
GRANT SELECT, DELETE, UPDATE (role, version) ON team_members TO {runtime_role};
