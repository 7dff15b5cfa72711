-- What waited for somebody who left the team waits for whoever comes first. Served by escalation_queue_assigned_to.
CREATE OR REPLACE FUNCTION forget_leaver() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS
$$
BEGIN
    UPDATE escalation_queue SET assigned_to = NULL WHERE assigned_to = OLD.user_id AND avee_id = OLD.avee_id;
    DELETE FROM question_openings WHERE user_id = OLD.user_id AND avee_id = OLD.avee_id;
    RETURN NULL;
END
$$;
