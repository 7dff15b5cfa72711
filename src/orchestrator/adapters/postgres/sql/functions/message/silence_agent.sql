-- After a message of the team: the agent is silent in the thread for 24 hours, the thread is in the team's inbox until it
-- is handed back, and the author has read it up to their own message.
CREATE OR REPLACE FUNCTION silence_agent() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS
$$
BEGIN
    UPDATE conversations SET agent_silenced_until = now() + interval '24 hours', taken_over_at = coalesce(taken_over_at, now())
    WHERE avee_id = NEW.avee_id AND id = NEW.conversation_id AND kind = 'agent';
    INSERT INTO conversation_reads AS r (avee_id, conversation_id, user_id, last_read_id)
    SELECT NEW.avee_id, NEW.conversation_id, NEW.author_id, NEW.id WHERE NEW.author_id IS NOT NULL
    ON CONFLICT (avee_id, conversation_id, user_id) DO UPDATE SET last_read_id = greatest(r.last_read_id, excluded.last_read_id);
    RETURN NULL;
END
$$;
