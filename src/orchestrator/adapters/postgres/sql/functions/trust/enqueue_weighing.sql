-- Starts the job that weighs what askers said to "Do you mean ...?" about an answer. A mark on an answer that nobody was asked
-- about needs none.
CREATE OR REPLACE FUNCTION enqueue_weighing() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS
$$
BEGIN
    -- Served by close_questions_asked.
    IF EXISTS (SELECT FROM close_questions q WHERE q.avee_id = NEW.avee_id AND q.user_id = NEW.user_id AND q.answer_id = NEW.answer_id) THEN
        PERFORM enqueue_job('notification', 'weigh_yeses', jsonb_build_object(
            'person', (SELECT owner_id FROM avees WHERE id = NEW.avee_id), 'avee_id', NEW.avee_id, 'answer_id', NEW.answer_id));
    END IF;
    RETURN NULL;
END
$$;
