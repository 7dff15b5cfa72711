-- What was counted of many messages is kept for ten minutes: a year of a million takes more than a second, and whoever looks at it again and
-- again, or leaves it open, would have the database count it again and again. No text stands in it.
CREATE TABLE metric_counts (
    avee_id uuid NOT NULL REFERENCES avees ON DELETE CASCADE,
    days integer NOT NULL CHECK (days > 0),
    counted_at timestamptz NOT NULL,
    counts jsonb NOT NULL,
    PRIMARY KEY (avee_id, days)
);
ALTER TABLE metric_counts ENABLE ROW LEVEL SECURITY;
ALTER TABLE metric_counts FORCE ROW LEVEL SECURITY;
CREATE POLICY schema_owner ON metric_counts TO CURRENT_USER USING (true) WITH CHECK (true);
CREATE POLICY creator ON metric_counts USING (avee_id IN (SELECT owned_avees())) WITH CHECK (avee_id IN (SELECT owned_avees()));

-- What is counted over messages, as before but by itself; for the avee's owner, NULL for everyone else.
CREATE FUNCTION count_messages(p_avee uuid, p_from timestamptz, p_to timestamptz) RETURNS jsonb
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public SET jit = off SET work_mem = '32MB' AS
$$
DECLARE
    by_day jsonb;
    talk jsonb;
    replies jsonb;
    verdicts jsonb;
    served jsonb;
BEGIN
    IF p_avee IS NULL OR p_avee NOT IN (SELECT owned_avees()) THEN
        RETURN NULL;
    END IF;

    -- orchestrator_decisions_analytics alone, three times: messages by day and path; people and exchanges; times.
    -- Rows are binned by plain arithmetic, and only the bins become dates: a time zone's name looked up a row would cost as much as the rest.
    SELECT coalesce(jsonb_agg(jsonb_build_object('on', (c.bin AT TIME ZONE 'UTC')::date, 'path', c.path, 'is_small_talk', c.is_small_talk,
                                                 'messages', c.messages) ORDER BY c.bin), '[]') INTO by_day
    FROM (
        SELECT date_bin('1 day', d.created_at, '2000-01-01Z') AS bin, d.decision_path::"char" AS path, d.rule = 'small_talk' AS is_small_talk,
            count(*) AS messages
        FROM orchestrator_decisions d
        WHERE d.avee_id = p_avee AND d.created_at > p_from AND d.created_at <= p_to
        GROUP BY 1, 2, 3) c;

    -- An exchange that ends in a question back is one whose newest message, small talk apart, was asked back.
    SELECT jsonb_build_object('users', count(DISTINCT t.user_id), 'asked_back_last', count(*) FILTER (WHERE t.asked_back_at = t.asked_at))
    INTO talk FROM (
        SELECT any_value(d.user_id) AS user_id,
            max(d.created_at) FILTER (WHERE d.rule <> 'small_talk') AS asked_at,
            max(d.created_at) FILTER (WHERE d.decision_path = 'B') AS asked_back_at
        FROM orchestrator_decisions d
        WHERE d.avee_id = p_avee AND d.created_at > p_from AND d.created_at <= p_to
        GROUP BY d.conversation_id) t;

    SELECT jsonb_build_object('timed', count(d.reply_ms), 'p50_ms', (percentile_disc(ARRAY[0.5, 0.95]) WITHIN GROUP (ORDER BY d.reply_ms))[1],
                              'p95_ms', (percentile_disc(ARRAY[0.5, 0.95]) WITHIN GROUP (ORDER BY d.reply_ms))[2])
    INTO replies FROM orchestrator_decisions d
    WHERE d.avee_id = p_avee AND d.created_at > p_from AND d.created_at <= p_to
    AND d.decision_path IN ('A', 'C') AND d.rule <> 'small_talk';

    -- Answers from documents or from the bank that somebody judged, or that went on to the creator all the same. Served by
    -- decision_feedback_created_at and escalation_queue_offered_at: a word on a message, or a way out of its answer, comes after it.
    SELECT jsonb_build_object('helpful', count(*) FILTER (WHERE NOT v.is_against), 'against', count(*) FILTER (WHERE v.is_against))
    INTO verdicts FROM (
        SELECT said.id, bool_or(said.is_against) AS is_against FROM (
            SELECT d.id, f.verdict <> 'helpful' AS is_against
            FROM decision_feedback f JOIN orchestrator_decisions d ON d.avee_id = f.avee_id AND d.id = f.decision_id
            WHERE f.avee_id = p_avee AND f.created_at > p_from
            AND d.created_at > p_from AND d.decision_path IN ('A', 'C') AND d.rule <> 'small_talk'
            UNION ALL
            SELECT d.id, true
            FROM escalation_queue q JOIN orchestrator_decisions d ON d.avee_id = q.avee_id AND d.message_id = q.message_id
            WHERE q.avee_id = p_avee AND q.offered_at > p_from AND q.free_of_quota
            AND d.created_at > p_from AND d.decision_path IN ('A', 'C') AND d.rule <> 'small_talk') said
        GROUP BY said.id) v;

    -- Served by orchestrator_decisions_served.
    SELECT coalesce(jsonb_agg(jsonb_build_object('id', s.id, 'times', s.times)), '[]') INTO served
    FROM (SELECT d.similar_answer_id AS id, count(*) AS times FROM orchestrator_decisions d
          WHERE d.avee_id = p_avee AND d.decision_path = 'C' AND d.created_at > p_from AND d.created_at <= p_to
          GROUP BY d.similar_answer_id ORDER BY count(*) DESC, d.similar_answer_id LIMIT 10) s;

    RETURN jsonb_build_object('by_day', by_day, 'talk', talk, 'replies', replies, 'verdicts', verdicts, 'served', served);
