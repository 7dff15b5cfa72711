-- The ids of what a payment provider posted, so that an event that comes twice is handled once. What it said is not kept.
CREATE TABLE provider_events (
    id text PRIMARY KEY CHECK (length(id) <= 255),
    kind text NOT NULL CHECK (length(kind) <= 255),
    received_at timestamptz NOT NULL DEFAULT now(),
    handled_at timestamptz
);
CREATE INDEX provider_events_received_at ON provider_events (received_at);

-- Reached by keep_provider_event() and its like alone: the runtime role has no right to it.
ALTER TABLE provider_events ENABLE ROW LEVEL SECURITY;
ALTER TABLE provider_events FORCE ROW LEVEL SECURITY;
CREATE POLICY schema_owner ON provider_events TO CURRENT_USER USING (true) WITH CHECK (true);
