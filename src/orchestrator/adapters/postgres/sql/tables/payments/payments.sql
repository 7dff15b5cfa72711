-- Payments, from the checkout to the receipt. Functions alone write them: the running program may only read. Which moves there are is
-- kept by guard_payment(), and what is owed is written by settle_question() with what causes it.
CREATE TABLE payments (
    avee_id uuid NOT NULL REFERENCES avees ON DELETE CASCADE,
    id uuid NOT NULL,
    kind text NOT NULL DEFAULT 'question' CHECK (kind IN ('question', 'membership')),
    -- NULL for a membership, and once the question is erased.
    escalation_id uuid,
    -- NULL once the asker is erased.
    user_id uuid REFERENCES users ON DELETE SET NULL,
    way text NOT NULL CHECK (way IN ('stripe', 'by_hand')),
    -- 'charge': taken at once, and given back where there is no answer.
    taking text NOT NULL CHECK (taking IN ('hold', 'charge')),
    -- In minor units.
    amount bigint NOT NULL CHECK (amount > 0),
    currency text NOT NULL CHECK (currency ~ '^[A-Z]{3}$'),
    -- What the provider keeps; NULL where it is not known.
    fee bigint CHECK (fee >= 0),
    status text NOT NULL DEFAULT 'required'
        CHECK (status IN ('required', 'held', 'captured', 'lapsed', 'released', 'refunded', 'disputed')),
    -- What has to be done and is not done yet.
    due text CHECK (due IN ('capture', 'give_back')),
    -- The creator's account at the provider; '' for that of the installation.
    account text NOT NULL DEFAULT '',
    -- The provider's page, and its id of it.
    checkout_ref text,
    checkout_url text,
    -- How long it can be paid.
    place_until timestamptz NOT NULL,
    payment_ref text,
    subscription_ref text,
    -- When a hold ends by itself.
    capture_before timestamptz,
    -- Whether the answer is given to nobody else.
    is_private boolean NOT NULL DEFAULT false,
    refund_reason text CHECK (length(refund_reason) <= 1000),
    -- The code of the last error that kept what is due from being done.
    failure text CHECK (length(failure) <= 200),
    -- Who gives the receipt, and its number among all of theirs, from 1.
    receipt_owner uuid REFERENCES users ON DELETE SET NULL,
    receipt_number integer,
    -- Of a membership.
    paid_until timestamptz,
    created_at timestamptz NOT NULL DEFAULT now(),
    held_at timestamptz,
    captured_at timestamptz,
    released_at timestamptz,
    refunded_at timestamptz,
    disputed_at timestamptz,
    updated_at timestamptz NOT NULL DEFAULT now(),
    -- What the receipt says, as it was when the money was taken; the buyer goes with their account.
    receipt_seller text,
    receipt_details text,
    receipt_buyer text,
    PRIMARY KEY (avee_id, id),
    FOREIGN KEY (avee_id, escalation_id) REFERENCES escalation_queue ON DELETE SET NULL (escalation_id),
    CHECK (due IS NULL OR status IN ('required', 'held', 'captured')),
    CHECK (due IS DISTINCT FROM 'capture' OR status = 'held')
);
-- Finds a payment by its id alone.
CREATE INDEX payments_id ON payments (id);
-- At most one that may still be taken for each question.
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

GRANT SELECT ON payments TO {runtime_role};
