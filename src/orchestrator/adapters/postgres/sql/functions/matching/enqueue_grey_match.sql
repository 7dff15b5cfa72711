-- Starts the job that asks a chat model about a match just below what is served.
CREATE OR REPLACE FUNCTION enqueue_grey_match() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS
$$
BEGIN
    PERFORM enqueue_job('notification', 'judge_grey_match', jsonb_build_object(
        'person', (SELECT owner_id FROM avees WHERE id = NEW.avee_id), 'avee_id', NEW.avee_id, 'match_id', NEW.id));
    RETURN NULL;
END
$$;
