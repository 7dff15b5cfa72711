-- Accounts.
CREATE TABLE users (
    id uuid PRIMARY KEY,
    email text NOT NULL,
    handle text NOT NULL,
    display_name text NOT NULL,
    avatar text,
    password_hash text NOT NULL,
    created_at timestamptz NOT NULL DEFAULT now(),
    updated_at timestamptz NOT NULL DEFAULT now(),
    version integer NOT NULL DEFAULT 1,
    -- When the person opened the link that was sent to the address; until then nothing else is sent to it.
    email_confirmed_at timestamptz
);
CREATE UNIQUE INDEX users_email ON users (lower(email));
CREATE UNIQUE INDEX users_handle ON users (handle);

ALTER TABLE users ENABLE ROW LEVEL SECURITY;
ALTER TABLE users FORCE ROW LEVEL SECURITY;
CREATE POLICY schema_owner ON users TO CURRENT_USER USING (true) WITH CHECK (true);
CREATE POLICY myself ON users USING (id = (SELECT current_person())) WITH CHECK (id = (SELECT current_person()));

-- A password's hash leaves the table through find_credentials() alone.
GRANT INSERT, UPDATE, DELETE ON users TO {runtime_role};
GRANT SELECT (id, email, handle, display_name, avatar, created_at, updated_at, version, email_confirmed_at) ON users TO {runtime_role};
