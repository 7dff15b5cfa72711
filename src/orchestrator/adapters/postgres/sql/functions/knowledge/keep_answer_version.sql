-- Keeps each version of an answer.
CREATE OR REPLACE FUNCTION keep_answer_version() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS
$$
BEGIN
    INSERT INTO canonical_answer_versions (avee_id, answer_id, version, question_pattern, answer_content, layer)
    VALUES (NEW.avee_id, NEW.id, NEW.version, NEW.question_pattern, NEW.answer_content, NEW.layer)
    ON CONFLICT DO NOTHING;
    RETURN NULL;
END
$$;
