-- Tells the creator's programs of a new, changed or retired answer.
CREATE OR REPLACE FUNCTION emit_answer() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS
$$
DECLARE
    told text := CASE WHEN NEW.state = 'retired' THEN 'answer.retired' WHEN TG_OP = 'INSERT' THEN 'answer.added' ELSE 'answer.changed' END;
BEGIN
    PERFORM emit_to_creator(NEW.avee_id, told, jsonb_build_object('avee_id', NEW.avee_id, 'answer_id', NEW.id));
    RETURN NULL;
END
$$;
