-- Tells the asker of every move of a question, and the team of the moves of an accepted one. An offer that was not
-- accepted stays between the asker and the agent.
CREATE OR REPLACE FUNCTION emit_escalation() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS
$$
DECLARE
    told text := 'escalation.' || NEW.status;
    ids jsonb := jsonb_build_object('avee_id', NEW.avee_id, 'conversation_id', NEW.conversation_id, 'escalation_id', NEW.id);
BEGIN
    IF NEW.accepted_at IS NULL THEN
        -- An offer that was not accepted is between the asker and the agent.
        PERFORM emit_event(ARRAY[NEW.user_id], told, ids);
        RETURN NULL;
    END IF;
    PERFORM emit_event(NEW.user_id || team_of(NEW.avee_id, 'viewer'), told, ids);
    PERFORM add_webhook_deliveries(NEW.avee_id, told, ids);
    IF NEW.status = 'accepted' THEN
        PERFORM add_notification(teammate, 'question_accepted', NEW.avee_id, NEW.conversation_id, NEW.id)
        FROM unnest(team_of(NEW.avee_id, 'answerer')) teammate;
    ELSIF NEW.status IN ('answered', 'expired') OR NEW.status = 'declined' AND NEW.declined_by IS DISTINCT FROM 'asker' THEN
        PERFORM add_notification(NEW.user_id, NEW.status, NEW.avee_id, NEW.conversation_id, NEW.id);
        PERFORM add_mail_news(NEW.user_id, NEW.status, NEW.avee_id, NEW.conversation_id, NEW.id);
    END IF;
    RETURN NULL;
END
$$;
