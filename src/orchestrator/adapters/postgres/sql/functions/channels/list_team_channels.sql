-- The channels of an agent for everybody who may answer in its name, without secrets.
CREATE OR REPLACE FUNCTION list_team_channels(p_avee uuid) RETURNS TABLE (
    id uuid, kind text, name text, settings jsonb, state text, last_error text, failing_since timestamptz,
    last_received_at timestamptz, last_sent_at timestamptz, created_at timestamptz, version integer, waiting bigint, is_connected boolean)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS
$$
    SELECT c.id, c.kind, c.name, c.settings, CASE WHEN c.state = 'working' AND c.fetch_error IS NOT NULL THEN 'failing' ELSE c.state END,
        coalesce(c.last_error, c.fetch_error), coalesce(c.failing_since, c.fetch_failing_since), c.last_received_at, c.last_sent_at, c.created_at,
        c.version,
        (SELECT count(*) FROM channel_deliveries d WHERE d.avee_id = c.avee_id AND d.channel_id = c.id AND d.status = 'pending'),
        EXISTS (SELECT 1 FROM channel_people p
                WHERE p.avee_id = c.avee_id AND p.channel_id = c.id AND p.user_id = current_person() AND p.hears)
    FROM channels c WHERE c.avee_id = p_avee AND p_avee IN (SELECT team_avees('answerer')) ORDER BY c.id
$$;
