-- What an agent's creator takes for questions and for a membership. Amounts are in minor units of the currency.
CREATE TABLE price_lists (
    avee_id uuid PRIMARY KEY REFERENCES avees ON DELETE CASCADE,
    currency text NOT NULL CHECK (currency ~ '^[A-Z]{3}$'),
    way text NOT NULL CHECK (way IN ('stripe', 'by_hand')),
    -- The creator's account at the provider; '' for that of the installation.
    account text NOT NULL DEFAULT '' CHECK (length(account) <= 255),
    -- Whether that account may take money; of the installation's it always may.
    account_ready boolean NOT NULL DEFAULT false,
    -- By hand: where the money goes, told to everybody who accepts.
    how_to_pay text NOT NULL DEFAULT '' CHECK (length(how_to_pay) <= 2000),
    -- What is added where the answer is given to nobody else; NULL where that is not for sale.
    private_extra bigint CHECK (private_extra >= 0),
    membership_month bigint CHECK (membership_month > 0),
    membership_year bigint CHECK (membership_year > 0),
    version integer NOT NULL DEFAULT 1,
    created_at timestamptz NOT NULL DEFAULT now(),
    updated_at timestamptz NOT NULL DEFAULT now(),
    -- Printed on receipts, such as an address and a tax number.
    receipt_details text NOT NULL DEFAULT '' CHECK (length(receipt_details) <= 1000)
);

ALTER TABLE price_lists ENABLE ROW LEVEL SECURITY;
ALTER TABLE price_lists FORCE ROW LEVEL SECURITY;
CREATE POLICY schema_owner ON price_lists TO CURRENT_USER USING (true) WITH CHECK (true);
CREATE POLICY team_reads ON price_lists FOR SELECT USING (avee_id IN (SELECT team_avees('viewer')));
CREATE POLICY creator ON price_lists USING (avee_id IN (SELECT owned_avees())) WITH CHECK (avee_id IN (SELECT owned_avees()));

GRANT SELECT, INSERT, UPDATE, DELETE ON price_lists TO {runtime_role};
