-- Everything the metrics are made of, for the avee's owner; NULL for everyone else. The window is the last `days` times
-- 24 hours; days of the series are dates of the time zone. A count over messages that is less than ten minutes old is used again,
-- and the window then ends at its time.
CREATE OR REPLACE FUNCTION get_orchestrator_metrics(avee_id uuid, days integer, zone text) RETURNS jsonb
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp SET jit = off SET work_mem = '32MB' AS
$$
DECLARE
    v_avee CONSTANT uuid := get_orchestrator_metrics.avee_id;
    v_days CONSTANT integer := greatest(1, least(get_orchestrator_metrics.days, 3660));
    v_zone CONSTANT text := get_orchestrator_metrics.zone;
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
    SELECT a.created_at INTO made_at FROM avees a WHERE a.id = v_avee AND a.id IN (SELECT team_avees('viewer'));
    IF NOT FOUND THEN
        RETURN NULL;
    END IF;

    -- Counts that an earlier version kept may lack a number.
    SELECT k.counted_at, k.counts INTO v_to, messages FROM metric_counts k
    WHERE k.avee_id = v_avee AND k.days = v_days AND k.counts ->> 'zone' = v_zone AND k.counts ? 'helped'
    AND k.counted_at > now() - interval '10 minutes';
    v_to := coalesce(v_to, now());
    v_from := v_to - make_interval(hours => 24 * v_days);
    messages := coalesce(messages, count_messages(v_avee, v_from, v_to, v_zone));

    SELECT jsonb_build_object(
        'accepted', count(*) FILTER (WHERE q.accepted_at IS NOT NULL),
        'declined', count(*) FILTER (WHERE q.accepted_at IS NULL AND q.status = 'declined'),
        'lapsed', count(*) FILTER (WHERE q.accepted_at IS NULL AND (q.status = 'expired' OR q.status = 'pending' AND q.expires_at <= v_to)),
        'open', count(*) FILTER (WHERE q.status = 'pending' AND q.expires_at > v_to))
    INTO offers FROM escalation_queue q WHERE q.avee_id = v_avee AND q.offered_at > v_from AND q.offered_at <= v_to;

    -- Accepted in the window, and whatever still waits however old: an old question must not vanish from the picture by
    -- age. Served by escalation_queue_accepted_at and escalation_queue_status.
    SELECT jsonb_build_object(
        'accepted', count(*) FILTER (WHERE q.accepted_at > v_from),
        'answered', count(*) FILTER (WHERE q.accepted_at > v_from AND q.status = 'answered'),
        'declined', count(*) FILTER (WHERE q.accepted_at > v_from AND q.status = 'declined'),
        'expired', count(*) FILTER (WHERE q.accepted_at > v_from AND q.status = 'expired'),
        'waiting', count(*) FILTER (WHERE q.status = 'accepted'),
        'answered_s', coalesce(
            jsonb_agg(round(extract(epoch FROM q.answered_at - q.accepted_at))) FILTER (WHERE q.status = 'answered'), '[]'),
        'waiting_s', coalesce(jsonb_agg(round(extract(epoch FROM v_to - q.accepted_at))) FILTER (WHERE q.status = 'accepted'), '[]'))
    INTO questions FROM (
        SELECT q.status, q.accepted_at, q.answered_at FROM escalation_queue q
        WHERE q.avee_id = v_avee AND q.accepted_at > v_from AND q.accepted_at <= v_to
        UNION ALL
        SELECT q.status, q.accepted_at, q.answered_at FROM escalation_queue q
        WHERE q.avee_id = v_avee AND q.status = 'accepted' AND q.accepted_at <= v_from) q;

    SELECT coalesce(jsonb_agg(to_jsonb(c) ORDER BY c."on"), '[]') INTO accepted_by_day FROM (
        SELECT (q.accepted_at AT TIME ZONE v_zone)::date AS "on", count(*) AS questions
        FROM escalation_queue q WHERE q.avee_id = v_avee AND q.accepted_at > v_from AND q.accepted_at <= v_to GROUP BY 1) c;

    SELECT to_jsonb(m) INTO creator FROM get_creator_minutes(v_avee, v_from, v_to) m;

    -- Served by the avee_id prefix of the primary key; as of now, whatever the window.
    SELECT jsonb_build_object('active', count(*), 'reused', count(*) FILTER (WHERE a.times_reused > 0)) INTO answers
    FROM canonical_answers a WHERE a.avee_id = v_avee AND a.state = 'active';

    SELECT coalesce(jsonb_agg(jsonb_build_object('id', a.id, 'question_pattern', a.question_pattern, 'state', a.state,
                                                 'times_served', s.times)
                              ORDER BY s.times DESC, a.id), '[]') INTO top_answers
    FROM jsonb_to_recordset(messages -> 'served') AS s (id uuid, times bigint)
    JOIN canonical_answers a ON a.avee_id = v_avee AND a.id = s.id;

    -- The newest 200 that nobody has answered, for the subjects among them. Served by
    -- orchestrator_decisions_unanswered.
    SELECT coalesce(jsonb_agg(u.message_content), '[]') INTO unanswered FROM (
        SELECT d.message_content FROM orchestrator_decisions d
        WHERE d.avee_id = v_avee AND d.rule IN ('worth_asking', 'gate_closed') AND d.created_at > v_from AND d.created_at <= v_to
        AND NOT EXISTS (SELECT 1 FROM escalation_queue q WHERE q.avee_id = v_avee AND q.message_id = d.message_id AND q.status = 'answered')
        AND NOT EXISTS (SELECT 1 FROM decision_feedback f WHERE f.avee_id = v_avee AND f.decision_id = d.id AND f.verdict = 'helpful' AND f.source_id IS NOT NULL)
        ORDER BY d.created_at DESC LIMIT 200) u;

    -- What people wrote to the creator past the agent. Served by conversations_direct and messages_conversation.
    SELECT count(*) INTO direct FROM conversations c JOIN messages m ON m.avee_id = c.avee_id AND m.conversation_id = c.id
    WHERE c.avee_id = v_avee AND c.kind = 'direct' AND m.role = 'user' AND m.created_at > v_from AND m.created_at <= v_to;

    RETURN jsonb_build_object(
        'zone', v_zone, 'from', v_from, 'to', v_to, 'is_kept', v_to < now(), 'observed_days', extract(epoch FROM v_to - greatest(v_from, made_at)) / 86400,
        'messages', messages, 'accepted_by_day', accepted_by_day, 'offers', offers, 'questions', questions, 'creator', creator,
        'guests', (SELECT to_jsonb(g) FROM count_asking_guests(v_avee, v_from, v_to) g), 'answers', answers, 'top_answers', top_answers, 'unanswered', unanswered, 'direct_messages', direct);
END
$$;
