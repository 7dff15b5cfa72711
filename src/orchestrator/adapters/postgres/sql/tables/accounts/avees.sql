-- Agents.
CREATE TABLE avees (
    id uuid PRIMARY KEY,
    owner_id uuid NOT NULL REFERENCES users ON DELETE CASCADE,
    handle text NOT NULL,
    display_name text NOT NULL,
    persona text NOT NULL DEFAULT '',
    created_at timestamptz NOT NULL DEFAULT now(),
    updated_at timestamptz NOT NULL DEFAULT now(),
    version integer NOT NULL DEFAULT 1,
    -- The parts of the persona that are shown to askers; lengths as in domain/accounts/persona.py.
    greeting text NOT NULL DEFAULT '' CHECK (length(greeting) <= 300),
    sign_off text NOT NULL DEFAULT '' CHECK (length(sign_off) <= 120),
    home text NOT NULL DEFAULT '' CHECK (length(home) <= 200),
    speaks_as text NOT NULL DEFAULT 'name' CHECK (speaks_as IN ('name', 'i', 'we')),
    -- The sites that may show the agent in a frame, in the form of domain/accounts/embedding.py.
    embed_origins text[] NOT NULL DEFAULT '{}' CHECK (cardinality(embed_origins) <= 20 AND length(array_to_string(embed_origins, '')) <= 4000),
    -- The most private layer that a site may sign for its users.
    embed_layer layer NOT NULL DEFAULT 'public'
);
CREATE UNIQUE INDEX avees_handle ON avees (handle);
CREATE INDEX avees_owner_id ON avees (owner_id);
ALTER TABLE users ADD CONSTRAINT users_guest_of_fkey FOREIGN KEY (guest_of) REFERENCES avees ON DELETE CASCADE;

ALTER TABLE avees ENABLE ROW LEVEL SECURITY;
ALTER TABLE avees FORCE ROW LEVEL SECURITY;
CREATE POLICY schema_owner ON avees TO CURRENT_USER USING (true) WITH CHECK (true);
CREATE POLICY creator ON avees USING (owner_id = (SELECT current_person())) WITH CHECK (owner_id = (SELECT current_person()));
-- A guest has no agents.
CREATE POLICY no_guests ON avees AS RESTRICTIVE FOR INSERT WITH CHECK ((SELECT asked_as_guest()) IS NULL);
CREATE POLICY team_reads ON avees FOR SELECT USING (id IN (SELECT team_avees('viewer')));
CREATE POLICY editors ON avees FOR UPDATE USING (id IN (SELECT team_avees('editor'))) WITH CHECK (id IN (SELECT team_avees('editor')));

-- The owner changes through accept_invitation() alone.
GRANT SELECT, INSERT, DELETE ON avees TO {runtime_role};
GRANT UPDATE (handle, display_name, persona, updated_at, version, greeting, sign_off, home, speaks_as, embed_origins, embed_layer) ON avees TO {runtime_role};
