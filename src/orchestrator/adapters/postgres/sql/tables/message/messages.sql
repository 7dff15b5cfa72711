-- Messages of askers, agents and creators.
CREATE TABLE messages (
    avee_id uuid NOT NULL,
    id uuid NOT NULL,
    conversation_id uuid NOT NULL,
    user_id uuid NOT NULL REFERENCES users ON DELETE CASCADE,
    role text NOT NULL CHECK (role IN ('user', 'agent', 'creator')),
    content text NOT NULL,
    layer layer NOT NULL DEFAULT 'public',
    client_message_id text,
    in_reply_to uuid,
    sources jsonb NOT NULL DEFAULT '[]',
    awaits_routing boolean NOT NULL DEFAULT false,
    created_at timestamptz NOT NULL DEFAULT now(),
    kind text NOT NULL DEFAULT 'message' CHECK (kind IN ('message', 'answer', 'correction', 'notice')),
    escalation_id uuid,
    answer_id uuid,
    answer_version integer,
    -- The later message of the same burst; its reply answers this message too.
    answered_with uuid,
    -- Who of the team wrote it; NULL for askers and agents, and where that account is gone.
    author_id uuid REFERENCES users ON DELETE SET NULL,
    PRIMARY KEY (avee_id, id),
    FOREIGN KEY (avee_id, conversation_id) REFERENCES conversations ON DELETE CASCADE
);
CREATE INDEX messages_conversation ON messages (avee_id, conversation_id, id DESC);
CREATE UNIQUE INDEX messages_client_message_id ON messages (avee_id, conversation_id, client_message_id)
    WHERE client_message_id IS NOT NULL;
CREATE INDEX messages_user_id ON messages (user_id);
CREATE INDEX messages_author_id ON messages (author_id) WHERE author_id IS NOT NULL;
-- Finds a text within messages, see find_conversations_saying(). New entries wait in a short list, so that no message pays for
-- more than a few hundred of them at once.
CREATE INDEX messages_pieces ON messages USING gin (text_pieces(avee_id, content, 0)) WITH (gin_pending_list_limit = 128);
CREATE INDEX messages_awaits_routing ON messages (created_at) WHERE awaits_routing;

ALTER TABLE messages ENABLE ROW LEVEL SECURITY;
ALTER TABLE messages FORCE ROW LEVEL SECURITY;
CREATE POLICY schema_owner ON messages TO CURRENT_USER USING (true) WITH CHECK (true);
CREATE POLICY asker_reads ON messages FOR SELECT USING (user_id = (SELECT current_person()));
CREATE POLICY asker_writes ON messages FOR INSERT WITH CHECK (
    user_id = (SELECT current_person()) AND role IN ('user', 'agent')
    AND EXISTS (SELECT 1 FROM conversations c WHERE c.avee_id = messages.avee_id AND c.id = messages.conversation_id
                AND c.user_id = messages.user_id));
CREATE POLICY asker_routes ON messages FOR UPDATE
    USING (user_id = (SELECT current_person()) AND awaits_routing) WITH CHECK (user_id = (SELECT current_person()));
CREATE POLICY creator_direct ON messages FOR SELECT
    USING (avee_id IN (SELECT owned_avees())
           AND EXISTS (SELECT 1 FROM conversations c WHERE c.avee_id = messages.avee_id AND c.id = messages.conversation_id
                       AND c.kind = 'direct'));
CREATE POLICY team_reads ON messages FOR SELECT
    USING (avee_id IN (SELECT team_avees('viewer'))
           AND EXISTS (SELECT 1 FROM conversations c WHERE c.avee_id = messages.avee_id AND c.id = messages.conversation_id
                       AND c.kind = 'agent'));
CREATE POLICY answerers_write ON messages FOR INSERT WITH CHECK (
    avee_id IN (SELECT team_avees('answerer')) AND role IN ('creator', 'agent') AND find_asker(avee_id, conversation_id) = user_id
    AND (role <> 'creator' OR avee_id IN (SELECT answering_avees())));

-- A message is never changed or deleted, except that awaits_routing is cleared.
GRANT SELECT, INSERT, UPDATE (awaits_routing, answered_with) ON messages TO {runtime_role};
