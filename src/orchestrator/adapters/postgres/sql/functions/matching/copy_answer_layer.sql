-- Gives a new phrasing or example the layer and state of its answer. A phrasing that only askers confirmed is off at first.
CREATE OR REPLACE FUNCTION copy_answer_layer() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS
$$
BEGIN
    SELECT layer, state INTO STRICT NEW.layer, NEW.state FROM canonical_answers WHERE avee_id = NEW.avee_id AND id = NEW.answer_id;
    IF to_jsonb(NEW) ->> 'origin' = 'askers' THEN
        NEW.state := 'off';
    END IF;
    RETURN NEW;
END
$$;
