-- Lets the agent answer again in a thread that is open to the creator; has no effect for anyone else. It is a function
-- because the creator may not change other parts of an asker's conversation.
CREATE OR REPLACE FUNCTION hand_back_conversation(p_conversation uuid) RETURNS void
LANGUAGE sql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS
$$
    UPDATE conversations SET agent_silenced_until = NULL
    WHERE id = p_conversation AND avee_id IN (SELECT owned_avees()) AND id IN (SELECT escalated_conversations())
$$;
