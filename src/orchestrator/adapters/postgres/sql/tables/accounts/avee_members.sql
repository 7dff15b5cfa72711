-- The tier and layer that an avee's creator gave a person.
CREATE TABLE avee_members (
    avee_id uuid NOT NULL REFERENCES avees ON DELETE CASCADE,
    user_id uuid NOT NULL REFERENCES users ON DELETE CASCADE,
    tier text NOT NULL DEFAULT 'free' CHECK (tier IN ('free', 'follower', 'paid')),
    layer layer NOT NULL DEFAULT 'public',
    created_at timestamptz NOT NULL DEFAULT now(),
    updated_at timestamptz NOT NULL DEFAULT now(),
    -- Counts the changes, so that an edit of an outdated version is noticed; likewise in the other tables with a version.
    version integer NOT NULL DEFAULT 1,
    -- Whether the creator's site signed both, see admit_signed(); else somebody of the team set them.
    is_signed boolean NOT NULL DEFAULT false,
    PRIMARY KEY (avee_id, user_id)
);
CREATE INDEX avee_members_user_id ON avee_members (user_id);

ALTER TABLE avee_members ENABLE ROW LEVEL SECURITY;
ALTER TABLE avee_members FORCE ROW LEVEL SECURITY;
CREATE POLICY schema_owner ON avee_members TO CURRENT_USER USING (true) WITH CHECK (true);
CREATE POLICY team_reads ON avee_members FOR SELECT USING (avee_id IN (SELECT team_avees('viewer')));
CREATE POLICY editors ON avee_members
    USING (avee_id IN (SELECT team_avees('editor')))
    WITH CHECK (avee_id IN (SELECT team_avees('editor')));
CREATE POLICY member ON avee_members FOR SELECT USING (user_id = (SELECT current_person()));
-- A guest stays a guest: nobody gives them another tier or layer.
CREATE POLICY no_guests ON avee_members AS RESTRICTIVE FOR INSERT WITH CHECK (NOT is_guest(user_id));

GRANT SELECT, INSERT, UPDATE, DELETE ON avee_members TO {runtime_role};
