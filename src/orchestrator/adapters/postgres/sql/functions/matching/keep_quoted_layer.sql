-- An answer that is quoted from a passage is at least as private as the passage; once the passage is gone, as the answer was. A
-- text that was written anew is no quote any more.
CREATE OR REPLACE FUNCTION keep_quoted_layer() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS
$$
DECLARE
    least_layer layer;
BEGIN
    IF TG_OP = 'UPDATE' AND NEW.answer_content <> OLD.answer_content THEN
        NEW.passage_id := NULL;
        NEW.document_id := NULL;
        NEW.document_title := NULL;
        NEW.passage_heading := NULL;
        RETURN NEW;
    END IF;
    IF TG_OP = 'INSERT' THEN
        -- Whoever changes the layer of the passage just now is waited for: they do not see the new answer yet.
        SELECT p.layer INTO least_layer FROM passages p WHERE p.avee_id = NEW.avee_id AND p.id = NEW.passage_id FOR SHARE;
    ELSE
        SELECT p.layer INTO least_layer FROM passages p WHERE p.avee_id = NEW.avee_id AND p.id = NEW.passage_id;
        IF NOT FOUND THEN
            least_layer := OLD.layer;
        END IF;
    END IF;
    NEW.layer := greatest(NEW.layer, least_layer);
    RETURN NEW;
END
$$;
