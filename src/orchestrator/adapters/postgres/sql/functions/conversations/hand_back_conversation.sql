-- Lets the agent answer again in a thread that is open to the creator; changes nothing for anyone else. A function, as the creator may
-- change nothing else of an asker's conversation.
CREATE OR REPLACE FUNCTION hand_back_conversation(p_conversation uuid) RETURNS void
LANGUAGE sql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS
$$
    UPDATE conversations SET agent_silenced_until = NULL
    WHERE id = p_conversation AND avee_id IN (SELECT owned_avees()) AND id IN (SELECT escalated_conversations())
$$;
