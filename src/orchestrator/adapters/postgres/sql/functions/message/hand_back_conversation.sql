-- Lets the agent answer again in a thread with an agent for which the person answers; has no effect for anyone else. Returns
-- whether the team had taken the thread over, else NULL. It is a function because the team may not change other parts of an
-- asker's conversation.
CREATE OR REPLACE FUNCTION hand_back_conversation(p_conversation uuid) RETURNS boolean
LANGUAGE sql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS
$$
    UPDATE conversations SET agent_silenced_until = NULL, taken_over_at = NULL
    WHERE id = p_conversation AND avee_id IN (SELECT team_avees('answerer')) AND kind = 'agent'
    AND (taken_over_at IS NOT NULL OR agent_silenced_until IS NOT NULL)
    RETURNING true
$$;
