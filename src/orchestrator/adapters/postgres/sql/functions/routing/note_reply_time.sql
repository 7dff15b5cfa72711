-- Sets how long the reply took.
CREATE OR REPLACE FUNCTION note_reply_time() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS
$$
BEGIN
    -- A message that is stored together with its decision is not seen here, and did not wait.
    NEW.reply_ms := measure_reply(NEW.timings,
        (SELECT m.created_at FROM messages m WHERE m.avee_id = NEW.avee_id AND m.id = NEW.message_id), NEW.created_at);
    RETURN NEW;
END
$$;
