-- Links that were sent by mail and work once. Only a hash of the link's secret is kept.
CREATE TABLE mail_links (
    user_id uuid NOT NULL REFERENCES users ON DELETE CASCADE,
    secret_hash bytea NOT NULL,
    purpose text NOT NULL CHECK (purpose IN ('confirmation', 'password_reset', 'new_address', 'address_changed', 'guest_return')),
    -- The address that the link was sent to. Except for those about a change of the address, a link is worth nothing once the
    -- account has another.
    address text NOT NULL,
    created_at timestamptz NOT NULL DEFAULT now(),
    expires_at timestamptz NOT NULL,
    used_at timestamptz,
    PRIMARY KEY (user_id, secret_hash)
);
CREATE UNIQUE INDEX mail_links_secret_hash ON mail_links (secret_hash);

ALTER TABLE mail_links ENABLE ROW LEVEL SECURITY;
ALTER TABLE mail_links FORCE ROW LEVEL SECURITY;
CREATE POLICY schema_owner ON mail_links TO CURRENT_USER USING (true) WITH CHECK (true);
CREATE POLICY my_links ON mail_links
    USING (user_id = (SELECT current_person())) WITH CHECK (user_id = (SELECT current_person()));

GRANT SELECT, INSERT, UPDATE ON mail_links TO {runtime_role};
