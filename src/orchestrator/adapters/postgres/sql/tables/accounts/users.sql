-- Accounts.
CREATE TABLE users (
    id uuid PRIMARY KEY,
    email text NOT NULL,
    handle text NOT NULL,
    display_name text NOT NULL,
    -- Address of the picture on this server; NULL without one.
    avatar text,
    -- NULL until one is set, where the person signs in by an account elsewhere.
    password_hash text,
    created_at timestamptz NOT NULL DEFAULT now(),
    updated_at timestamptz NOT NULL DEFAULT now(),
    version integer NOT NULL DEFAULT 1,
    -- When the person opened the link that was sent to the address; until then nothing else is sent to it.
    email_confirmed_at timestamptz,
    -- Signed up, and waits for the link that was mailed to the address. Nobody sees the account or signs in to it before, and
    -- several may name the same address; the handle is kept for it.
    is_pending boolean NOT NULL DEFAULT false,
    has_password boolean NOT NULL GENERATED ALWAYS AS (password_hash IS NOT NULL) STORED,
    -- The agent that a guest, who has no account, may ask; NULL for an account. The foreign key is in avees.sql. A guest's
    -- address is '' until they leave one; several guests may leave the same one, and an account may have it.
    guest_of uuid,
    -- Who a person is at the site of that agent's creator, which signed it: see admit_signed(). NULL for everybody else.
    site_subject text CHECK (length(site_subject) BETWEEN 1 AND 200),
    CONSTRAINT users_guest_is_open CHECK (guest_of IS NULL OR NOT is_pending),
    CONSTRAINT users_signed_asks_one_agent CHECK (site_subject IS NULL OR guest_of IS NOT NULL)
);
CREATE UNIQUE INDEX users_email ON users (lower(email)) WHERE NOT is_pending AND guest_of IS NULL;
CREATE INDEX users_pending ON users (lower(email), created_at) WHERE is_pending;
CREATE UNIQUE INDEX users_handle ON users (handle);
CREATE INDEX users_guests ON users (guest_of, created_at);
CREATE UNIQUE INDEX users_site_subject ON users (guest_of, site_subject) WHERE site_subject IS NOT NULL;

ALTER TABLE users ENABLE ROW LEVEL SECURITY;
ALTER TABLE users FORCE ROW LEVEL SECURITY;
CREATE POLICY schema_owner ON users TO CURRENT_USER USING (true) WITH CHECK (true);
CREATE POLICY myself ON users USING (id = (SELECT current_person())) WITH CHECK (id = (SELECT current_person()));

-- A guest gets an account by take_guest() alone.
CREATE POLICY guests ON users AS RESTRICTIVE FOR UPDATE USING (true) WITH CHECK (guest_of IS NOT DISTINCT FROM (SELECT asked_as_guest()));
-- Nobody becomes somebody else at a creator's site.
CREATE POLICY signed ON users AS RESTRICTIVE FOR UPDATE USING (true) WITH CHECK (site_subject IS NOT DISTINCT FROM (SELECT signed_subject()));

-- A password's hash leaves the table through find_credentials() alone.
GRANT INSERT, UPDATE, DELETE ON users TO {runtime_role};
GRANT SELECT (id, email, handle, display_name, avatar, created_at, updated_at, version, email_confirmed_at, is_pending, has_password, guest_of, site_subject) ON users TO {runtime_role};
