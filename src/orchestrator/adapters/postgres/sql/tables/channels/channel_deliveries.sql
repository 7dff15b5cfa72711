-- What leaves to a service: the outbox of its threads, in the order of `number`.
CREATE TABLE channel_deliveries (
    avee_id uuid NOT NULL,
    id uuid NOT NULL DEFAULT gen_random_uuid(),
    number bigint NOT NULL GENERATED ALWAYS AS IDENTITY,
    channel_id uuid NOT NULL,
    thread_id uuid NOT NULL,
    -- message: one of the conversation's. news: what a notification tells. said: a sentence of the channel's own. edit: thing_id
    -- is an earlier delivery, which loses its buttons.
    kind text NOT NULL CHECK (kind IN ('message', 'news', 'said', 'edit')),
    message_id uuid,
    -- The kind of the notification.
    topic text,
    -- The question that it is about, or the delivery that it edits.
    thing_id uuid,
    -- The text of news, of a sentence and of an edit.
    content text,
    -- The answer that the buttons below it send.
    draft text,
    -- As it was sent: [{label, value}].
    buttons jsonb NOT NULL DEFAULT '[]',
    -- Ids of the messages at the service, in their order.
    refs jsonb NOT NULL DEFAULT '[]',
    status text NOT NULL DEFAULT 'pending' CHECK (status IN ('pending', 'sent', 'failed')),
    attempts integer NOT NULL DEFAULT 0,
    last_error text,
    due_at timestamptz NOT NULL DEFAULT now(),
    created_at timestamptz NOT NULL DEFAULT now(),
    sent_at timestamptz,
    PRIMARY KEY (avee_id, id),
    FOREIGN KEY (avee_id, channel_id) REFERENCES channels ON DELETE CASCADE,
    FOREIGN KEY (avee_id, thread_id) REFERENCES channel_threads ON DELETE CASCADE,
    CHECK (num_nonnulls(message_id, topic, content) = 1)
);
CREATE UNIQUE INDEX channel_deliveries_message ON channel_deliveries (avee_id, thread_id, message_id) WHERE message_id IS NOT NULL;
CREATE UNIQUE INDEX channel_deliveries_news ON channel_deliveries (avee_id, thread_id, topic, thing_id) WHERE topic IS NOT NULL;
CREATE INDEX channel_deliveries_due ON channel_deliveries (due_at) WHERE status = 'pending';
CREATE INDEX channel_deliveries_thread ON channel_deliveries (avee_id, thread_id, number DESC);
CREATE INDEX channel_deliveries_refs ON channel_deliveries USING gin (refs jsonb_path_ops);
CREATE INDEX channel_deliveries_channel ON channel_deliveries (avee_id, channel_id, number DESC);

ALTER TABLE channel_deliveries ENABLE ROW LEVEL SECURITY;
ALTER TABLE channel_deliveries FORCE ROW LEVEL SECURITY;
CREATE POLICY schema_owner ON channel_deliveries TO CURRENT_USER USING (true) WITH CHECK (true);
CREATE POLICY creator ON channel_deliveries USING (avee_id IN (SELECT owned_avees())) WITH CHECK (avee_id IN (SELECT owned_avees()));

GRANT SELECT, INSERT, UPDATE, DELETE ON channel_deliveries TO {runtime_role};
