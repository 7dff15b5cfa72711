-- Everything the metrics count over messages between two times; days are those of the time zone. For the avee's owner;
-- NULL for everyone else.
CREATE OR REPLACE FUNCTION count_messages(p_avee uuid, p_from timestamptz, p_to timestamptz, p_zone text) RETURNS jsonb
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp SET jit = off SET work_mem = '32MB' AS
$$
DECLARE
    by_day jsonb;
    talk jsonb;
    replies jsonb;
    verdicts jsonb;
    helped bigint;
    served jsonb;
BEGIN
    IF p_avee IS NULL OR p_avee NOT IN (SELECT team_avees('viewer')) THEN
        RETURN NULL;
    END IF;

    -- orchestrator_decisions_analytics alone, three times: messages by day and path; people and exchanges; times. Rows
    -- are binned by plain arithmetic, and only the bins become dates: looking a time zone up for each row would double
    -- the cost. Every time zone is a multiple of 15 minutes away from UTC, so no bin has two dates.
    SELECT coalesce(jsonb_agg(to_jsonb(c) ORDER BY c."on"), '[]') INTO by_day
    FROM (
        SELECT (q.bin AT TIME ZONE p_zone)::date AS "on", q.path, q.is_small_talk, sum(q.messages) AS messages
        FROM (
            SELECT date_bin('15 minutes', d.created_at, '2000-01-01Z') AS bin, d.decision_path::"char" AS path,
                d.decision_path = 'A' AND d.rule IN ('small_talk', 'reply_to_agent') AS is_small_talk,
                count(*) AS messages
            FROM orchestrator_decisions d
            WHERE d.avee_id = p_avee AND d.created_at > p_from AND d.created_at <= p_to
            GROUP BY 1, 2, 3
            UNION ALL
            -- Decisions that were deleted since.
            SELECT g.bin_at, g.path::"char", g.is_small_talk, g.messages FROM past_counts g
            WHERE g.avee_id = p_avee AND g.bin_at > p_from AND g.bin_at <= p_to) q
        GROUP BY 1, 2, 3) c;

    -- An exchange that ends in a question back is one whose newest message, small talk apart, was asked back.
    SELECT jsonb_build_object('users', count(DISTINCT t.user_id), 'asked_back_last', count(*) FILTER (WHERE t.asked_back_at = t.asked_at))
    INTO talk FROM (
        SELECT any_value(d.user_id) AS user_id,
            max(d.created_at) FILTER (WHERE d.rule NOT IN ('small_talk', 'reply_to_agent')) AS asked_at,
            max(d.created_at) FILTER (WHERE d.decision_path = 'B') AS asked_back_at
        FROM orchestrator_decisions d
        WHERE d.avee_id = p_avee AND d.created_at > p_from AND d.created_at <= p_to
        GROUP BY d.conversation_id) t;

    SELECT jsonb_build_object('timed', count(d.reply_ms),
                              'p50_ms', (percentile_disc(ARRAY[0.5, 0.95]) WITHIN GROUP (ORDER BY d.reply_ms))[1],
                              'p95_ms', (percentile_disc(ARRAY[0.5, 0.95]) WITHIN GROUP (ORDER BY d.reply_ms))[2])
    INTO replies FROM orchestrator_decisions d
    WHERE d.avee_id = p_avee AND d.created_at > p_from AND d.created_at <= p_to
    AND d.decision_path IN ('A', 'C') AND d.rule NOT IN ('small_talk', 'reply_to_agent');

    -- Answers from documents or from the bank that somebody judged, or that went on to the creator all the same. Served
    -- by decision_feedback_created_at and escalation_queue_offered_at: a word on a message, or a way out of its answer,
    -- comes after it.
    SELECT jsonb_build_object('helpful', count(*) FILTER (WHERE NOT v.is_against), 'against', count(*) FILTER (WHERE v.is_against))
    INTO verdicts FROM (
        SELECT said.id, bool_or(said.is_against) AS is_against FROM (
            SELECT d.id, f.verdict <> 'helpful' AS is_against
            FROM decision_feedback f JOIN orchestrator_decisions d ON d.avee_id = f.avee_id AND d.id = f.decision_id
            WHERE f.avee_id = p_avee AND f.created_at > p_from
            AND d.created_at > p_from AND d.decision_path IN ('A', 'C') AND d.rule NOT IN ('small_talk', 'reply_to_agent')
            UNION ALL
            SELECT d.id, true
            FROM escalation_queue q JOIN orchestrator_decisions d ON d.avee_id = q.avee_id AND d.message_id = q.message_id
            WHERE q.avee_id = p_avee AND q.offered_at > p_from AND q.free_of_quota AND NOT d.evidence ? 'part'
            AND d.created_at > p_from AND d.decision_path IN ('A', 'C') AND d.rule NOT IN ('small_talk', 'reply_to_agent')) said
        GROUP BY said.id) v;

    -- Questions without an answer whose askers found it in what was shown beside, and did not go on to the creator. Served
    -- by decision_feedback_created_at and escalation_queue_message.
    SELECT count(*) INTO helped
    FROM decision_feedback f JOIN orchestrator_decisions d ON d.avee_id = f.avee_id AND d.id = f.decision_id
    WHERE f.avee_id = p_avee AND f.created_at > p_from AND f.verdict = 'helpful' AND f.source_id IS NOT NULL
    AND d.created_at > p_from AND d.created_at <= p_to
    AND NOT EXISTS (SELECT 1 FROM escalation_queue q WHERE q.avee_id = p_avee AND q.message_id = d.message_id AND q.accepted_at IS NOT NULL);

    -- Served by orchestrator_decisions_served.
    SELECT coalesce(jsonb_agg(jsonb_build_object('id', s.id, 'times', s.times)), '[]') INTO served
    FROM (SELECT d.similar_answer_id AS id, count(*) AS times FROM orchestrator_decisions d
          WHERE d.avee_id = p_avee AND d.decision_path = 'C' AND d.created_at > p_from AND d.created_at <= p_to
          GROUP BY d.similar_answer_id ORDER BY count(*) DESC, d.similar_answer_id LIMIT 10) s;

    RETURN jsonb_build_object('zone', p_zone, 'by_day', by_day, 'talk', talk, 'replies', replies, 'verdicts', verdicts, 'helped', helped, 'served', served);
END
$$;
