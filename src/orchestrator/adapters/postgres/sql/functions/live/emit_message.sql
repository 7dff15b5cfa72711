-- Tells the asker of a message in their conversation, and the creator if the conversation is open to them. In a direct
-- conversation and in one that the creator has taken over, the creator also gets a notification. Corrections and what the
-- creator wrote are told to the asker by mail.
CREATE OR REPLACE FUNCTION emit_message() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS
$$
DECLARE
    owner uuid;
    reaches_creator boolean;
BEGIN
    SELECT a.owner_id, c.kind = 'direct' OR c.taken_over_at IS NOT NULL INTO owner, reaches_creator
    FROM conversations c JOIN avees a ON a.id = c.avee_id
    WHERE c.avee_id = NEW.avee_id AND c.id = NEW.conversation_id
    AND (c.kind = 'direct' OR EXISTS (
        SELECT 1 FROM escalation_queue q
        WHERE q.avee_id = c.avee_id AND q.conversation_id = c.id AND q.accepted_at IS NOT NULL));
    PERFORM emit_event(ARRAY[NEW.user_id, owner], 'message.added',
        jsonb_build_object('avee_id', NEW.avee_id, 'conversation_id', NEW.conversation_id, 'message_id', NEW.id));
    IF NEW.kind = 'correction' THEN
        PERFORM add_notification(NEW.user_id, 'corrected', NEW.avee_id, NEW.conversation_id, NEW.id);
        PERFORM add_mail_news(NEW.user_id, 'corrected', NEW.avee_id, NEW.conversation_id, NEW.id);
    ELSIF NEW.role = 'creator' AND NEW.kind = 'message' THEN
        PERFORM add_mail_news(NEW.user_id, 'wrote', NEW.avee_id, NEW.conversation_id, NEW.id);
    ELSIF NEW.role = 'user' AND reaches_creator THEN
        PERFORM add_notification(owner, 'asker_wrote', NEW.avee_id, NEW.conversation_id, NEW.id);
    END IF;
    RETURN NULL;
END
$$;
