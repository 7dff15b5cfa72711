-- The delivery of one batch of notifications to one target.
CREATE TABLE notification_deliveries (
    user_id uuid NOT NULL,
    batch_id uuid NOT NULL,
    target_id uuid NOT NULL,
    status text NOT NULL DEFAULT 'pending' CHECK (status IN ('pending', 'sent', 'failed')),
    attempts integer NOT NULL DEFAULT 0,
    last_error text,
    -- The latest time of the next attempt. When it has passed, the job was lost.
    due_at timestamptz NOT NULL DEFAULT now(),
    created_at timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (user_id, batch_id, target_id),
    FOREIGN KEY (user_id, target_id) REFERENCES notification_targets ON DELETE CASCADE
);
CREATE INDEX notification_deliveries_due ON notification_deliveries (due_at) WHERE status = 'pending';
CREATE INDEX notification_deliveries_target ON notification_deliveries (user_id, target_id);

ALTER TABLE notification_deliveries ENABLE ROW LEVEL SECURITY;
ALTER TABLE notification_deliveries FORCE ROW LEVEL SECURITY;
CREATE POLICY schema_owner ON notification_deliveries TO CURRENT_USER USING (true) WITH CHECK (true);
CREATE POLICY myself ON notification_deliveries
    USING (user_id = (SELECT current_person())) WITH CHECK (user_id = (SELECT current_person()));

GRANT SELECT, INSERT, UPDATE, DELETE ON notification_deliveries TO {runtime_role};
