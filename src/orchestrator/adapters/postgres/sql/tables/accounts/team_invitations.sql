-- Invitations into the team of an avee, sent by mail. An invitation as owner hands the avee over. Only a hash of the link's secret
-- is kept; the mail's text is made when it is sent.
CREATE TABLE team_invitations (
    avee_id uuid NOT NULL REFERENCES avees ON DELETE CASCADE,
    id uuid NOT NULL,
    email text NOT NULL,
    role text NOT NULL CHECK (role IN ('viewer', 'answerer', 'editor', 'owner')),
    secret_hash bytea NOT NULL,
    mail_id uuid NOT NULL,
    created_at timestamptz NOT NULL DEFAULT now(),
    expires_at timestamptz NOT NULL,
    accepted_at timestamptz,
    PRIMARY KEY (avee_id, id)
);
CREATE INDEX team_invitations_secret_hash ON team_invitations (secret_hash);
-- One open invitation an address: a new one replaces it.
CREATE UNIQUE INDEX team_invitations_email ON team_invitations (avee_id, lower(email)) WHERE accepted_at IS NULL;

ALTER TABLE team_invitations ENABLE ROW LEVEL SECURITY;
ALTER TABLE team_invitations FORCE ROW LEVEL SECURITY;
CREATE POLICY schema_owner ON team_invitations TO CURRENT_USER USING (true) WITH CHECK (true);
CREATE POLICY owner ON team_invitations
    USING (avee_id IN (SELECT owned_avees())) WITH CHECK (avee_id IN (SELECT owned_avees()));

GRANT SELECT, INSERT, DELETE ON team_invitations TO {runtime_role};
