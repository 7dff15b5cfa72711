-- Erases a conversation that the person started; returns whether there was one.
CREATE OR REPLACE FUNCTION erase_conversation(p_conversation uuid) RETURNS boolean
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS
$$
BEGIN
    IF NOT EXISTS (SELECT 1 FROM conversations WHERE id = p_conversation AND user_id = current_person()) THEN
        RETURN false;
    END IF;
    PERFORM erase_threads(current_person(), p_conversation);
    PERFORM add_audit_entry('conversation.removed', NULL, current_person(), p_conversation, NULL, NULL, NULL);
    RETURN true;
END
$$;
