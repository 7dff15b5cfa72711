-- Makes the canonical answer of an answered escalation in the same transaction, with the question pattern if the
-- creator wrote one. The question's embedding is already on the escalation.
CREATE OR REPLACE FUNCTION make_canonical_answer() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS
$$
DECLARE
    pattern text := coalesce(NEW.question_pattern, NEW.original_message);
    -- A pattern that was there before the answer is a follow-up joined with what it follows, in the asker's words.
    is_own boolean := NEW.question_pattern IS DISTINCT FROM OLD.question_pattern
        AND lower(btrim(pattern, ' .?!')) <> lower(btrim(NEW.original_message, ' .?!'));
BEGIN
    INSERT INTO canonical_answers
        (avee_id, id, escalation_id, question_pattern, is_own_wording, answer_content, layer, content_hash, expires_at, embedding, asked_by)
    VALUES (NEW.avee_id, NEW.id, NEW.id, pattern, is_own, NEW.creator_answer, coalesce(NEW.answer_layer, 'public'),
            sha256(convert_to(pattern || E'\n' || NEW.creator_answer, 'UTF8')), NEW.answer_expires_at,
            coalesce(NEW.pattern_embedding, NEW.embedding), NEW.user_id)
    ON CONFLICT (avee_id, content_hash) WHERE state = 'active' DO NOTHING;
    RETURN NULL;
END
$$;
