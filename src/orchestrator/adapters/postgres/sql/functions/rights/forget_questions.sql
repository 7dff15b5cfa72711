-- Takes a person's wording out of the answers to their questions, in one conversation or, where that is NULL, in all. The answers
-- stay. A pattern in the asker's words becomes the beginning of the creator's answer, as do earlier versions of it; a pattern that
-- the creator worded stays, and takes the place of earlier ones. Until the job has embedded it, a replaced pattern fits nothing.
-- Not SECURITY DEFINER, so that only functions with a definer's rights can use it.
CREATE OR REPLACE FUNCTION forget_questions(p_person uuid, p_conversation uuid) RETURNS void
LANGUAGE plpgsql SET search_path = pg_catalog, public, pg_temp AS
$$
DECLARE
    each record;
    pattern text;
BEGIN
    FOR each IN
        SELECT a.*, v.owner_id FROM canonical_answers a JOIN avees v ON v.id = a.avee_id
        WHERE a.asked_by = p_person AND (p_conversation IS NULL OR EXISTS (
            SELECT 1 FROM escalation_queue q WHERE q.avee_id = a.avee_id AND q.id = a.escalation_id AND q.conversation_id = p_conversation))
        ORDER BY a.avee_id, a.id FOR UPDATE OF a
    LOOP
        pattern := CASE WHEN each.is_own_wording THEN each.question_pattern ELSE left(btrim(split_part(btrim(each.answer_content), E'\n', 1)), 200) END;
        IF NOT each.is_own_wording THEN
            UPDATE canonical_answers SET question_pattern = pattern, version = version + 1,
                content_hash = sha256(convert_to(pattern || E'\n' || answer_content || id, 'UTF8')),
                embedding = array_fill(0::real, ARRAY[vector_dims(embedding)])::vector::halfvec
            WHERE avee_id = each.avee_id AND id = each.id;
            PERFORM enqueue_job('upkeep', 'embed_pattern',
                jsonb_build_object('person', each.owner_id, 'avee_id', each.avee_id, 'answer_id', each.id));
        END IF;
        UPDATE canonical_answers SET asked_by = NULL WHERE avee_id = each.avee_id AND id = each.id;
        UPDATE canonical_answer_versions SET question_pattern = pattern
        WHERE avee_id = each.avee_id AND answer_id = each.id AND question_pattern <> pattern;
    END LOOP;
    DELETE FROM phrasings x WHERE x.user_id = p_person AND (p_conversation IS NULL OR EXISTS (
        SELECT 1 FROM orchestrator_decisions d WHERE d.avee_id = x.avee_id AND d.conversation_id = p_conversation
        AND x.question IN (d.message_content, d.evidence ->> 'question')) OR EXISTS (
        SELECT 1 FROM escalation_queue q WHERE q.avee_id = x.avee_id AND q.conversation_id = p_conversation
        AND x.question IN (q.original_message, q.question_pattern)));
    DELETE FROM answer_examples x WHERE x.user_id = p_person AND (p_conversation IS NULL OR EXISTS (
        SELECT 1 FROM orchestrator_decisions d WHERE d.avee_id = x.avee_id AND d.id = x.decision_id AND d.conversation_id = p_conversation));
END
$$;
