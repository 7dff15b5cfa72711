-- Keeps the layer of a passage's sentences that of the passage.
CREATE OR REPLACE FUNCTION keep_sentence_layers() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS
$$
BEGIN
    UPDATE passage_sentences SET layer = NEW.layer WHERE avee_id = NEW.avee_id AND passage_id = NEW.id;
    RETURN NULL;
END
$$;
