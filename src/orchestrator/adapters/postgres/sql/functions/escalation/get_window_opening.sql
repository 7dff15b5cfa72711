-- When a rolling window will again hold fewer than p_limit accepted questions and kept places; NULL if it does now or never can. Served
-- by escalation_queue_used and escalation_queue_places.
CREATE OR REPLACE FUNCTION get_window_opening(p_avee uuid, p_hours integer, p_limit integer) RETURNS timestamptz
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS
$$
BEGIN
    IF EXISTS (SELECT 1 FROM escalation_queue k WHERE k.avee_id = p_avee AND k.status = 'pending' AND k.place_until > now()) THEN
        RETURN (
            SELECT free_at FROM (
                SELECT accepted_at + make_interval(hours => p_hours) AS free_at FROM escalation_queue
                WHERE avee_id = p_avee AND NOT free_of_quota AND accepted_at > now() - make_interval(hours => p_hours)
                UNION ALL
                SELECT place_until FROM escalation_queue WHERE avee_id = p_avee AND status = 'pending' AND place_until > now()) places
            WHERE p_limit > 0 ORDER BY free_at DESC OFFSET greatest(p_limit - 1, 0) LIMIT 1);
    END IF;
    RETURN (
        SELECT accepted_at + make_interval(hours => p_hours) FROM escalation_queue
        WHERE p_limit > 0 AND avee_id = p_avee AND NOT free_of_quota AND accepted_at > now() - make_interval(hours => p_hours)
        ORDER BY accepted_at DESC OFFSET greatest(p_limit - 1, 0) LIMIT 1);
END
$$;
