-- Gives the canonical answer of an answered question the layer and expiry that were chosen for it. It is a function because whoever
-- answers may otherwise change no answer; an older one with the same text is changed by an editor alone. Returns that answer and
-- its version.
CREATE OR REPLACE FUNCTION save_answer_layer(p_avee uuid, p_escalation uuid) RETURNS TABLE (id uuid, version integer)
LANGUAGE sql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS
$$
    WITH same AS (
        SELECT a.avee_id, a.id, a.version, q.answer_layer, q.answer_expires_at,
            a.escalation_id = q.id OR a.avee_id IN (SELECT team_avees('editor')) AS is_changed
        FROM escalation_queue q JOIN canonical_answers a ON a.avee_id = q.avee_id AND a.state = 'active'
            AND a.content_hash = sha256(convert_to(coalesce(q.question_pattern, q.original_message) || E'\n' || q.creator_answer, 'UTF8'))
        WHERE q.avee_id = p_avee AND q.id = p_escalation AND q.status = 'answered' AND q.reuse AND q.avee_id IN (SELECT answering_avees())),
    changed AS (
        UPDATE canonical_answers a SET layer = coalesce(s.answer_layer, 'public'), expires_at = s.answer_expires_at
        FROM same s WHERE a.avee_id = s.avee_id AND a.id = s.id AND s.is_changed RETURNING a.id, a.version)
    SELECT s.id, coalesce(c.version, s.version) FROM same s LEFT JOIN changed c ON c.id = s.id
$$;
