-- Who pays an agent's creator each month or year, and is of the tier `paid` meanwhile. Functions alone write it.
CREATE TABLE memberships (
    avee_id uuid NOT NULL REFERENCES avees ON DELETE CASCADE,
    id uuid NOT NULL,
    -- NULL once the person is erased.
    user_id uuid REFERENCES users ON DELETE SET NULL,
    way text NOT NULL CHECK (way IN ('stripe')),
    interval text NOT NULL CHECK (interval IN ('month', 'year')),
    amount bigint NOT NULL CHECK (amount > 0),
    currency text NOT NULL CHECK (currency ~ '^[A-Z]{3}$'),
    status text NOT NULL DEFAULT 'open' CHECK (status IN ('open', 'active', 'ended')),
    account text NOT NULL DEFAULT '',
    checkout_ref text,
    checkout_url text,
    place_until timestamptz NOT NULL,
    subscription_ref text,
    paid_until timestamptz,
    -- Whether it ends with what is paid.
    is_ending boolean NOT NULL DEFAULT false,
    -- The tier that the person has again when it ends.
    tier_before text CHECK (tier_before IN ('free', 'follower', 'paid')),
    created_at timestamptz NOT NULL DEFAULT now(),
    updated_at timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (avee_id, id)
);
CREATE INDEX memberships_id ON memberships (id);
CREATE INDEX memberships_user_id ON memberships (user_id, id);
CREATE UNIQUE INDEX memberships_one ON memberships (avee_id, user_id) WHERE status IN ('open', 'active');
CREATE INDEX memberships_running ON memberships (updated_at) WHERE status IN ('open', 'active');
CREATE INDEX memberships_checkout_ref ON memberships (checkout_ref);
CREATE INDEX memberships_subscription_ref ON memberships (subscription_ref);

ALTER TABLE memberships ENABLE ROW LEVEL SECURITY;
ALTER TABLE memberships FORCE ROW LEVEL SECURITY;
CREATE POLICY schema_owner ON memberships TO CURRENT_USER USING (true) WITH CHECK (true);
CREATE POLICY creator_reads ON memberships FOR SELECT USING (avee_id IN (SELECT owned_avees()));
CREATE POLICY member_reads ON memberships FOR SELECT USING (user_id = (SELECT current_person()));

GRANT SELECT ON memberships TO {runtime_role};
