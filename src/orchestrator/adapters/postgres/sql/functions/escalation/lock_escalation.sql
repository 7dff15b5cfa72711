-- An escalation that concerns the person as asker or as one of the team, locked together with its avee's limits until the
-- transaction ends: of two people who accept at the same time one waits, so a limit is exact. The count is read in a
-- statement after the lock, so that it sees what the other one committed. NULL if the escalation does not concern the
-- person.
CREATE OR REPLACE FUNCTION lock_escalation(p_escalation uuid) RETURNS jsonb
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS
$$
DECLARE
    q escalation_queue;
BEGIN
    SELECT e.* INTO q FROM escalation_queue e JOIN avees a ON a.id = e.avee_id
    WHERE e.id = p_escalation
    AND (e.user_id = current_person() OR e.accepted_at IS NOT NULL AND a.id IN (SELECT team_avees('viewer')));
    IF NOT FOUND THEN
        RETURN NULL;
    END IF;
    PERFORM 1 FROM orchestrator_configs WHERE avee_id = q.avee_id FOR UPDATE;
    SELECT e.* INTO q FROM escalation_queue e WHERE e.avee_id = q.avee_id AND e.id = p_escalation FOR UPDATE;
    RETURN (
        SELECT jsonb_build_object(
            'escalation', to_jsonb(q) - 'embedding' - 'pattern_embedding',
            -- Whoever comes by a channel is let in by it.
            'policy', to_jsonb(p) || CASE WHEN g.guest_of IS NOT NULL AND is_channel_person(g.id) THEN '{"guests_enabled": true}' ELSE '{}' END::jsonb,
            'owner_id', a.owner_id,
            'role', get_team_role(a.id),
            'creator_name', u.display_name,
            'tier', CASE WHEN a.owner_id = q.user_id THEN 'paid' WHEN is_guest(g.id) THEN 'guest' ELSE coalesce(m.tier, 'free') END,
            -- Whom a site signed reads the answer there, and whoever comes by a channel in it.
            'has_address', g.email <> '' OR g.site_subject IS NOT NULL OR is_channel_person(g.id),
            'now', now(),
            -- Served by escalation_queue_user_id.
            'given_back', (
                SELECT count(*) FROM escalation_queue g
                WHERE g.user_id = q.user_id AND g.avee_id = q.avee_id AND g.declined_by = 'asker' AND g.free_of_quota
                AND g.accepted_at > now() - interval '24 hours'),
            'people_waiting', count_waiting(q.avee_id, q.id),
            'price', CASE WHEN q.status = 'pending' AND q.price_currency IS NOT NULL AND q.user_id = current_person() THEN read_price(a.id, q.user_id,
                CASE WHEN a.owner_id = q.user_id THEN 'free' WHEN is_guest(g.id) THEN 'guest' ELSE coalesce(m.tier, 'free') END) END,
            'usage', jsonb_build_object(
                -- The place that is kept for this one is not another's.
                'day', get_escalation_count(a.id, 24) - kept.own,
                'week', get_escalation_count(a.id, 168) - kept.own,
                'day_opens_at', get_window_opening(a.id, 24, p.max_escalations_per_day),
                'week_opens_at', get_window_opening(a.id, 168, p.max_escalations_per_week),
                'median_response_hours', get_response_hours(a.id),
                'guests', CASE WHEN is_guest(g.id) THEN count_guest_questions(a.id) END))
        FROM (SELECT CASE WHEN q.status = 'pending' AND q.place_until > now() THEN 1 ELSE 0 END AS own) kept
        CROSS JOIN avees a JOIN users u ON u.id = a.owner_id JOIN orchestrator_configs p ON p.avee_id = a.id
        LEFT JOIN avee_members m ON m.avee_id = a.id AND m.user_id = q.user_id
        JOIN users g ON g.id = q.user_id
        WHERE a.id = q.avee_id);
END
$$;
