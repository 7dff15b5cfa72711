-- After a message of the creator: the agent is silent in the thread for 24 hours, the thread is in the creator's inbox
-- until they hand it back, and they have read it up to their own message.
CREATE OR REPLACE FUNCTION silence_agent() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS
$$
BEGIN
    UPDATE conversations SET agent_silenced_until = now() + interval '24 hours', taken_over_at = coalesce(taken_over_at, now())
    WHERE avee_id = NEW.avee_id AND id = NEW.conversation_id AND kind = 'agent';
    INSERT INTO conversation_reads AS r (avee_id, conversation_id, user_id, last_read_id)
    SELECT NEW.avee_id, NEW.conversation_id, owner_id, NEW.id FROM avees WHERE id = NEW.avee_id
    ON CONFLICT (avee_id, conversation_id, user_id) DO UPDATE SET last_read_id = greatest(r.last_read_id, excluded.last_read_id);
    RETURN NULL;
END
$$;
