-- Handles that agents gave up. Until kept_until, each leads to the agent's current one and is no other agent's.
CREATE TABLE former_avee_handles (
    avee_id uuid NOT NULL REFERENCES avees ON DELETE CASCADE,
    id uuid NOT NULL DEFAULT gen_random_uuid(),
    handle text NOT NULL,
    given_up_at timestamptz NOT NULL DEFAULT now(),
    kept_until timestamptz NOT NULL DEFAULT now() + interval '365 days',
    PRIMARY KEY (avee_id, id)
);
CREATE INDEX former_avee_handles_handle ON former_avee_handles (handle, kept_until);

ALTER TABLE former_avee_handles ENABLE ROW LEVEL SECURITY;
ALTER TABLE former_avee_handles FORCE ROW LEVEL SECURITY;
CREATE POLICY schema_owner ON former_avee_handles TO CURRENT_USER USING (true) WITH CHECK (true);
CREATE POLICY creator ON former_avee_handles FOR SELECT USING (avee_id IN (SELECT owned_avees()));

GRANT SELECT ON former_avee_handles TO {runtime_role};
