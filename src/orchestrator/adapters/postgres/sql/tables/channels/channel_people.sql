-- People of a service, each as the person that they are here: a guest of the agent, or an account that they joined.
CREATE TABLE channel_people (
    avee_id uuid NOT NULL,
    id uuid NOT NULL,
    channel_id uuid NOT NULL,
    foreign_id text NOT NULL,
    name text NOT NULL,
    user_id uuid NOT NULL REFERENCES users ON DELETE CASCADE,
    -- Whether they proved here that the account is theirs, and so are told what the account's notifications tell, and may answer.
    hears boolean NOT NULL DEFAULT false,
    created_at timestamptz NOT NULL DEFAULT now(),
    -- Why nothing is sent to them: a message came back. NULL once they write again.
    refused text,
    PRIMARY KEY (avee_id, id),
    UNIQUE (avee_id, channel_id, foreign_id),
    FOREIGN KEY (avee_id, channel_id) REFERENCES channels ON DELETE CASCADE
);
CREATE INDEX channel_people_user_id ON channel_people (user_id);

ALTER TABLE channel_people ENABLE ROW LEVEL SECURITY;
ALTER TABLE channel_people FORCE ROW LEVEL SECURITY;
CREATE POLICY schema_owner ON channel_people TO CURRENT_USER USING (true) WITH CHECK (true);
CREATE POLICY creator ON channel_people USING (avee_id IN (SELECT owned_avees())) WITH CHECK (avee_id IN (SELECT owned_avees()));
CREATE POLICY myself ON channel_people FOR SELECT USING (user_id = (SELECT current_person()));

GRANT SELECT, INSERT, UPDATE, DELETE ON channel_people TO {runtime_role};
