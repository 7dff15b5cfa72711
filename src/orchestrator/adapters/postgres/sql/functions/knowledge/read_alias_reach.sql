-- A new alias or example has its answer's layer and state.
CREATE OR REPLACE FUNCTION read_alias_reach() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS
$$
BEGIN
    SELECT layer, state INTO STRICT NEW.layer, NEW.state FROM canonical_answers WHERE avee_id = NEW.avee_id AND id = NEW.answer_id;
    RETURN NEW;
END
$$;
