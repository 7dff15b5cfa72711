-- Tells the owner's programs of an asker's verdict on a reply. The asker's comment stays in the database.
CREATE OR REPLACE FUNCTION emit_feedback() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS
$$
BEGIN
    IF has_webhook(NEW.avee_id, 'feedback.given') THEN
        PERFORM add_webhook_deliveries(NEW.avee_id, 'feedback.given', jsonb_build_object(
            'avee_id', NEW.avee_id, 'conversation_id', d.conversation_id, 'message_id', d.message_id, 'decision_id', d.id,
            'user_id', NEW.user_id, 'verdict', NEW.verdict, 'answer_id', NEW.answer_id, 'source_id', NEW.source_id))
        FROM orchestrator_decisions d WHERE d.avee_id = NEW.avee_id AND d.id = NEW.decision_id;
    END IF;
    RETURN NULL;
END
$$;
