-- What is quoted from a passage becomes as private as the passage. Served by canonical_answers_quoted.
CREATE OR REPLACE FUNCTION spread_passage_layer() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS
$$
BEGIN
    UPDATE canonical_answers SET layer = NEW.layer
    WHERE avee_id = NEW.avee_id AND document_id = NEW.document_id AND passage_id = NEW.id AND layer < NEW.layer;
    RETURN NULL;
END
$$;
