-- Tokens for programs. Each has a scope and an end. Only a hash of the secret is kept.
CREATE TABLE api_tokens (
    id uuid PRIMARY KEY,
    user_id uuid NOT NULL REFERENCES users ON DELETE CASCADE,
    name text NOT NULL,
    secret_hash bytea NOT NULL,
    created_at timestamptz NOT NULL DEFAULT now(),
    -- What a program may do with it: ask < read < manage.
    scope text NOT NULL DEFAULT 'manage' CHECK (scope IN ('ask', 'read', 'manage')),
    expires_at timestamptz NOT NULL DEFAULT now() + interval '365 days',
    -- Noted once an hour at most; NULL until it is used.
    last_used_at timestamptz
);
CREATE UNIQUE INDEX api_tokens_secret_hash ON api_tokens (secret_hash);
CREATE INDEX api_tokens_user_id ON api_tokens (user_id);

ALTER TABLE api_tokens ENABLE ROW LEVEL SECURITY;
ALTER TABLE api_tokens FORCE ROW LEVEL SECURITY;
CREATE POLICY schema_owner ON api_tokens TO CURRENT_USER USING (true) WITH CHECK (true);
CREATE POLICY my_tokens ON api_tokens
    USING (user_id = (SELECT current_person())) WITH CHECK (user_id = (SELECT current_person()));
-- A guest has no tokens.
CREATE POLICY no_guests ON api_tokens AS RESTRICTIVE FOR INSERT WITH CHECK ((SELECT asked_as_guest()) IS NULL);

GRANT SELECT, INSERT, UPDATE, DELETE ON api_tokens TO {runtime_role};
