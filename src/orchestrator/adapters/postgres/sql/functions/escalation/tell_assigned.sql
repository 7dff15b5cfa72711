-- Tells the team who is to answer a question now, and that person by their own ways unless they took it themselves.
CREATE OR REPLACE FUNCTION tell_assigned() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS
$$
BEGIN
    PERFORM emit_event(team_of(NEW.avee_id, 'viewer'), 'escalation.worked_on',
        jsonb_build_object('avee_id', NEW.avee_id, 'escalation_id', NEW.id));
    IF NEW.assigned_to IS DISTINCT FROM current_person() THEN
        PERFORM add_notification(NEW.assigned_to, 'assigned', NEW.avee_id, NEW.conversation_id, NEW.id) WHERE NEW.assigned_to IS NOT NULL;
    END IF;
    RETURN NULL;
END
$$;
