-- What askers said to "Do you mean ...?" about the current version of an answer, the newest p_limit, for the avee's owner alone. A
-- yes is taken back by a mark of the same asker on the answer, or by a complaint in the conversation, after it. An asker is
-- known if the creator gave them a tier, or if their account was p_days old when they replied. Only the first p_most yeses
-- of a person in p_days are counted, so that a few accounts cannot confirm many wordings.
CREATE OR REPLACE FUNCTION find_yeses(p_avee uuid, p_answer uuid, p_limit integer, p_days integer, p_most integer)
RETURNS TABLE (id uuid, person uuid, question text, is_yes boolean, is_taken_back boolean, is_counted boolean, card_id uuid,
    card_verdict text)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS
$$
    SELECT q.id, q.user_id, d.evidence ->> 'question', q.verdict = 'yes',
        -- Served by orchestrator_decisions_answer.
        EXISTS (SELECT FROM orchestrator_decisions s JOIN decision_feedback f ON f.avee_id = s.avee_id AND f.decision_id = s.id
                WHERE s.avee_id = q.avee_id AND s.similar_answer_id = q.answer_id AND s.user_id = q.user_id AND s.reuse = 'yes'
                AND s.created_at >= q.judged_at AND f.user_id = q.user_id AND f.verdict IN ('wrong', 'not_my_question'))
        -- The next message after the answer. Served by orchestrator_decisions_conversation.
        OR coalesce((SELECT (n.evidence -> 'signals' ->> 'is_dissatisfied')::boolean FROM orchestrator_decisions n
                     WHERE n.avee_id = q.avee_id AND n.conversation_id = q.conversation_id AND n.created_at > q.judged_at
                     ORDER BY n.created_at LIMIT 1), false),
        q.user_id <> a.owner_id
        AND (u.created_at <= q.judged_at - make_interval(days => p_days) OR coalesce(t.tier, 'free') <> 'free')
        -- Served by close_questions_asked.
        AND (SELECT count(*) FROM close_questions o WHERE o.avee_id = q.avee_id AND o.user_id = q.user_id AND o.verdict = 'yes'
             AND o.judged_at > q.judged_at - make_interval(days => p_days) AND (o.judged_at, o.id) <= (q.judged_at, q.id)) <= p_most,
        k.id, k.verdict
    FROM (SELECT * FROM close_questions c WHERE c.avee_id = p_avee AND c.answer_id = p_answer AND c.verdict IS NOT NULL
          ORDER BY c.id DESC LIMIT p_limit) q
    JOIN avees a ON a.id = q.avee_id
    JOIN canonical_answers c ON c.avee_id = q.avee_id AND c.id = q.answer_id AND c.version = q.answer_version AND c.state = 'active'
    JOIN users u ON u.id = q.user_id
    LEFT JOIN avee_members t ON t.avee_id = q.avee_id AND t.user_id = q.user_id
    JOIN orchestrator_decisions d ON d.avee_id = q.avee_id AND d.message_id = q.message_id AND d.rule = 'close_question'
        AND d.evidence -> 'asked_about' ? q.answer_id::text
    LEFT JOIN trust_cards k ON k.avee_id = d.avee_id AND k.message_id = d.message_id AND k.part = d.part AND k.answer_id = q.answer_id
    WHERE q.avee_id IN (SELECT team_avees('viewer'))
    ORDER BY q.judged_at, q.id
$$;
