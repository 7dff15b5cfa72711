-- Browsers in which somebody signed in with the right password. Wrong passwords from elsewhere do not lock them out. Only
-- a hash of the secret in the browser's cookie is kept.
CREATE TABLE known_devices (
    user_id uuid NOT NULL REFERENCES users ON DELETE CASCADE,
    secret_hash bytea NOT NULL,
    created_at timestamptz NOT NULL DEFAULT now(),
    last_used_at timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (user_id, secret_hash)
);

ALTER TABLE known_devices ENABLE ROW LEVEL SECURITY;
ALTER TABLE known_devices FORCE ROW LEVEL SECURITY;
CREATE POLICY schema_owner ON known_devices TO CURRENT_USER USING (true) WITH CHECK (true);
CREATE POLICY my_devices ON known_devices
    USING (user_id = (SELECT current_person())) WITH CHECK (user_id = (SELECT current_person()));
-- A guest has no password, so no devices.
CREATE POLICY no_guests ON known_devices AS RESTRICTIVE FOR INSERT WITH CHECK ((SELECT asked_as_guest()) IS NULL);

GRANT SELECT, INSERT, UPDATE, DELETE ON known_devices TO {runtime_role};
