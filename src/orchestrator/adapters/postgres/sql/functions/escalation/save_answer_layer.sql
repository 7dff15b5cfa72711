-- Gives the canonical answer of an answered question, or an older one with the same text, the layer and expiry that were chosen for
-- it. It is a function because whoever answers may otherwise change no answer. Returns that answer and its version.
CREATE OR REPLACE FUNCTION save_answer_layer(p_avee uuid, p_escalation uuid) RETURNS TABLE (id uuid, version integer)
LANGUAGE sql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS
$$
    UPDATE canonical_answers a SET layer = coalesce(q.answer_layer, 'public'), expires_at = q.answer_expires_at
    FROM escalation_queue q
    WHERE q.avee_id = p_avee AND q.id = p_escalation AND q.status = 'answered' AND q.reuse AND q.avee_id IN (SELECT answering_avees())
    AND a.avee_id = q.avee_id AND a.state = 'active'
    AND a.content_hash = sha256(convert_to(coalesce(q.question_pattern, q.original_message) || E'\n' || q.creator_answer, 'UTF8'))
    RETURNING a.id, a.version
$$;
