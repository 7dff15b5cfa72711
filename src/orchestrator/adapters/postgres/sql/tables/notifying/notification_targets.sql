-- Addresses at which a person gets notifications. An address holds secrets and is never returned in full.
CREATE TABLE notification_targets (
    user_id uuid NOT NULL REFERENCES users ON DELETE CASCADE,
    id uuid NOT NULL,
    url text NOT NULL,
    last_sent_at timestamptz,
    failing_since timestamptz,
    last_error text,
    created_at timestamptz NOT NULL DEFAULT now(),
    -- The address as it is shown.
    masked text NOT NULL,
    -- Why nothing is sent to it any more; NULL while it is in use.
    disabled_reason text,
    -- The last message took long: the next ones wait with those to failing targets.
    is_slow boolean NOT NULL DEFAULT false,
    PRIMARY KEY (user_id, id)
);

ALTER TABLE notification_targets ENABLE ROW LEVEL SECURITY;
ALTER TABLE notification_targets FORCE ROW LEVEL SECURITY;
CREATE POLICY schema_owner ON notification_targets TO CURRENT_USER USING (true) WITH CHECK (true);
CREATE POLICY myself ON notification_targets USING (user_id = (SELECT current_person())) WITH CHECK (user_id = (SELECT current_person()));
-- A guest has no targets.
CREATE POLICY no_guests ON notification_targets AS RESTRICTIVE FOR INSERT WITH CHECK ((SELECT asked_as_guest()) IS NULL);

GRANT SELECT, INSERT, UPDATE, DELETE ON notification_targets TO {runtime_role};
