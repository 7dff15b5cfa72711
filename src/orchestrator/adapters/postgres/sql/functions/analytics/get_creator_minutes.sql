-- Minutes that the creator spent on questions handled in the window. The time of a question begins at the latest of
-- three moments: it was opened, the question before it was handled, it came in. It counts at most 60 minutes if the
-- opening is known, else at most 15, so the first question of a sitting counts as 15. Questions answered together count
-- once. Served by escalation_queue_handled.
CREATE OR REPLACE FUNCTION get_creator_minutes(p_avee uuid, p_from timestamptz, p_to timestamptz)
RETURNS TABLE (handled bigint, measured bigint, minutes double precision)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS
$$
    WITH ended AS (
        SELECT q.opened_at, coalesce(q.answered_at, q.declined_at) AS ended_at,
            greatest(q.opened_at, q.accepted_at,
                     lag(coalesce(q.answered_at, q.declined_at)) OVER (ORDER BY coalesce(q.answered_at, q.declined_at), q.id)) AS began_at
        FROM escalation_queue q
        WHERE q.avee_id = p_avee AND q.accepted_at IS NOT NULL
        AND coalesce(q.answered_at, q.declined_at) > p_from - interval '1 hour' AND coalesce(q.answered_at, q.declined_at) <= p_to
        AND p_avee IN (SELECT team_avees('viewer')))
    SELECT count(*), count(opened_at), coalesce(sum(least(
        CASE WHEN opened_at IS NULL THEN 15 ELSE 60 END, greatest(0, extract(epoch FROM ended_at - began_at)::double precision / 60))), 0)
    FROM ended WHERE ended_at > p_from
$$;
