-- The last number of each creator's receipts: taken in the transaction that captures, so that none is left out.
CREATE TABLE receipt_counters (
    owner_id uuid PRIMARY KEY REFERENCES users ON DELETE CASCADE,
    last integer NOT NULL CHECK (last > 0),
    updated_at timestamptz NOT NULL DEFAULT now()
);

-- Reached by guard_payment() alone: the runtime role has no right to it.
ALTER TABLE receipt_counters ENABLE ROW LEVEL SECURITY;
ALTER TABLE receipt_counters FORCE ROW LEVEL SECURITY;
CREATE POLICY schema_owner ON receipt_counters TO CURRENT_USER USING (true) WITH CHECK (true);
