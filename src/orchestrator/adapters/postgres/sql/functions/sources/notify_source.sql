-- Notifies those of the team who look after sources: once when a source cannot be read, and not again before it could be; and, once a day
-- at most, that what it says has changed, so that documents were replaced or retired.
CREATE OR REPLACE FUNCTION notify_source() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS
$$
BEGIN
    IF NEW.state = 'failed' AND NEW.failing_since IS NULL THEN
        NEW.failing_since := now();
        PERFORM add_notification(person, 'source_trouble', NEW.avee_id, NULL, gen_random_uuid())
            FROM unnest(team_of(NEW.avee_id, 'editor')) AS person;
    ELSIF NEW.state = 'ready' THEN
        NEW.failing_since := NULL;
        IF NEW.changed > 0 OR NEW.retired > 0 THEN
            PERFORM add_notification(person, 'source_changed', NEW.avee_id, NULL, md5(NEW.id::text || current_date)::uuid)
                FROM unnest(team_of(NEW.avee_id, 'editor')) AS person;
        END IF;
    END IF;
    RETURN NEW;
END
$$;
