-- Puts a wording that an asker confirmed before the avee's owner: a card, and, where p_learns, a phrasing that is off until the
-- owner calls the card right. Both have the same id. Returns it, or NULL where the answer knows the wording already or has
-- as many phrasings as it may have.
CREATE OR REPLACE FUNCTION put_wording(p_avee uuid, p_question uuid, p_card uuid, p_scorer text, p_learns boolean) RETURNS uuid
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS
$$
DECLARE
    w record;
    card uuid;
BEGIN
    SELECT q.*, d.part, d.evidence ->> 'question' AS question, least(1.0, greatest(0.0, (d.evidence -> 'signals' ->> 'close_similarity')::float8)) AS score,
        v.embedding INTO w
    FROM close_questions q
    JOIN canonical_answers a ON a.avee_id = q.avee_id AND a.id = q.answer_id AND a.version = q.answer_version AND a.state = 'active'
    JOIN orchestrator_decisions d ON d.avee_id = q.avee_id AND d.message_id = q.message_id AND d.rule = 'close_question'
        AND d.evidence -> 'asked_about' ? q.answer_id::text
    JOIN asked_questions v ON v.avee_id = d.avee_id AND v.id = d.id
    WHERE q.avee_id = p_avee AND q.avee_id IN (SELECT team_avees('editor')) AND q.id = p_question AND q.verdict = 'yes'
    AND -(v.embedding <#> a.embedding) < 0.98
    AND NOT EXISTS (SELECT FROM phrasings x WHERE x.avee_id = q.avee_id AND x.answer_id = q.answer_id AND -(x.embedding <#> v.embedding) >= 0.98)
    AND (SELECT count(*) FROM phrasings x WHERE x.avee_id = q.avee_id AND x.answer_id = q.answer_id) < 20
    LIMIT 1;
    IF NOT FOUND THEN
        RETURN NULL;
    END IF;
    INSERT INTO trust_cards (avee_id, id, subject, kind, answer_id, answer_version, conversation_id, user_id, message_id, part, question,
        score, floor, scorer)
    VALUES (p_avee, p_card, 'reuse', 'confirmed', w.answer_id, w.answer_version, w.conversation_id, w.user_id, w.message_id, w.part, w.question,
        w.score, 1, p_scorer)
    ON CONFLICT (avee_id, message_id, part, subject) DO NOTHING;
    -- Chance may have drawn a card about this message when it was asked about.
    SELECT k.id INTO card FROM trust_cards k
    WHERE k.avee_id = p_avee AND k.message_id = w.message_id AND k.part = w.part AND k.answer_id = w.answer_id AND k.verdict IS NULL;
    IF card IS NOT NULL AND p_learns THEN
        INSERT INTO phrasings (avee_id, id, answer_id, user_id, question, origin, embedding)
        VALUES (p_avee, card, w.answer_id, w.user_id, w.question, 'askers', w.embedding);
    END IF;
    RETURN card;
END
$$;
