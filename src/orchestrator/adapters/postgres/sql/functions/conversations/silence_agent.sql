-- Silences the agent in a thread for 24 hours after the creator's last message there.
CREATE OR REPLACE FUNCTION silence_agent() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS
$$
BEGIN
    UPDATE conversations SET agent_silenced_until = now() + interval '24 hours'
    WHERE avee_id = NEW.avee_id AND id = NEW.conversation_id AND kind = 'agent';
    RETURN NULL;
END
$$;
