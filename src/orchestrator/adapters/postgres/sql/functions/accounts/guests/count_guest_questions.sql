-- How many questions of guests the creator got in the last day and week, with the places that are kept while they pay, and when those windows will again hold fewer than the
-- guests' share, which leaves at least one place to people with an account. A guest who got one no longer counts. Served by
-- escalation_queue_used.
CREATE OR REPLACE FUNCTION count_guest_questions(p_avee uuid) RETURNS jsonb
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS
$$
    WITH asked AS (
        SELECT q.accepted_at + interval '24 hours' AS day_ends, q.accepted_at + interval '168 hours' AS week_ends,
            q.accepted_at > now() - interval '24 hours' AS is_today
        FROM escalation_queue q JOIN users u ON u.id = q.user_id AND u.guest_of = p_avee AND u.site_subject IS NULL
        WHERE q.avee_id = p_avee AND NOT q.free_of_quota AND q.accepted_at > now() - interval '168 hours'
        UNION ALL
        SELECT k.place_until, k.place_until, true
        FROM escalation_queue k JOIN users u ON u.id = k.user_id AND u.guest_of = p_avee AND u.site_subject IS NULL
        WHERE k.avee_id = p_avee AND k.status = 'pending' AND k.place_until > now()),
    share AS (
        SELECT least(guest_escalations_per_day, max_escalations_per_day - 1) AS day,
            least(guest_escalations_per_week, max_escalations_per_week - 1) AS week
        FROM orchestrator_configs WHERE avee_id = p_avee)
    SELECT jsonb_build_object(
        'day', (SELECT count(*) FROM asked WHERE is_today),
        'week', (SELECT count(*) FROM asked),
        'day_opens_at', (SELECT day_ends FROM asked WHERE is_today AND s.day > 0
                         ORDER BY day_ends DESC OFFSET greatest(s.day - 1, 0) LIMIT 1),
        'week_opens_at', (SELECT week_ends FROM asked WHERE s.week > 0
                          ORDER BY week_ends DESC OFFSET greatest(s.week - 1, 0) LIMIT 1))
    FROM share s
$$;
