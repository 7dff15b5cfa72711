-- Tells a person's other windows that they have read on in a conversation.
CREATE OR REPLACE FUNCTION emit_read() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS
$$
BEGIN
    PERFORM emit_event(ARRAY[NEW.user_id], 'conversation.read',
        jsonb_build_object('avee_id', NEW.avee_id, 'conversation_id', NEW.conversation_id));
    RETURN NULL;
END
$$;
