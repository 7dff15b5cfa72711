-- Metrics: what the numbers are counted from. What each of them means is said in domain/metrics.py; here is only counting.

-- When the creator first opened the question to work on it; what an answer took is then measured instead of estimated.
ALTER TABLE escalation_queue ADD COLUMN opened_at timestamptz;

-- Milliseconds from a message's arrival until its reply was stored; NULL where nobody measured.
ALTER TABLE orchestrator_decisions ADD COLUMN reply_ms integer CHECK (reply_ms >= 0);

-- As the program timed it (its timings count up from the arrival), or, for a message that was stored first and waited for a
-- model or for another process, since it was stored; whichever is longer.
CREATE FUNCTION measure_reply(p_timings jsonb, p_stored_at timestamptz, p_replied_at timestamptz) RETURNS integer
LANGUAGE sql IMMUTABLE PARALLEL SAFE AS
$$
    SELECT round(least(2147483647, greatest(0,
        (SELECT max(value::text::double precision) FROM jsonb_each(p_timings) WHERE jsonb_typeof(value) = 'number'),
        1000 * extract(epoch FROM p_replied_at - p_stored_at)::double precision)))::integer
    WHERE p_stored_at IS NOT NULL OR p_timings <> '{}'
$$;

CREATE FUNCTION note_reply_time() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public AS
$$
BEGIN
    -- A message that is stored together with its decision is not seen here, and did not wait.
    NEW.reply_ms := measure_reply(NEW.timings,
        (SELECT m.created_at FROM messages m WHERE m.avee_id = NEW.avee_id AND m.id = NEW.message_id), NEW.created_at);
    RETURN NEW;
END
$$;
CREATE TRIGGER orchestrator_decisions_reply_ms BEFORE INSERT ON orchestrator_decisions
    FOR EACH ROW EXECUTE FUNCTION note_reply_time();

UPDATE orchestrator_decisions d SET reply_ms = measure_reply(d.timings, m.created_at, d.created_at)
    FROM messages m WHERE m.avee_id = d.avee_id AND m.id = d.message_id;

-- All that is counted over messages, so that the table itself (wide: evidence, texts) is not read. Replaces the narrower one.
DROP INDEX orchestrator_decisions_analytics;
CREATE INDEX orchestrator_decisions_analytics ON orchestrator_decisions (avee_id, created_at)
    INCLUDE (decision_path, rule, conversation_id, user_id, reply_ms);
CREATE INDEX orchestrator_decisions_served ON orchestrator_decisions (avee_id, created_at)
    INCLUDE (similar_answer_id) WHERE decision_path = 'C';
CREATE INDEX orchestrator_decisions_unanswered ON orchestrator_decisions (avee_id, created_at)
    WHERE rule IN ('worth_asking', 'gate_closed');
-- The log, which the primary key would serve as well; with this, what a word was said about is known without reading the table.
DROP INDEX orchestrator_decisions_log;
CREATE INDEX orchestrator_decisions_log ON orchestrator_decisions (avee_id, id DESC) INCLUDE (created_at, decision_path, rule);
-- The newest rows are what is asked for most; they must be known to be visible to all before an index alone can answer.
ALTER TABLE orchestrator_decisions SET (autovacuum_vacuum_insert_scale_factor = 0.02);

CREATE INDEX escalation_queue_offered_at ON escalation_queue (avee_id, offered_at)
    INCLUDE (status, accepted_at, expires_at, free_of_quota, message_id);
CREATE INDEX escalation_queue_handled ON escalation_queue (avee_id, coalesce(answered_at, declined_at))
    WHERE accepted_at IS NOT NULL;
CREATE INDEX decision_feedback_created_at ON decision_feedback (avee_id, created_at) INCLUDE (decision_id, verdict);
CREATE INDEX conversations_direct ON conversations (avee_id, id) WHERE kind = 'direct';

-- What the creator spent on questions handled in the window, in minutes. A question counts from the last of: it was opened, the
-- one before it was handled, it came in; at most 60 minutes where its opening was noted, else at most 15 (a sitting's first one,
-- for which nothing says when it began, so counts as 15). Questions answered together count once. Served by escalation_queue_handled.
CREATE FUNCTION get_creator_minutes(p_avee uuid, p_from timestamptz, p_to timestamptz)
RETURNS TABLE (handled bigint, measured bigint, minutes double precision)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public AS
$$
    WITH ended AS (
        SELECT q.opened_at, coalesce(q.answered_at, q.declined_at) AS ended_at,
            greatest(q.opened_at, q.accepted_at,
                     lag(coalesce(q.answered_at, q.declined_at)) OVER (ORDER BY coalesce(q.answered_at, q.declined_at), q.id)) AS began_at
        FROM escalation_queue q
        WHERE q.avee_id = p_avee AND q.accepted_at IS NOT NULL
        AND coalesce(q.answered_at, q.declined_at) > p_from - interval '1 hour' AND coalesce(q.answered_at, q.declined_at) <= p_to
        AND p_avee IN (SELECT owned_avees()))
    SELECT count(*), count(opened_at), coalesce(sum(least(
        CASE WHEN opened_at IS NULL THEN 15 ELSE 60 END, greatest(0, extract(epoch FROM ended_at - began_at)::double precision / 60))), 0)
    FROM ended WHERE ended_at > p_from
$$;

