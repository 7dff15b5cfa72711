-- Erases conversations of one person with everything in them. A question that waits is withdrawn first, so that its creator is told.
-- What other people were sent about them is ids, and goes too. Not SECURITY DEFINER, so that only functions with a definer's
-- rights can use it.
CREATE OR REPLACE FUNCTION erase_threads(p_person uuid, p_conversation uuid) RETURNS void
LANGUAGE plpgsql SET search_path = pg_catalog, public, pg_temp AS
$$
DECLARE
    threads uuid[];
    agents uuid[];
BEGIN
    SELECT array_agg(id), array_agg(DISTINCT avee_id) INTO threads, agents FROM (
        SELECT id, avee_id FROM conversations
        WHERE user_id = p_person AND (p_conversation IS NULL OR id = p_conversation) ORDER BY id FOR UPDATE) mine;
    PERFORM forget_questions(p_person, p_conversation);
    DELETE FROM webhook_deliveries WHERE avee_id = ANY (agents) AND (body -> 'data' ->> 'conversation_id')::uuid = ANY (threads);
    DELETE FROM events e USING avees a WHERE a.id = ANY (agents) AND (e.user_id = p_person OR e.user_id = ANY (team_of(a.id, 'viewer')))
        AND (e.payload ->> 'conversation_id')::uuid = ANY (threads);
    DELETE FROM notifications WHERE avee_id = ANY (agents) AND conversation_id = ANY (threads);
    DELETE FROM mail_news WHERE avee_id = ANY (agents) AND conversation_id = ANY (threads);
    UPDATE escalation_queue SET status = 'declined', declined_by = 'asker', declined_at = now()
        WHERE avee_id = ANY (agents) AND conversation_id = ANY (threads) AND status IN ('pending', 'accepted');
    -- Table by table, as a cascade would look at each message alone.
    DELETE FROM orchestrator_decisions WHERE avee_id = ANY (agents) AND conversation_id = ANY (threads);
    DELETE FROM escalation_queue WHERE avee_id = ANY (agents) AND conversation_id = ANY (threads);
    DELETE FROM messages WHERE avee_id = ANY (agents) AND conversation_id = ANY (threads);
    DELETE FROM conversations WHERE avee_id = ANY (agents) AND id = ANY (threads);
END
$$;
