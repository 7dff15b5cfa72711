-- Accounts that wait for their confirmation, and the guest whose threads each is to take over then.
CREATE TABLE guest_upgrades (
    account_id uuid PRIMARY KEY REFERENCES users ON DELETE CASCADE,
    guest_id uuid NOT NULL REFERENCES users ON DELETE CASCADE,
    created_at timestamptz NOT NULL DEFAULT now()
);
CREATE INDEX guest_upgrades_guest_id ON guest_upgrades (guest_id);

-- Reached by promise_guest() and take_guest() alone: the runtime role has no right to it.
ALTER TABLE guest_upgrades ENABLE ROW LEVEL SECURITY;
ALTER TABLE guest_upgrades FORCE ROW LEVEL SECURITY;
CREATE POLICY schema_owner ON guest_upgrades TO CURRENT_USER USING (true) WITH CHECK (true);