-- Everything the metrics are made of, for the avee's owner; NULL for everyone else. The window is the last `days` times 24 hours,
-- days of the series are UTC dates.
CREATE FUNCTION get_orchestrator_metrics(avee_id uuid, days integer) RETURNS jsonb
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public SET jit = off SET work_mem = '32MB' AS
$$
DECLARE
    v_avee CONSTANT uuid := get_orchestrator_metrics.avee_id;
    v_to CONSTANT timestamptz := now();
    v_from CONSTANT timestamptz := v_to - make_interval(hours => 24 * greatest(1, least(get_orchestrator_metrics.days, 3660)));
    made_at timestamptz;
    by_day jsonb;
    accepted_by_day jsonb;
    talk jsonb;
    replies jsonb;
    verdicts jsonb;
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

    -- orchestrator_decisions_analytics alone, three times: messages by day and path; people and exchanges; times.
    -- Rows are binned by plain arithmetic, and only the bins become dates: a time zone's name looked up a row would cost as much as the rest.
    SELECT coalesce(jsonb_agg(jsonb_build_object('on', (c.bin AT TIME ZONE 'UTC')::date, 'path', c.path, 'is_small_talk', c.is_small_talk,
                                                 'messages', c.messages) ORDER BY c.bin), '[]') INTO by_day
    FROM (
        SELECT date_bin('1 day', d.created_at, '2000-01-01Z') AS bin, d.decision_path::"char" AS path, d.rule = 'small_talk' AS is_small_talk,
            count(*) AS messages
        FROM orchestrator_decisions d
        WHERE d.avee_id = v_avee AND d.created_at > v_from AND d.created_at <= v_to
        GROUP BY 1, 2, 3) c;

    -- An exchange that ends in a question back is one whose newest message, small talk apart, was asked back.
    SELECT jsonb_build_object('users', count(DISTINCT t.user_id), 'asked_back_last', count(*) FILTER (WHERE t.asked_back_at = t.asked_at))
    INTO talk FROM (
        SELECT any_value(d.user_id) AS user_id,
            max(d.created_at) FILTER (WHERE d.rule <> 'small_talk') AS asked_at,
            max(d.created_at) FILTER (WHERE d.decision_path = 'B') AS asked_back_at
        FROM orchestrator_decisions d
        WHERE d.avee_id = v_avee AND d.created_at > v_from AND d.created_at <= v_to
        GROUP BY d.conversation_id) t;

    SELECT jsonb_build_object('timed', count(d.reply_ms), 'p50_ms', (percentile_disc(ARRAY[0.5, 0.95]) WITHIN GROUP (ORDER BY d.reply_ms))[1],
                              'p95_ms', (percentile_disc(ARRAY[0.5, 0.95]) WITHIN GROUP (ORDER BY d.reply_ms))[2])
    INTO replies FROM orchestrator_decisions d
    WHERE d.avee_id = v_avee AND d.created_at > v_from AND d.created_at <= v_to
    AND d.decision_path IN ('A', 'C') AND d.rule <> 'small_talk';

    -- Answers from documents or from the bank that somebody judged, or that went on to the creator all the same. Served by
    -- decision_feedback_created_at and escalation_queue_offered_at: a word on a message, or a way out of its answer, comes after it.
    SELECT jsonb_build_object('helpful', count(*) FILTER (WHERE NOT v.is_against), 'against', count(*) FILTER (WHERE v.is_against))
    INTO verdicts FROM (
        SELECT said.id, bool_or(said.is_against) AS is_against FROM (
            SELECT d.id, f.verdict <> 'helpful' AS is_against
            FROM decision_feedback f JOIN orchestrator_decisions d ON d.avee_id = f.avee_id AND d.id = f.decision_id
            WHERE f.avee_id = v_avee AND f.created_at > v_from
            AND d.created_at > v_from AND d.decision_path IN ('A', 'C') AND d.rule <> 'small_talk'
            UNION ALL
            SELECT d.id, true
            FROM escalation_queue q JOIN orchestrator_decisions d ON d.avee_id = q.avee_id AND d.message_id = q.message_id
            WHERE q.avee_id = v_avee AND q.offered_at > v_from AND q.free_of_quota
            AND d.created_at > v_from AND d.decision_path IN ('A', 'C') AND d.rule <> 'small_talk') said
        GROUP BY said.id) v;

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

    -- Served by orchestrator_decisions_served.
    SELECT coalesce(jsonb_agg(jsonb_build_object('id', a.id, 'question_pattern', a.question_pattern, 'state', a.state, 'times_served', s.times)
                              ORDER BY s.times DESC, a.id), '[]') INTO top_answers
    FROM (SELECT d.similar_answer_id AS id, count(*) AS times FROM orchestrator_decisions d
          WHERE d.avee_id = v_avee AND d.decision_path = 'C' AND d.created_at > v_from AND d.created_at <= v_to
          GROUP BY d.similar_answer_id ORDER BY count(*) DESC, d.similar_answer_id LIMIT 10) s
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
        'from', v_from, 'to', v_to, 'observed_days', extract(epoch FROM v_to - greatest(v_from, made_at)) / 86400,
        'by_day', by_day, 'accepted_by_day', accepted_by_day, 'talk', talk, 'replies', replies, 'verdicts', verdicts, 'offers', offers,
        'questions', questions, 'creator', creator, 'answers', answers, 'top_answers', top_answers, 'unanswered', unanswered,
        'direct_messages', direct);
END
$$;
