-- Counts a reuse. If another transaction has locked the answer's row, the reuse is added to uncounted_reuses instead of
-- waiting.
CREATE OR REPLACE FUNCTION count_reuse() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS
$$
BEGIN
    PERFORM FROM canonical_answers WHERE avee_id = NEW.avee_id AND id = NEW.answer_id FOR NO KEY UPDATE SKIP LOCKED;
    IF FOUND THEN
        WITH noted AS (DELETE FROM uncounted_reuses WHERE avee_id = NEW.avee_id AND answer_id = NEW.answer_id RETURNING 1)
        UPDATE canonical_answers SET times_reused = times_reused + 1 + (SELECT count(*) FROM noted)
        WHERE avee_id = NEW.avee_id AND id = NEW.answer_id;
    ELSE
        INSERT INTO uncounted_reuses (avee_id, answer_id) VALUES (NEW.avee_id, NEW.answer_id);
    END IF;
    RETURN NULL;
END
$$;
