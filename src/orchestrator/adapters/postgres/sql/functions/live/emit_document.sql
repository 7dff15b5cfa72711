-- Tells of a document's new status.
CREATE OR REPLACE FUNCTION emit_document() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS
$$
BEGIN
    PERFORM emit_to_creator(NEW.avee_id, 'document.' || NEW.status, jsonb_build_object('avee_id', NEW.avee_id, 'document_id', NEW.id));
    RETURN NULL;
END
$$;
