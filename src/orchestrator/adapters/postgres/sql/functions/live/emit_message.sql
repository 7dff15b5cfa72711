-- Tells the asker of a message in their conversation, and the team if the conversation is open to it; a direct conversation is its
-- owner's alone. In a direct conversation and in one that was taken over, whoever wrote in it also gets a notification, else
-- the owner. What is said in a conversation of a channel leaves by it. Corrections and what the team wrote are told to the asker by
-- mail. Served by messages_conversation. The owner's programs are told of the message without its text, where they follow messages.
CREATE OR REPLACE FUNCTION emit_message() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS
$$
DECLARE
    owner uuid;
    is_direct boolean;
    reaches_team boolean;
    team uuid[];
    told text := CASE NEW.role WHEN 'user' THEN 'message.received' ELSE 'message.sent' END;
BEGIN
    SELECT a.owner_id, c.kind = 'direct', c.kind = 'direct' OR c.taken_over_at IS NOT NULL INTO owner, is_direct, reaches_team
    FROM conversations c JOIN avees a ON a.id = c.avee_id
    WHERE c.avee_id = NEW.avee_id AND c.id = NEW.conversation_id
    AND (c.kind = 'direct' OR c.taken_over_at IS NOT NULL OR EXISTS (
        SELECT 1 FROM escalation_queue q
        WHERE q.avee_id = c.avee_id AND q.conversation_id = c.id AND q.accepted_at IS NOT NULL));
    team := CASE WHEN owner IS NULL OR is_direct THEN ARRAY[owner] ELSE team_of(NEW.avee_id, 'viewer') END;
    PERFORM emit_event(NEW.user_id || team, 'message.added',
        jsonb_build_object('avee_id', NEW.avee_id, 'conversation_id', NEW.conversation_id, 'message_id', NEW.id));
    IF NEW.role <> 'user' AND NOT coalesce(is_direct, false) THEN
        PERFORM add_channel_messages(NEW.avee_id, NEW.conversation_id, NEW.id, NEW.role = 'agent' AND NEW.kind = 'message', NEW.in_reply_to);
    END IF;
    IF NEW.kind = 'correction' THEN
        PERFORM add_notification(NEW.user_id, 'corrected', NEW.avee_id, NEW.conversation_id, NEW.id);
        PERFORM add_mail_news(NEW.user_id, 'corrected', NEW.avee_id, NEW.conversation_id, NEW.id);
    ELSIF NEW.role = 'creator' AND NEW.kind = 'message' THEN
        PERFORM add_mail_news(NEW.user_id, 'wrote', NEW.avee_id, NEW.conversation_id, NEW.id);
    ELSIF NEW.role = 'user' AND reaches_team THEN
        PERFORM add_notification(teammate, 'asker_wrote', NEW.avee_id, NEW.conversation_id, NEW.id)
        FROM (SELECT DISTINCT coalesce(w.author_id, owner) AS teammate
              FROM (SELECT 1) always LEFT JOIN messages w ON w.avee_id = NEW.avee_id AND w.conversation_id = NEW.conversation_id
                  AND w.author_id = ANY(team)) told;
    END IF;
    IF has_webhook(NEW.avee_id, told) THEN
        PERFORM add_webhook_deliveries(NEW.avee_id, told, jsonb_build_object(
            'avee_id', NEW.avee_id, 'conversation_id', NEW.conversation_id, 'message_id', NEW.id, 'user_id', NEW.user_id,
            'conversation_kind', c.kind, 'role', NEW.role, 'kind', NEW.kind, 'in_reply_to', NEW.in_reply_to))
        FROM conversations c WHERE c.avee_id = NEW.avee_id AND c.id = NEW.conversation_id;
    END IF;
    RETURN NULL;
END
$$;
