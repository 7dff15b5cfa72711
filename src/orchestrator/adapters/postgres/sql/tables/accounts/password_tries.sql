-- Tries of a password in the last day that were wrong, or are being checked. A try that is refused for their number is not
-- stored. Accounts and addresses are stored as hashes, also for accounts that do not exist.
CREATE TABLE password_tries (
    id uuid PRIMARY KEY,
    account bytea NOT NULL,
    -- The device that is known to the account, or the session in which a password is changed, or else the address.
    place bytea NOT NULL,
    address bytea NOT NULL,
    -- Whether the place is known to the account; such tries do not count against strangers' tries.
    is_known boolean NOT NULL,
    tried_at timestamptz NOT NULL DEFAULT now()
);
CREATE INDEX password_tries_account ON password_tries (account, tried_at);
CREATE INDEX password_tries_address ON password_tries (address, tried_at);
CREATE INDEX password_tries_tried_at ON password_tries (tried_at);

-- Reached by begin_password_try() and end_password_try() alone: the runtime role has no right to it.
ALTER TABLE password_tries ENABLE ROW LEVEL SECURITY;
ALTER TABLE password_tries FORCE ROW LEVEL SECURITY;
CREATE POLICY schema_owner ON password_tries TO CURRENT_USER USING (true) WITH CHECK (true);
