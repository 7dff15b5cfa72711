-- Keeps search_vectors and multilingual_vectors in step with the active answers and phrasings. A job embeds what is new in
-- the latter.
CREATE OR REPLACE FUNCTION sync_phrasing_vector() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS
$$
DECLARE
    answer uuid := CASE WHEN TG_OP = 'DELETE' THEN NULL WHEN TG_TABLE_NAME = 'phrasings' THEN (to_jsonb(NEW) ->> 'answer_id')::uuid ELSE NEW.id END;
BEGIN
    IF TG_OP <> 'INSERT' THEN
        DELETE FROM search_vectors WHERE avee_id = OLD.avee_id AND kind = 'answer' AND layer_rank = layer_rank(OLD.layer) AND id = OLD.id;
        DELETE FROM multilingual_vectors WHERE avee_id = OLD.avee_id AND layer_rank = layer_rank(OLD.layer) AND id = OLD.id;
    END IF;
    IF TG_OP <> 'DELETE' AND NEW.state = 'active' THEN
        INSERT INTO search_vectors (avee_id, kind, layer_rank, id, part_of, embedding)
            VALUES (NEW.avee_id, 'answer', layer_rank(NEW.layer), NEW.id, answer, NEW.embedding);
        INSERT INTO multilingual_vectors (avee_id, layer_rank, id, part_of) VALUES (NEW.avee_id, layer_rank(NEW.layer), NEW.id, answer);
    END IF;
    RETURN NULL;
END
$$;
