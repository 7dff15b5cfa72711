-- Guests who were not seen for so many days (people whom a site signed: a year at least), with no question that waits and none that ended lately: an answer waits as long to
-- be seen. Ids only. Served by users_guests, and for each guest by the indexes on user_id.
CREATE OR REPLACE FUNCTION find_forgotten_guests(p_days integer, p_limit integer) RETURNS SETOF uuid
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS
$$
    SELECT u.id FROM users u CROSS JOIN LATERAL (
        SELECT now() - make_interval(days => CASE WHEN u.site_subject IS NULL THEN p_days ELSE greatest(p_days, 365) END) AS before) k
    WHERE u.guest_of IS NOT NULL AND u.created_at < k.before
    AND NOT EXISTS (SELECT 1 FROM user_sessions s WHERE s.user_id = u.id AND s.last_used_at >= k.before)
    AND NOT EXISTS (SELECT 1 FROM presences p WHERE p.user_id = u.id AND p.seen_at >= k.before)
    AND NOT EXISTS (SELECT 1 FROM guest_upgrades g WHERE g.guest_id = u.id)
    AND NOT EXISTS (SELECT 1 FROM messages m WHERE m.user_id = u.id AND m.created_at >= k.before)
    AND NOT EXISTS (
        SELECT 1 FROM escalation_queue q WHERE q.user_id = u.id
        AND (q.status = 'accepted' OR greatest(q.answered_at, q.declined_at, q.expired_at) >= k.before))
    ORDER BY u.created_at LIMIT p_limit
$$;
