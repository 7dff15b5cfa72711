-- Where messages of a person go at a service, and the conversation that belongs to it.
CREATE TABLE channel_threads (
    avee_id uuid NOT NULL,
    id uuid NOT NULL,
    channel_id uuid NOT NULL,
    person_id uuid NOT NULL,
    -- In the notation of the service's adapter.
    thread text NOT NULL,
    is_private boolean NOT NULL,
    -- NULL until something was asked, and after the conversation was erased.
    conversation_id uuid,
    -- What the service gave for answering the newest event.
    handle text NOT NULL DEFAULT '',
    created_at timestamptz NOT NULL DEFAULT now(),
    -- The one job that sends here until then, unless it ends before; what is added meanwhile gets no job of its own.
    sending_by uuid,
    sending_until timestamptz,
    PRIMARY KEY (avee_id, id),
    UNIQUE (avee_id, channel_id, person_id, thread),
    FOREIGN KEY (avee_id, channel_id) REFERENCES channels ON DELETE CASCADE,
    FOREIGN KEY (avee_id, person_id) REFERENCES channel_people ON DELETE CASCADE,
    FOREIGN KEY (avee_id, conversation_id) REFERENCES conversations ON DELETE SET NULL (conversation_id)
);
CREATE INDEX channel_threads_conversation ON channel_threads (avee_id, conversation_id);
CREATE INDEX channel_threads_person ON channel_threads (avee_id, person_id);

ALTER TABLE channel_threads ENABLE ROW LEVEL SECURITY;
ALTER TABLE channel_threads FORCE ROW LEVEL SECURITY;
CREATE POLICY schema_owner ON channel_threads TO CURRENT_USER USING (true) WITH CHECK (true);
CREATE POLICY creator ON channel_threads USING (avee_id IN (SELECT owned_avees())) WITH CHECK (avee_id IN (SELECT owned_avees()));

GRANT SELECT, INSERT, UPDATE, DELETE ON channel_threads TO {runtime_role};
