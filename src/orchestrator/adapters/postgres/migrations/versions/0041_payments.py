"""Payments: prices, what is held and taken for questions, memberships, receipts' numbers, and what a provider posted."""

from alembic import op

revision = "0041_payments"
down_revision = "0040_troubles"

QUEUE = """
ALTER TABLE escalation_queue
    ADD COLUMN price_amount bigint NOT NULL DEFAULT 0 CHECK (price_amount >= 0),
    ADD COLUMN price_currency text CHECK (price_currency ~ '^[A-Z]{3}$'),
    ADD COLUMN private_extra bigint CHECK (private_extra >= 0),
    ADD COLUMN is_private boolean NOT NULL DEFAULT false,
    ADD COLUMN place_until timestamptz,
    ADD CHECK (price_currency IS NOT NULL OR price_amount = 0 AND private_extra IS NULL AND NOT is_private),
    ADD CHECK (NOT is_private OR private_extra IS NOT NULL AND (group_id IS NULL OR group_id = id));
CREATE INDEX escalation_queue_places ON escalation_queue (avee_id, place_until) WHERE place_until IS NOT NULL AND status = 'pending';
"""

TABLES = """
CREATE TABLE price_lists (
    avee_id uuid PRIMARY KEY REFERENCES avees ON DELETE CASCADE,
    currency text NOT NULL CHECK (currency ~ '^[A-Z]{3}$'),
    way text NOT NULL CHECK (way IN ('stripe', 'by_hand')),
    account text NOT NULL DEFAULT '' CHECK (length(account) <= 255),
    account_ready boolean NOT NULL DEFAULT false,
    how_to_pay text NOT NULL DEFAULT '' CHECK (length(how_to_pay) <= 2000),
    private_extra bigint CHECK (private_extra >= 0),
    membership_month bigint CHECK (membership_month > 0),
    membership_year bigint CHECK (membership_year > 0),
    version integer NOT NULL DEFAULT 1,
    created_at timestamptz NOT NULL DEFAULT now(),
    updated_at timestamptz NOT NULL DEFAULT now()
);

ALTER TABLE price_lists ENABLE ROW LEVEL SECURITY;
ALTER TABLE price_lists FORCE ROW LEVEL SECURITY;
CREATE POLICY schema_owner ON price_lists TO CURRENT_USER USING (true) WITH CHECK (true);
CREATE POLICY team_reads ON price_lists FOR SELECT USING (avee_id IN (SELECT team_avees('viewer')));
CREATE POLICY creator ON price_lists USING (avee_id IN (SELECT owned_avees())) WITH CHECK (avee_id IN (SELECT owned_avees()));
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
CREATE TABLE payments (
    avee_id uuid NOT NULL REFERENCES avees ON DELETE CASCADE,
    id uuid NOT NULL,
    kind text NOT NULL DEFAULT 'question' CHECK (kind IN ('question', 'membership')),
    escalation_id uuid,
    user_id uuid REFERENCES users ON DELETE SET NULL,
    way text NOT NULL CHECK (way IN ('stripe', 'by_hand')),
    taking text NOT NULL CHECK (taking IN ('hold', 'charge')),
    amount bigint NOT NULL CHECK (amount > 0),
    currency text NOT NULL CHECK (currency ~ '^[A-Z]{3}$'),
    fee bigint CHECK (fee >= 0),
    status text NOT NULL DEFAULT 'required'
        CHECK (status IN ('required', 'held', 'captured', 'lapsed', 'released', 'refunded', 'disputed')),
    due text CHECK (due IN ('capture', 'give_back')),
    account text NOT NULL DEFAULT '',
    checkout_ref text,
    checkout_url text,
    place_until timestamptz NOT NULL,
    payment_ref text,
    subscription_ref text,
    capture_before timestamptz,
    is_private boolean NOT NULL DEFAULT false,
    refund_reason text CHECK (length(refund_reason) <= 1000),
    failure text CHECK (length(failure) <= 200),
    receipt_owner uuid REFERENCES users ON DELETE SET NULL,
    receipt_number integer,
    paid_until timestamptz,
    created_at timestamptz NOT NULL DEFAULT now(),
    held_at timestamptz,
    captured_at timestamptz,
    released_at timestamptz,
    refunded_at timestamptz,
    disputed_at timestamptz,
    updated_at timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (avee_id, id),
    FOREIGN KEY (avee_id, escalation_id) REFERENCES escalation_queue ON DELETE SET NULL (escalation_id),
    CHECK (due IS NULL OR status IN ('required', 'held', 'captured')),
    CHECK (due IS DISTINCT FROM 'capture' OR status = 'held')
);
CREATE INDEX payments_id ON payments (id);
CREATE UNIQUE INDEX payments_live ON payments (avee_id, escalation_id)
    WHERE escalation_id IS NOT NULL AND status IN ('required', 'held', 'captured', 'disputed') AND due IS DISTINCT FROM 'give_back';
CREATE INDEX payments_escalation ON payments (avee_id, escalation_id);
CREATE INDEX payments_user_id ON payments (user_id, id);
CREATE INDEX payments_due ON payments (updated_at) WHERE due IS NOT NULL;
CREATE INDEX payments_open ON payments (place_until) WHERE status = 'required';
CREATE INDEX payments_moving ON payments (created_at) WHERE status IN ('required', 'held', 'disputed');
CREATE INDEX payments_refs ON payments (checkout_ref);
CREATE INDEX payments_payment_ref ON payments (payment_ref);
CREATE INDEX payments_receipts ON payments (receipt_owner, receipt_number);

ALTER TABLE payments ENABLE ROW LEVEL SECURITY;
ALTER TABLE payments FORCE ROW LEVEL SECURITY;
CREATE POLICY schema_owner ON payments TO CURRENT_USER USING (true) WITH CHECK (true);
CREATE POLICY creator_reads ON payments FOR SELECT USING (avee_id IN (SELECT owned_avees()));
CREATE POLICY asker_reads ON payments FOR SELECT USING (user_id = (SELECT current_person()));
CREATE TABLE memberships (
    avee_id uuid NOT NULL REFERENCES avees ON DELETE CASCADE,
    id uuid NOT NULL,
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
    is_ending boolean NOT NULL DEFAULT false,
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
CREATE TABLE receipt_counters (
    owner_id uuid PRIMARY KEY REFERENCES users ON DELETE CASCADE,
    last integer NOT NULL CHECK (last > 0),
    updated_at timestamptz NOT NULL DEFAULT now()
);
ALTER TABLE receipt_counters ENABLE ROW LEVEL SECURITY;
ALTER TABLE receipt_counters FORCE ROW LEVEL SECURITY;
CREATE POLICY schema_owner ON receipt_counters TO CURRENT_USER USING (true) WITH CHECK (true);
CREATE TABLE provider_events (
    id text PRIMARY KEY CHECK (length(id) <= 255),
    kind text NOT NULL CHECK (length(kind) <= 255),
    received_at timestamptz NOT NULL DEFAULT now(),
    handled_at timestamptz
);
CREATE INDEX provider_events_received_at ON provider_events (received_at);
ALTER TABLE provider_events ENABLE ROW LEVEL SECURITY;
ALTER TABLE provider_events FORCE ROW LEVEL SECURITY;
CREATE POLICY schema_owner ON provider_events TO CURRENT_USER USING (true) WITH CHECK (true);
"""


def upgrade() -> None:
    op.execute(QUEUE)
    op.execute(TABLES)
