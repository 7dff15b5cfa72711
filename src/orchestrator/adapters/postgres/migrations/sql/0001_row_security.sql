-- Row security: on and forced on every table that holds somebody's rows. The running program's role owns nothing.
-- Lookups are written as (SELECT f()) so that the planner runs them once a query, not once a row.

DO $$
DECLARE
    name text;
BEGIN
    FOREACH name IN ARRAY ARRAY[
        'users', 'user_sessions', 'api_tokens', 'avees', 'avee_members', 'documents', 'document_chunks', 'conversations', 'messages',
        'orchestrator_configs', 'orchestrator_config_versions', 'escalation_queue', 'canonical_answers', 'orchestrator_decisions',
        'answer_deliveries']
    LOOP
        EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY', name);
        EXECUTE format('ALTER TABLE %I FORCE ROW LEVEL SECURITY', name);
        -- The schema's owner migrates, and its functions above answer what no row policy can say.
        EXECUTE format('CREATE POLICY schema_owner ON %I TO CURRENT_USER USING (true) WITH CHECK (true)', name);
    END LOOP;
END
$$;

CREATE POLICY myself ON users USING (id = (SELECT current_person())) WITH CHECK (id = (SELECT current_person()));
CREATE POLICY my_sessions ON user_sessions
    USING (user_id = (SELECT current_person())) WITH CHECK (user_id = (SELECT current_person()));
CREATE POLICY my_tokens ON api_tokens
    USING (user_id = (SELECT current_person())) WITH CHECK (user_id = (SELECT current_person()));

CREATE POLICY creator ON avees USING (owner_id = (SELECT current_person())) WITH CHECK (owner_id = (SELECT current_person()));

CREATE POLICY creator ON avee_members
    USING (avee_id IN (SELECT owned_avees())) WITH CHECK (avee_id IN (SELECT owned_avees()));
CREATE POLICY member ON avee_members FOR SELECT USING (user_id = (SELECT current_person()));

CREATE POLICY creator ON documents
    USING (avee_id IN (SELECT owned_avees())) WITH CHECK (avee_id IN (SELECT owned_avees()));
CREATE POLICY asker ON documents FOR SELECT
    USING (avee_id = (SELECT current_avee()) AND status = 'ready' AND layer <= (SELECT reach()));

CREATE POLICY creator ON document_chunks
    USING (avee_id IN (SELECT owned_avees())) WITH CHECK (avee_id IN (SELECT owned_avees()));
CREATE POLICY asker ON document_chunks FOR SELECT
    USING (avee_id = (SELECT current_avee()) AND layer <= (SELECT reach()));

CREATE POLICY creator ON canonical_answers
    USING (avee_id IN (SELECT owned_avees())) WITH CHECK (avee_id IN (SELECT owned_avees()));
CREATE POLICY asker ON canonical_answers FOR SELECT
    USING (avee_id = (SELECT current_avee()) AND state = 'active' AND layer <= (SELECT reach()));

CREATE POLICY creator ON orchestrator_configs
    USING (avee_id IN (SELECT owned_avees())) WITH CHECK (avee_id IN (SELECT owned_avees()));
CREATE POLICY creator ON orchestrator_config_versions
    USING (avee_id IN (SELECT owned_avees())) WITH CHECK (avee_id IN (SELECT owned_avees()));

CREATE POLICY asker ON conversations
    USING (user_id = (SELECT current_person())) WITH CHECK (user_id = (SELECT current_person()));
CREATE POLICY creator_direct ON conversations FOR SELECT
    USING (kind = 'direct' AND avee_id IN (SELECT owned_avees()));

-- What was said is never changed or deleted by the running program, only read and added to.
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

CREATE POLICY asker_reads ON orchestrator_decisions FOR SELECT USING (user_id = (SELECT current_person()));
CREATE POLICY asker_writes ON orchestrator_decisions FOR INSERT WITH CHECK (
    user_id = (SELECT current_person())
    AND EXISTS (SELECT 1 FROM conversations c WHERE c.avee_id = orchestrator_decisions.avee_id
                AND c.id = orchestrator_decisions.conversation_id AND c.user_id = orchestrator_decisions.user_id));
CREATE POLICY creator ON orchestrator_decisions FOR SELECT USING (avee_id IN (SELECT owned_avees()));

CREATE POLICY asker_reads ON escalation_queue FOR SELECT USING (user_id = (SELECT current_person()));
CREATE POLICY asker_writes ON escalation_queue FOR INSERT WITH CHECK (
    user_id = (SELECT current_person()) AND status = 'pending' AND creator_answer IS NULL AND accepted_at IS NULL
    AND EXISTS (SELECT 1 FROM conversations c WHERE c.avee_id = escalation_queue.avee_id
                AND c.id = escalation_queue.conversation_id AND c.user_id = escalation_queue.user_id));
-- An offer that was not accepted is between the asker and the agent.
CREATE POLICY creator ON escalation_queue FOR SELECT
    USING (accepted_at IS NOT NULL AND avee_id IN (SELECT owned_avees()));

CREATE POLICY asker_reads ON answer_deliveries FOR SELECT USING (user_id = (SELECT current_person()));
CREATE POLICY asker_writes ON answer_deliveries FOR INSERT WITH CHECK (
    user_id = (SELECT current_person())
    AND EXISTS (SELECT 1 FROM canonical_answers a WHERE a.avee_id = answer_deliveries.avee_id AND a.id = answer_deliveries.answer_id));
CREATE POLICY creator ON answer_deliveries FOR SELECT USING (avee_id IN (SELECT owned_avees()));
