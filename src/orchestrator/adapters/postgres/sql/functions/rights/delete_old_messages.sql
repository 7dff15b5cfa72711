-- Deletes up to p_limit messages that are older than their agent keeps them, oldest first, with the decisions on them and with closed
-- questions; returns how many. Conversations with an open question are left alone, and so are answers with their phrasings.
-- Served by the primary key of messages.
CREATE OR REPLACE FUNCTION delete_old_messages(p_limit integer) RETURNS bigint
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS
$$
DECLARE
    agent record;
    gone bigint;
    total bigint := 0;
BEGIN
    FOR agent IN
        SELECT p.avee_id, now() - make_interval(days => p.retention_days) AS before FROM orchestrator_configs p
        WHERE p.retention_days > 0 ORDER BY p.avee_id
    LOOP
        EXIT WHEN total >= p_limit;
        WITH old AS (
            DELETE FROM messages m WHERE m.avee_id = agent.avee_id AND m.id IN (
                SELECT o.id FROM messages o
                WHERE o.avee_id = agent.avee_id AND o.id < first_id(agent.before) AND o.created_at < agent.before
                AND NOT EXISTS (SELECT 1 FROM escalation_queue q WHERE q.avee_id = o.avee_id AND q.conversation_id = o.conversation_id
                                AND q.status IN ('pending', 'accepted'))
                ORDER BY o.id LIMIT p_limit - total)
            RETURNING m.id)
        SELECT count(*) INTO gone FROM old;
        CONTINUE WHEN gone = 0;
        total := total + gone;
        DELETE FROM conversations c WHERE c.avee_id = agent.avee_id AND c.id < first_id(agent.before) AND c.created_at < agent.before
            AND NOT EXISTS (SELECT 1 FROM messages m WHERE m.avee_id = c.avee_id AND m.conversation_id = c.id);
        -- One entry a night.
        UPDATE agent_audit SET after = jsonb_build_object('messages', (after ->> 'messages')::bigint + gone)
            WHERE avee_id = agent.avee_id AND id > first_id(now() - interval '12 hours') AND kind = 'messages.expired';
        IF NOT FOUND THEN
            PERFORM add_audit_entry('messages.expired', agent.avee_id, NULL, NULL, NULL, NULL, jsonb_build_object('messages', gone));
        END IF;
    END LOOP;
    RETURN total;
END
$$;
