-- Conversations with an agent, or directly with its creator.
CREATE TABLE conversations (
    avee_id uuid NOT NULL REFERENCES avees ON DELETE CASCADE,
    id uuid NOT NULL,
    user_id uuid NOT NULL REFERENCES users ON DELETE CASCADE,
    kind text NOT NULL DEFAULT 'agent' CHECK (kind IN ('agent', 'direct')),
    created_at timestamptz NOT NULL DEFAULT now(),
    updated_at timestamptz NOT NULL DEFAULT now(),
    -- The agent stays silent until this time, because the creator is present in the thread.
    agent_silenced_until timestamptz,
    -- Since when the creator has the thread in their inbox, because they wrote in it; NULL once it is handed back.
    taken_over_at timestamptz,
    PRIMARY KEY (avee_id, id)
);
CREATE INDEX conversations_id ON conversations (id);
CREATE INDEX conversations_user_id ON conversations (user_id, id DESC);
CREATE INDEX conversations_of_asker ON conversations (user_id, avee_id, created_at DESC) WHERE kind = 'agent';
CREATE INDEX conversations_direct ON conversations (avee_id, id) WHERE kind = 'direct';
CREATE INDEX conversations_taken_over ON conversations (avee_id, id) WHERE taken_over_at IS NOT NULL;

ALTER TABLE conversations ENABLE ROW LEVEL SECURITY;
ALTER TABLE conversations FORCE ROW LEVEL SECURITY;
CREATE POLICY schema_owner ON conversations TO CURRENT_USER USING (true) WITH CHECK (true);
CREATE POLICY asker ON conversations
    USING (user_id = (SELECT current_person())) WITH CHECK (user_id = (SELECT current_person()));
CREATE POLICY creator_direct ON conversations FOR SELECT
    USING (kind = 'direct' AND avee_id IN (SELECT owned_avees()));
CREATE POLICY team_reads ON conversations FOR SELECT
    USING (kind = 'agent' AND avee_id IN (SELECT team_avees('viewer')));
-- A guest asks the one agent, and nobody past it.
CREATE POLICY guests ON conversations AS RESTRICTIVE
    USING ((SELECT asked_as_guest()) IS NULL OR avee_id = (SELECT asked_as_guest()))
    WITH CHECK ((SELECT asked_as_guest()) IS NULL OR (avee_id = (SELECT asked_as_guest()) AND kind = 'agent'));

GRANT SELECT, INSERT, UPDATE, DELETE ON conversations TO {runtime_role};
