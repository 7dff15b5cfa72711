-- Signed-in browsers. Only a hash of the session's secret is kept.
CREATE TABLE user_sessions (
    id uuid PRIMARY KEY,
    user_id uuid NOT NULL REFERENCES users ON DELETE CASCADE,
    secret_hash bytea NOT NULL,
    created_at timestamptz NOT NULL DEFAULT now(),
    expires_at timestamptz NOT NULL,
    -- Noted once an hour at most.
    last_used_at timestamptz NOT NULL DEFAULT now(),
    -- What the browser says it is, such as 'Firefox on Linux'; '' where it says nothing that is known.
    browser text NOT NULL DEFAULT ''
);
CREATE UNIQUE INDEX user_sessions_secret_hash ON user_sessions (secret_hash);
CREATE INDEX user_sessions_user_id ON user_sessions (user_id);

ALTER TABLE user_sessions ENABLE ROW LEVEL SECURITY;
ALTER TABLE user_sessions FORCE ROW LEVEL SECURITY;
CREATE POLICY schema_owner ON user_sessions TO CURRENT_USER USING (true) WITH CHECK (true);
CREATE POLICY my_sessions ON user_sessions
    USING (user_id = (SELECT current_person())) WITH CHECK (user_id = (SELECT current_person()));

GRANT SELECT, INSERT, UPDATE, DELETE ON user_sessions TO {runtime_role};
