-- Keys by which the program recognises what it signed itself, such as the link under a mail that ends such mails.
CREATE TABLE signing_keys (
    purpose text PRIMARY KEY,
    secret bytea NOT NULL CHECK (length(secret) = 32),
    created_at timestamptz NOT NULL DEFAULT now()
);

-- Reached by get_signing_key() alone: the runtime role has no right to it.
ALTER TABLE signing_keys ENABLE ROW LEVEL SECURITY;
ALTER TABLE signing_keys FORCE ROW LEVEL SECURITY;
CREATE POLICY schema_owner ON signing_keys TO CURRENT_USER USING (true) WITH CHECK (true);
