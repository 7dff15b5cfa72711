-- The outbox of notifications: one row for each person and subject, written in the transaction of the data that it is
-- about.
CREATE TABLE notifications (
    user_id uuid NOT NULL REFERENCES users ON DELETE CASCADE,
    id uuid NOT NULL DEFAULT gen_random_uuid(),
    kind text NOT NULL
        CHECK (kind IN (
            'question_accepted', 'assigned', 'answered', 'declined', 'expired', 'corrected', 'asker_wrote', 'trust_voided', 'webhook_disabled',
            'channel_trouble', 'source_trouble', 'source_changed', 'payment_disputed', 'money_owed')),
    avee_id uuid NOT NULL REFERENCES avees ON DELETE CASCADE,
    -- NULL if the notification is not about a conversation.
    conversation_id uuid,
    thing_id uuid NOT NULL,
    -- waiting: until due_at. sending: handed to its targets. dropped: the person does not want this kind, or has no
    -- target left.
    status text NOT NULL DEFAULT 'waiting' CHECK (status IN ('waiting', 'sending', 'sent', 'failed', 'dropped')),
    batch_id uuid,
    due_at timestamptz NOT NULL DEFAULT now(),
    attempts integer NOT NULL DEFAULT 0,
    last_error text,
    created_at timestamptz NOT NULL DEFAULT now(),
    sent_at timestamptz,
    PRIMARY KEY (user_id, id)
);
CREATE UNIQUE INDEX notifications_thing ON notifications (user_id, kind, thing_id);
CREATE INDEX notifications_due ON notifications (due_at) WHERE status = 'waiting';
CREATE INDEX notifications_avee ON notifications (avee_id);

ALTER TABLE notifications ENABLE ROW LEVEL SECURITY;
ALTER TABLE notifications FORCE ROW LEVEL SECURITY;
CREATE POLICY schema_owner ON notifications TO CURRENT_USER USING (true) WITH CHECK (true);
-- Triggers write notifications; the person reads them and changes their status.
CREATE POLICY myself ON notifications FOR SELECT USING (user_id = (SELECT current_person()));
CREATE POLICY my_moves ON notifications FOR UPDATE
    USING (user_id = (SELECT current_person())) WITH CHECK (user_id = (SELECT current_person()));

GRANT SELECT, INSERT, UPDATE, DELETE ON notifications TO {runtime_role};
