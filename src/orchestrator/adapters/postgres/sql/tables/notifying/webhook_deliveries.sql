-- The delivery of one event to one webhook.
CREATE TABLE webhook_deliveries (
    avee_id uuid NOT NULL,
    id uuid NOT NULL DEFAULT gen_random_uuid(),
    webhook_id uuid NOT NULL,
    kind text NOT NULL,
    body jsonb NOT NULL,
    status text NOT NULL DEFAULT 'pending' CHECK (status IN ('pending', 'sent', 'failed')),
    attempts integer NOT NULL DEFAULT 0,
    last_error text,
    due_at timestamptz NOT NULL DEFAULT now(),
    created_at timestamptz NOT NULL DEFAULT now(),
    sent_at timestamptz,
    -- When its owner last had it posted once more; its tries count from then.
    redelivered_at timestamptz,
    PRIMARY KEY (avee_id, id),
    FOREIGN KEY (avee_id, webhook_id) REFERENCES webhooks ON DELETE CASCADE
);
CREATE INDEX webhook_deliveries_webhook ON webhook_deliveries (avee_id, webhook_id, created_at DESC);
CREATE INDEX webhook_deliveries_due ON webhook_deliveries (due_at) WHERE status = 'pending';
-- Finds what names a person, so that it can be erased with them.
CREATE INDEX webhook_deliveries_person ON webhook_deliveries ((body -> 'data' ->> 'user_id')) WHERE body -> 'data' ->> 'user_id' IS NOT NULL;
CREATE INDEX webhook_deliveries_redelivered ON webhook_deliveries (avee_id, webhook_id, redelivered_at) WHERE redelivered_at IS NOT NULL;

ALTER TABLE webhook_deliveries ENABLE ROW LEVEL SECURITY;
ALTER TABLE webhook_deliveries FORCE ROW LEVEL SECURITY;
CREATE POLICY schema_owner ON webhook_deliveries TO CURRENT_USER USING (true) WITH CHECK (true);
CREATE POLICY creator ON webhook_deliveries USING (avee_id IN (SELECT owned_avees())) WITH CHECK (avee_id IN (SELECT owned_avees()));

GRANT SELECT, INSERT, UPDATE, DELETE ON webhook_deliveries TO {runtime_role};
