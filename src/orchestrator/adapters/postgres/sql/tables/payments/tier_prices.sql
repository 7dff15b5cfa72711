-- What a question costs a tier, and how many each of its people has free in any 30 days. A tier without a row pays nothing.
CREATE TABLE tier_prices (
    avee_id uuid NOT NULL REFERENCES price_lists ON DELETE CASCADE,
    tier text NOT NULL CHECK (tier IN ('guest', 'free', 'follower', 'paid')),
    amount bigint NOT NULL CHECK (amount >= 0),
    free_per_month integer NOT NULL DEFAULT 0 CHECK (free_per_month >= 0),
    PRIMARY KEY (avee_id, tier)
);

ALTER TABLE tier_prices ENABLE ROW LEVEL SECURITY;
ALTER TABLE tier_prices FORCE ROW LEVEL SECURITY;
CREATE POLICY schema_owner ON tier_prices TO CURRENT_USER USING (true) WITH CHECK (true);
CREATE POLICY team_reads ON tier_prices FOR SELECT USING (avee_id IN (SELECT team_avees('viewer')));
CREATE POLICY creator ON tier_prices USING (avee_id IN (SELECT owned_avees())) WITH CHECK (avee_id IN (SELECT owned_avees()));

GRANT SELECT, INSERT, UPDATE, DELETE ON tier_prices TO {runtime_role};