END
$$;

-- As before, but what was counted over messages less than ten minutes ago is taken as it was: the window ends then.
CREATE OR REPLACE FUNCTION get_orchestrator_metrics(avee_id uuid, days integer) RETURNS jsonb
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public SET jit = off SET work_mem = '32MB' AS
$$
DECLARE
    v_avee CONSTANT uuid := get_orchestrator_metrics.avee_id;
    v_days CONSTANT integer := greatest(1, least(get_orchestrator_metrics.days, 3660));
    v_to timestamptz;
    v_from timestamptz;
    made_at timestamptz;
    messages jsonb;
    accepted_by_day jsonb;
    offers jsonb;
    questions jsonb;
    creator jsonb;
    answers jsonb;
    top_answers jsonb;
    unanswered jsonb;
    direct bigint;
BEGIN
    SELECT a.created_at INTO made_at FROM avees a WHERE a.id = v_avee AND a.id IN (SELECT owned_avees());
    IF NOT FOUND THEN
        RETURN NULL;
    END IF;

    SELECT k.counted_at, k.counts INTO v_to, messages FROM metric_counts k
    WHERE k.avee_id = v_avee AND k.days = v_days AND k.counted_at > now() - interval '10 minutes';
    v_to := coalesce(v_to, now());
    v_from := v_to - make_interval(hours => 24 * v_days);
    messages := coalesce(messages, count_messages(v_avee, v_from, v_to));

    SELECT jsonb_build_object(
        'accepted', count(*) FILTER (WHERE q.accepted_at IS NOT NULL),
        'declined', count(*) FILTER (WHERE q.accepted_at IS NULL AND q.status = 'declined'),
        'lapsed', count(*) FILTER (WHERE q.accepted_at IS NULL AND (q.status = 'expired' OR q.status = 'pending' AND q.expires_at <= v_to)),
        'open', count(*) FILTER (WHERE q.status = 'pending' AND q.expires_at > v_to))
    INTO offers FROM escalation_queue q WHERE q.avee_id = v_avee AND q.offered_at > v_from AND q.offered_at <= v_to;

    -- Accepted in the window, and whatever still waits however old: an old question must not vanish from the picture by age.
    -- Served by escalation_queue_accepted_at and escalation_queue_status.
    SELECT jsonb_build_object(
        'accepted', count(*) FILTER (WHERE q.accepted_at > v_from),
        'answered', count(*) FILTER (WHERE q.accepted_at > v_from AND q.status = 'answered'),
        'declined', count(*) FILTER (WHERE q.accepted_at > v_from AND q.status = 'declined'),
        'expired', count(*) FILTER (WHERE q.accepted_at > v_from AND q.status = 'expired'),
        'waiting', count(*) FILTER (WHERE q.status = 'accepted'),
        'answered_s', coalesce(jsonb_agg(round(extract(epoch FROM q.answered_at - q.accepted_at))) FILTER (WHERE q.status = 'answered'), '[]'),
        'waiting_s', coalesce(jsonb_agg(round(extract(epoch FROM v_to - q.accepted_at))) FILTER (WHERE q.status = 'accepted'), '[]'))
    INTO questions FROM (
        SELECT q.status, q.accepted_at, q.answered_at FROM escalation_queue q
        WHERE q.avee_id = v_avee AND q.accepted_at > v_from AND q.accepted_at <= v_to
        UNION ALL
        SELECT q.status, q.accepted_at, q.answered_at FROM escalation_queue q
        WHERE q.avee_id = v_avee AND q.status = 'accepted' AND q.accepted_at <= v_from) q;

    SELECT coalesce(jsonb_agg(to_jsonb(c) ORDER BY c."on"), '[]') INTO accepted_by_day FROM (
        SELECT (q.accepted_at AT TIME ZONE 'UTC')::date AS "on", count(*) AS questions
        FROM escalation_queue q WHERE q.avee_id = v_avee AND q.accepted_at > v_from AND q.accepted_at <= v_to GROUP BY 1) c;

    SELECT to_jsonb(m) INTO creator FROM get_creator_minutes(v_avee, v_from, v_to) m;

    -- Served by the avee_id prefix of the primary key; as of now, whatever the window.
    SELECT jsonb_build_object('active', count(*), 'reused', count(*) FILTER (WHERE a.times_reused > 0)) INTO answers
    FROM canonical_answers a WHERE a.avee_id = v_avee AND a.state = 'active';

    SELECT coalesce(jsonb_agg(jsonb_build_object('id', a.id, 'question_pattern', a.question_pattern, 'state', a.state, 'times_served', s.times)
                              ORDER BY s.times DESC, a.id), '[]') INTO top_answers
    FROM jsonb_to_recordset(messages -> 'served') AS s (id uuid, times bigint)
    JOIN canonical_answers a ON a.avee_id = v_avee AND a.id = s.id;

    -- The newest 200 that nobody has answered, for the subjects among them. Served by orchestrator_decisions_unanswered.
    SELECT coalesce(jsonb_agg(u.message_content), '[]') INTO unanswered FROM (
        SELECT d.message_content FROM orchestrator_decisions d
        WHERE d.avee_id = v_avee AND d.rule IN ('worth_asking', 'gate_closed') AND d.created_at > v_from AND d.created_at <= v_to
        AND NOT EXISTS (SELECT 1 FROM escalation_queue q WHERE q.avee_id = v_avee AND q.message_id = d.message_id AND q.status = 'answered')
        ORDER BY d.created_at DESC LIMIT 200) u;

    -- What people wrote to the creator past the agent. Served by conversations_direct and messages_conversation.
    SELECT count(*) INTO direct FROM conversations c JOIN messages m ON m.avee_id = c.avee_id AND m.conversation_id = c.id
    WHERE c.avee_id = v_avee AND c.kind = 'direct' AND m.role = 'user' AND m.created_at > v_from AND m.created_at <= v_to;

    RETURN jsonb_build_object(
        'from', v_from, 'to', v_to, 'is_kept', v_to < now(), 'observed_days', extract(epoch FROM v_to - greatest(v_from, made_at)) / 86400,
        'messages', messages, 'accepted_by_day', accepted_by_day, 'offers', offers, 'questions', questions, 'creator', creator,
        'answers', answers, 'top_answers', top_answers, 'unanswered', unanswered, 'direct_messages', direct);
END
$$;
