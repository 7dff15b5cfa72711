-- What must be remembered between two requests of somebody who signs in by a provider and is nobody yet: 'attempt' until they
-- come back from the provider, 'newcomer' until they have chosen a handle. The key is a hash of secrets that their browser has.
CREATE TABLE sign_in_tickets (
    key bytea PRIMARY KEY,
    purpose text NOT NULL CHECK (purpose IN ('attempt', 'newcomer')),
    content jsonb NOT NULL,
    expires_at timestamptz NOT NULL
);
CREATE INDEX sign_in_tickets_expires_at ON sign_in_tickets (expires_at);

-- Reached by functions alone: the runtime role has no right to it.
ALTER TABLE sign_in_tickets ENABLE ROW LEVEL SECURITY;
ALTER TABLE sign_in_tickets FORCE ROW LEVEL SECURITY;
CREATE POLICY schema_owner ON sign_in_tickets TO CURRENT_USER USING (true) WITH CHECK (true);
