-- How many guests asked an avee between two times, and how many questions, small talk apart; for its team. Served by users_guests
-- and orchestrator_decisions_user_id.
CREATE OR REPLACE FUNCTION count_asking_guests(p_avee uuid, p_from timestamptz, p_to timestamptz) RETURNS TABLE (people bigint, questions bigint)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS
$$
    SELECT count(DISTINCT d.user_id), count(*)
    FROM users u JOIN orchestrator_decisions d ON d.user_id = u.id AND d.avee_id = u.guest_of
    WHERE u.guest_of = p_avee AND u.site_subject IS NULL AND p_avee IN (SELECT team_avees('viewer'))
    AND d.created_at > p_from AND d.created_at <= p_to AND d.rule NOT IN ('small_talk', 'reply_to_agent')
$$;
