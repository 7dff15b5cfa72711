-- Codes by which somebody proves that a person of a service and an account are the same. Of each, only the hash is kept.
CREATE TABLE channel_codes (
    avee_id uuid NOT NULL,
    secret_hash bytea NOT NULL,
    channel_id uuid NOT NULL,
    -- Shown to this account, and written in the channel: whoever writes it there hears what the account hears.
    user_id uuid REFERENCES users ON DELETE CASCADE,
    -- Sent to this person of the service, and opened by an account: the account takes over their threads.
    person_id uuid,
    expires_at timestamptz NOT NULL,
    PRIMARY KEY (avee_id, secret_hash),
    FOREIGN KEY (avee_id, channel_id) REFERENCES channels ON DELETE CASCADE,
    FOREIGN KEY (avee_id, person_id) REFERENCES channel_people ON DELETE CASCADE,
    CHECK (num_nonnulls(user_id, person_id) = 1)
);
CREATE INDEX channel_codes_channel ON channel_codes (avee_id, channel_id);
CREATE INDEX channel_codes_person ON channel_codes (avee_id, person_id);
CREATE INDEX channel_codes_user_id ON channel_codes (user_id) WHERE user_id IS NOT NULL;

ALTER TABLE channel_codes ENABLE ROW LEVEL SECURITY;
ALTER TABLE channel_codes FORCE ROW LEVEL SECURITY;
CREATE POLICY schema_owner ON channel_codes TO CURRENT_USER USING (true) WITH CHECK (true);
CREATE POLICY creator ON channel_codes USING (avee_id IN (SELECT owned_avees())) WITH CHECK (avee_id IN (SELECT owned_avees()));
-- Whoever of the team may answer connects themselves.
CREATE POLICY answerers ON channel_codes
    USING (user_id = (SELECT current_person()) AND avee_id IN (SELECT team_avees('answerer')))
    WITH CHECK (user_id = (SELECT current_person()) AND person_id IS NULL AND avee_id IN (SELECT team_avees('answerer')));

GRANT SELECT, INSERT, UPDATE, DELETE ON channel_codes TO {runtime_role};
