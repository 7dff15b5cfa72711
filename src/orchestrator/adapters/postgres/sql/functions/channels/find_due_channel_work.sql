-- What came in or leaves by channels, is overdue and has no job, as the arguments of the job for each: a worker died, or a service was out
-- for long. What failed for a day for another reason is left to the operator, who sees the failed job. Ids only. Served by
-- inbound_events_waiting and channel_deliveries_due.
CREATE OR REPLACE FUNCTION find_due_channel_work(p_limit integer) RETURNS TABLE (task text, arguments jsonb)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS
$$
    (SELECT 'handle_inbound', jsonb_build_object('channel_id', e.channel_id, 'event_id', e.event_id, 'turn',
        e.channel_id || ' ' || (e.event ->> 'sender'))
     FROM inbound_events e JOIN channels c ON c.avee_id = e.avee_id AND c.id = e.channel_id AND c.state <> 'off'
     WHERE e.handled_at IS NULL AND e.received_at < now() - interval '5 minutes' AND e.received_at > now() - interval '1 day'
     ORDER BY e.received_at LIMIT p_limit)
    UNION ALL
    (SELECT DISTINCT 'send_channel_thread', jsonb_build_object('person', a.owner_id, 'avee_id', d.avee_id, 'thread_id', d.thread_id)
     FROM channel_deliveries d JOIN avees a ON a.id = d.avee_id
     JOIN channels c ON c.avee_id = d.avee_id AND c.id = d.channel_id AND c.state IN ('working', 'failing')
     WHERE d.status = 'pending' AND d.due_at < now() - interval '1 minute' AND d.due_at > now() - interval '30 days'
     LIMIT p_limit)
$$;
