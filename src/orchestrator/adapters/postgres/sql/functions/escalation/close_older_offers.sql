-- Before a new offer is stored: closes the open offers for other messages of its thread, so that the asker cannot accept
-- an old one by mistake. The lock on the conversation makes two offers at the same time wait for each other.
-- Served by escalation_queue_conversation.
CREATE OR REPLACE FUNCTION close_older_offers() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS
$$
BEGIN
    PERFORM 1 FROM conversations WHERE avee_id = NEW.avee_id AND id = NEW.conversation_id FOR NO KEY UPDATE;
    UPDATE escalation_queue SET status = 'expired', expired_at = now(), replaced_by = NEW.id
    WHERE avee_id = NEW.avee_id AND conversation_id = NEW.conversation_id AND status = 'pending' AND message_id <> NEW.message_id;
    RETURN NEW;
END
$$;
