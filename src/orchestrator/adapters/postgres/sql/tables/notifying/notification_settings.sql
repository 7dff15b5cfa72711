-- Which notifications a person wants, and when.
CREATE TABLE notification_settings (
    user_id uuid PRIMARY KEY REFERENCES users ON DELETE CASCADE,
    kinds jsonb NOT NULL,
    digest text NOT NULL CHECK (digest IN ('immediate', 'hourly', 'daily')),
    -- Local time of day; both are NULL without quiet hours.
    quiet_from time,
    quiet_until time,
    time_zone text NOT NULL,
    created_at timestamptz NOT NULL DEFAULT now(),
    updated_at timestamptz NOT NULL DEFAULT now(),
    version integer NOT NULL DEFAULT 1,
    CHECK ((quiet_from IS NULL) = (quiet_until IS NULL))
);

ALTER TABLE notification_settings ENABLE ROW LEVEL SECURITY;
ALTER TABLE notification_settings FORCE ROW LEVEL SECURITY;
CREATE POLICY schema_owner ON notification_settings TO CURRENT_USER USING (true) WITH CHECK (true);
CREATE POLICY myself ON notification_settings USING (user_id = (SELECT current_person())) WITH CHECK (user_id = (SELECT current_person()));

GRANT SELECT, INSERT, UPDATE, DELETE ON notification_settings TO {runtime_role};
