-- Messages that were saved but never routed, for the job that picks them up. Ids only. Messages whose own job failed
-- for good are left out: they wait until the cause is fixed, and do not delay others.
CREATE OR REPLACE FUNCTION find_unrouted_messages(p_older_than_s double precision, p_limit integer)
RETURNS TABLE (user_id uuid, message_id uuid)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS
$$
    SELECT m.user_id, m.id FROM messages m
    WHERE m.awaits_routing AND m.created_at < now() - make_interval(secs => p_older_than_s)
    AND NOT EXISTS (SELECT FROM procrastinate_jobs j WHERE j.task_name = 'route_failing_message' AND j.status IN ('todo', 'doing', 'failed')
                    AND j.args ->> 'message_id' = m.id::text)
    ORDER BY m.created_at LIMIT p_limit
$$;
