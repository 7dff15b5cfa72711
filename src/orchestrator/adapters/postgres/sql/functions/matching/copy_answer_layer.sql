-- Gives a new phrasing or example the layer and state of its answer.
CREATE OR REPLACE FUNCTION copy_answer_layer() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS
$$
BEGIN
    SELECT layer, state INTO STRICT NEW.layer, NEW.state FROM canonical_answers WHERE avee_id = NEW.avee_id AND id = NEW.answer_id;
    RETURN NEW;
END
$$;
