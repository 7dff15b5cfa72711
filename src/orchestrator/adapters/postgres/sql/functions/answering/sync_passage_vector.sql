-- Keeps search_vectors in step with the passages.
CREATE OR REPLACE FUNCTION sync_passage_vector() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS
$$
BEGIN
    IF TG_OP <> 'INSERT' THEN
        DELETE FROM search_vectors WHERE avee_id = OLD.avee_id AND kind = 'passage' AND layer_rank = layer_rank(OLD.layer) AND id = OLD.id;
    END IF;
    IF TG_OP <> 'DELETE' THEN
        INSERT INTO search_vectors (avee_id, kind, layer_rank, id, part_of, embedding)
            VALUES (NEW.avee_id, 'passage', layer_rank(NEW.layer), NEW.id, NEW.document_id, NEW.embedding);
    END IF;
    RETURN NULL;
END
$$;
