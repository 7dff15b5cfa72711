-- Conversations with an accepted question to an avee of the person, who may answer in them. It is a function because
-- the policy of conversations cannot read escalation_queue, whose own policy reads conversations.
CREATE OR REPLACE FUNCTION escalated_conversations() RETURNS SETOF uuid
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS
$$
    SELECT q.conversation_id FROM escalation_queue q
    WHERE q.accepted_at IS NOT NULL AND q.avee_id IN (SELECT team_avees('viewer'))
$$;
