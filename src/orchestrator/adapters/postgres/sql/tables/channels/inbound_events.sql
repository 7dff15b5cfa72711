-- What came in from a service. The id stays, so that the service may tell the same thing again; the content goes when it is done.
CREATE TABLE inbound_events (
    avee_id uuid NOT NULL,
    channel_id uuid NOT NULL,
    event_id text NOT NULL,
    event jsonb,
    received_at timestamptz NOT NULL DEFAULT now(),
    handled_at timestamptz,
    -- Why it is not answered; its content is kept and shown then.
    set_aside text,
    PRIMARY KEY (avee_id, channel_id, event_id),
    FOREIGN KEY (avee_id, channel_id) REFERENCES channels ON DELETE CASCADE,
    CONSTRAINT inbound_events_content CHECK ((event IS NULL) = (handled_at IS NOT NULL AND set_aside IS NULL))
);
CREATE INDEX inbound_events_waiting ON inbound_events (received_at) WHERE handled_at IS NULL;
CREATE INDEX inbound_events_handled ON inbound_events (handled_at) WHERE handled_at IS NOT NULL;
CREATE INDEX inbound_events_set_aside ON inbound_events (avee_id, channel_id, received_at DESC) WHERE set_aside IS NOT NULL;

ALTER TABLE inbound_events ENABLE ROW LEVEL SECURITY;
ALTER TABLE inbound_events FORCE ROW LEVEL SECURITY;
CREATE POLICY schema_owner ON inbound_events TO CURRENT_USER USING (true) WITH CHECK (true);
CREATE POLICY creator ON inbound_events USING (avee_id IN (SELECT owned_avees())) WITH CHECK (avee_id IN (SELECT owned_avees()));

GRANT SELECT, INSERT, UPDATE, DELETE ON inbound_events TO {runtime_role};
