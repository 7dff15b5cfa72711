-- Accounts elsewhere by which a person signs in here: an issuer of OpenID Connect and its name for the person.
CREATE TABLE identities (
    user_id uuid NOT NULL REFERENCES users ON DELETE CASCADE,
    id uuid NOT NULL,
    issuer text NOT NULL,
    subject text NOT NULL,
    -- The provider's name in the settings when it was linked, and the address that it gave; both for the person to recognise it.
    provider text NOT NULL,
    email text NOT NULL DEFAULT '',
    created_at timestamptz NOT NULL DEFAULT now(),
    last_used_at timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (user_id, id)
);
CREATE UNIQUE INDEX identities_subject ON identities (issuer, subject);

ALTER TABLE identities ENABLE ROW LEVEL SECURITY;
ALTER TABLE identities FORCE ROW LEVEL SECURITY;
CREATE POLICY schema_owner ON identities TO CURRENT_USER USING (true) WITH CHECK (true);
CREATE POLICY my_identities ON identities
    USING (user_id = (SELECT current_person())) WITH CHECK (user_id = (SELECT current_person()));
-- Whoever signs in has an account.
CREATE POLICY no_guests ON identities AS RESTRICTIVE FOR INSERT WITH CHECK ((SELECT asked_as_guest()) IS NULL);

GRANT SELECT, INSERT, UPDATE, DELETE ON identities TO {runtime_role};
