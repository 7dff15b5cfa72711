-- Saves all results of routing a message, or nothing. Returns the people to wake, separated by commas, or NULL if the
-- message was routed or answered in the meantime. codecs/routing.py writes p_routing. It runs with the caller's rights,
-- so row-level security applies.
CREATE OR REPLACE FUNCTION hot_save(p_person text, p_avee uuid, p_layer text, p_routing jsonb, p_embedding halfvec) RETURNS text
LANGUAGE plpgsql
SET enable_seqscan = off SET enable_bitmapscan = off SET plan_cache_mode = force_generic_plan AS
$$
DECLARE
    r record;
BEGIN
    PERFORM name_person(p_person, p_avee::text, p_layer), set_config('app.wakes_later', 'on', true), set_config('app.to_wake', '', true);
    SELECT * INTO r FROM jsonb_to_record(p_routing) AS saved (message_id uuid, conversation_id uuid, user_id uuid, content text,
        layer layer, client_message_id text, is_saved boolean, answers_too uuid[], reply_id uuid, reply_content text, sources jsonb,
        offer jsonb, reused jsonb, cards jsonb, borderline jsonb, decision jsonb, others jsonb, asked_about jsonb, is_reply boolean, meant uuid);
    IF r.is_saved THEN
        UPDATE messages SET awaits_routing = false WHERE avee_id = p_avee AND id = r.message_id AND awaits_routing;
        IF NOT FOUND THEN
            RETURN NULL;
        END IF;
    ELSE
        INSERT INTO messages (avee_id, id, conversation_id, user_id, role, content, layer, client_message_id)
        VALUES (p_avee, r.message_id, r.conversation_id, r.user_id, 'user', r.content, r.layer, r.client_message_id);
    END IF;
    IF cardinality(r.answers_too) > 0 THEN
        UPDATE messages SET awaits_routing = false, answered_with = r.message_id
        WHERE avee_id = p_avee AND id = ANY(r.answers_too) AND awaits_routing;
    END IF;
    IF r.reply_id IS NOT NULL THEN
        INSERT INTO messages (avee_id, id, conversation_id, user_id, role, content, layer, in_reply_to, sources)
        VALUES (p_avee, r.reply_id, r.conversation_id, r.user_id, 'agent', r.reply_content, r.layer, r.message_id, r.sources);
    END IF;
    IF r.offer IS NOT NULL THEN
        INSERT INTO escalation_queue (avee_id, id, conversation_id, user_id, message_id, original_message, question_pattern,
            escalation_reason, expected_response_hours, hours_from_answers, remaining_today, expires_at, price_amount, price_currency, private_extra, embedding)
        SELECT p_avee, o.id, r.conversation_id, r.user_id, r.message_id, o.original_message, o.question_pattern, o.escalation_reason,
            o.expected_response_hours, o.hours_from_answers, o.remaining_today, o.expires_at, o.price_amount, o.price_currency,
            o.private_extra, coalesce(CAST(o.embedding AS halfvec), p_embedding)
        FROM jsonb_to_record(r.offer) AS o (id uuid, original_message text, question_pattern text, escalation_reason text,
            expected_response_hours double precision, hours_from_answers boolean, remaining_today integer, expires_at timestamptz,
            price_amount bigint, price_currency text, private_extra bigint, embedding text);
    END IF;
    IF r.reused IS NOT NULL THEN
        INSERT INTO answer_deliveries (avee_id, id, answer_id, answer_version, user_id, message_id)
        SELECT p_avee, d.id, d.answer_id, d.answer_version, r.user_id, r.reply_id
        FROM jsonb_to_recordset(r.reused) AS d (id uuid, answer_id uuid, answer_version integer);
    END IF;
    INSERT INTO orchestrator_decisions (avee_id, id, conversation_id, user_id, message_id, reply_message_id, message_content,
        decision_path, confidence_score, novelty_score, complexity_score, similarity, rule, reason, similar_answer_id, escalation_id,
        policy_version, evidence, timings)
    SELECT p_avee, d.decision_id, r.conversation_id, r.user_id, r.message_id, r.reply_id, coalesce(d.content, r.content), d.decision_path, d.confidence_score,
        d.novelty_score, d.complexity_score, d.similarity, d.rule, d.reason, d.similar_answer_id, d.escalation_id, d.policy_version,
        d.evidence, d.timings
    FROM jsonb_to_record(r.decision) AS d (decision_id uuid, decision_path text, confidence_score integer, novelty_score integer,
        complexity_score integer, similarity double precision, rule text, reason text, similar_answer_id uuid, escalation_id uuid,
        policy_version integer, evidence jsonb, timings jsonb, content text);
    INSERT INTO asked_questions (avee_id, id, conversation_id, user_id, embedding)
    VALUES (p_avee, (r.decision ->> 'decision_id')::uuid, r.conversation_id, r.user_id, p_embedding);
    IF r.others IS NOT NULL THEN
        -- The message's other questions.
        INSERT INTO orchestrator_decisions (avee_id, id, conversation_id, user_id, message_id, part, reply_message_id, message_content,
            decision_path, confidence_score, novelty_score, complexity_score, similarity, rule, reason, similar_answer_id, escalation_id,
            policy_version, evidence, timings)
        SELECT p_avee, d.decision_id, r.conversation_id, r.user_id, r.message_id, d.part, r.reply_id, d.content, d.decision_path,
            d.confidence_score, d.novelty_score, d.complexity_score, d.similarity, d.rule, d.reason, d.similar_answer_id,
            d.escalation_id, d.policy_version, d.evidence, d.timings
        FROM jsonb_to_recordset(r.others) AS d (decision_id uuid, part smallint, decision_path text, confidence_score integer,
            novelty_score integer, complexity_score integer, similarity double precision, rule text, reason text, similar_answer_id uuid,
            escalation_id uuid, policy_version integer, evidence jsonb, timings jsonb, content text);
        INSERT INTO asked_questions (avee_id, id, conversation_id, user_id, embedding)
        SELECT p_avee, d.decision_id, r.conversation_id, r.user_id, CAST(d.embedding AS halfvec)
        FROM jsonb_to_recordset(r.others) AS d (decision_id uuid, embedding text);
    END IF;
    IF r.cards IS NOT NULL THEN
        INSERT INTO trust_cards (avee_id, id, subject, kind, answer_id, answer_version, conversation_id, user_id, message_id, part, question,
            score, floor, scorer, reply, sources)
        SELECT p_avee, k.id, k.subject, k.kind, k.answer_id, k.answer_version, r.conversation_id, r.user_id, r.message_id, k.part,
            k.question, k.score, k.floor, k.scorer, k.reply, coalesce(k.sources, '[]')
        FROM jsonb_to_recordset(r.cards) AS k (id uuid, subject text, kind text, answer_id uuid, answer_version integer, part smallint,
            question text, score double precision, floor double precision, scorer text, reply text, sources jsonb);
    END IF;
    IF r.is_reply THEN
        -- What the person says to the stored questions that they were asked about last; served by close_questions_conversation.
        UPDATE close_questions q SET verdict = CASE WHEN q.answer_id = r.meant THEN 'yes' ELSE 'no' END, judged_at = now()
        WHERE q.avee_id = p_avee AND q.conversation_id = r.conversation_id AND q.user_id = r.user_id AND q.verdict IS NULL
        AND q.message_id = (SELECT k.message_id FROM close_questions k WHERE k.avee_id = p_avee AND k.conversation_id = r.conversation_id
                            ORDER BY k.id DESC LIMIT 1);
    END IF;
    IF r.asked_about IS NOT NULL THEN
        INSERT INTO close_questions (avee_id, id, user_id, conversation_id, message_id, answer_id, answer_version, wording)
        SELECT p_avee, a.id, r.user_id, r.conversation_id, r.message_id, a.answer_id, a.answer_version, a.wording
        FROM jsonb_to_recordset(r.asked_about) AS a (id uuid, answer_id uuid, answer_version integer, wording text)
        ON CONFLICT (avee_id, user_id, wording, answer_id) DO NOTHING;
    END IF;
    IF r.borderline IS NOT NULL THEN
        INSERT INTO borderline_matches (avee_id, id, answer_id, answer_version, conversation_id, user_id, message_id, part, question, score)
        SELECT p_avee, g.id, g.answer_id, g.answer_version, r.conversation_id, r.user_id, r.message_id, g.part, g.question, g.score
        FROM jsonb_to_recordset(r.borderline) AS g (id uuid, answer_id uuid, answer_version integer, part smallint, question text,
            score double precision);
    END IF;
    RETURN current_setting('app.to_wake');
END
$$;
