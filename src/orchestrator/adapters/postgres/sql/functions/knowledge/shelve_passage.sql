-- Keeps quotables in step with the passages.
CREATE OR REPLACE FUNCTION shelve_passage() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS
$$
BEGIN
    IF TG_OP <> 'INSERT' THEN
        DELETE FROM quotables WHERE avee_id = OLD.avee_id AND kind = 'passage' AND depth = depth(OLD.layer) AND id = OLD.id;
    END IF;
    IF TG_OP <> 'DELETE' THEN
        INSERT INTO quotables (avee_id, kind, depth, id, part_of, embedding)
            VALUES (NEW.avee_id, 'passage', depth(NEW.layer), NEW.id, NEW.document_id, NEW.embedding);
    END IF;
    RETURN NULL;
END
$$;
