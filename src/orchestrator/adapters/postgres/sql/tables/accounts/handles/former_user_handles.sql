-- Handles that people gave up. Until kept_until, each leads to the person's current one and is nobody else's.
CREATE TABLE former_user_handles (
    user_id uuid NOT NULL REFERENCES users ON DELETE CASCADE,
    id uuid NOT NULL DEFAULT gen_random_uuid(),
    handle text NOT NULL,
    given_up_at timestamptz NOT NULL DEFAULT now(),
    kept_until timestamptz NOT NULL DEFAULT now() + interval '365 days',
    PRIMARY KEY (user_id, id)
);
CREATE INDEX former_user_handles_handle ON former_user_handles (handle, kept_until);

ALTER TABLE former_user_handles ENABLE ROW LEVEL SECURITY;
ALTER TABLE former_user_handles FORCE ROW LEVEL SECURITY;
CREATE POLICY schema_owner ON former_user_handles TO CURRENT_USER USING (true) WITH CHECK (true);
CREATE POLICY myself ON former_user_handles FOR SELECT USING (user_id = (SELECT current_person()));

GRANT SELECT ON former_user_handles TO {runtime_role};
