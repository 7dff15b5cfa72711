-- Keeps search_vectors in step with the active answers and phrasings.
CREATE OR REPLACE FUNCTION sync_phrasing_vector() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS
$$
BEGIN
    IF TG_OP <> 'INSERT' THEN
        DELETE FROM search_vectors WHERE avee_id = OLD.avee_id AND kind = 'answer' AND layer_rank = layer_rank(OLD.layer) AND id = OLD.id;
    END IF;
    IF TG_OP <> 'DELETE' AND NEW.state = 'active' THEN
        INSERT INTO search_vectors (avee_id, kind, layer_rank, id, part_of, embedding)
            VALUES (NEW.avee_id, 'answer', layer_rank(NEW.layer), NEW.id,
                    CASE TG_TABLE_NAME WHEN 'phrasings' THEN (to_jsonb(NEW) ->> 'answer_id')::uuid ELSE NEW.id END, NEW.embedding);
    END IF;
    RETURN NULL;
END
$$;
