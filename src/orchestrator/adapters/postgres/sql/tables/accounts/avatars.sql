-- People's pictures, as they are shown: small squares that this program encoded. Each new one gets a new id, which is its address.
CREATE TABLE avatars (
    user_id uuid PRIMARY KEY REFERENCES users ON DELETE CASCADE,
    id uuid NOT NULL,
    image bytea NOT NULL CHECK (length(image) <= 262144),
    created_at timestamptz NOT NULL DEFAULT now()
);
CREATE UNIQUE INDEX avatars_id ON avatars (id);

ALTER TABLE avatars ENABLE ROW LEVEL SECURITY;
ALTER TABLE avatars FORCE ROW LEVEL SECURITY;
CREATE POLICY schema_owner ON avatars TO CURRENT_USER USING (true) WITH CHECK (true);
CREATE POLICY myself ON avatars
    USING (user_id = (SELECT current_person())) WITH CHECK (user_id = (SELECT current_person()));

GRANT SELECT, INSERT, UPDATE, DELETE ON avatars TO {runtime_role};
