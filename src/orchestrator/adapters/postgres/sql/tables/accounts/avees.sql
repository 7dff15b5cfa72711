-- Agents.
CREATE TABLE avees (
    id uuid PRIMARY KEY,
    owner_id uuid NOT NULL REFERENCES users ON DELETE CASCADE,
    handle text NOT NULL,
    display_name text NOT NULL,
    persona text NOT NULL DEFAULT '',
    created_at timestamptz NOT NULL DEFAULT now(),
    updated_at timestamptz NOT NULL DEFAULT now(),
    version integer NOT NULL DEFAULT 1
);
CREATE UNIQUE INDEX avees_handle ON avees (handle);
CREATE INDEX avees_owner_id ON avees (owner_id);

ALTER TABLE avees ENABLE ROW LEVEL SECURITY;
ALTER TABLE avees FORCE ROW LEVEL SECURITY;
CREATE POLICY schema_owner ON avees TO CURRENT_USER USING (true) WITH CHECK (true);
CREATE POLICY creator ON avees USING (owner_id = (SELECT current_person())) WITH CHECK (owner_id = (SELECT current_person()));

GRANT SELECT, INSERT, UPDATE, DELETE ON avees TO {runtime_role};
