-- What came in or leaves by channels, is overdue and has no job, as the arguments of the job for each: a worker died, or a service was out
-- for long. What failed for a day for another reason is left to the operator, who sees the failed job. Ids only. Served by
-- inbound_events_waiting and channel_deliveries_due; channels are few.
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
    UNION ALL
    -- A mailbox is looked at each minute; one that cannot be read after half of the time that it could not, and at least each hour.
    (SELECT 'fetch_channel', jsonb_build_object('channel_id', c.id)
     FROM channels c WHERE c.kind = 'email' AND c.state IN ('working', 'failing')
     AND (c.fetch_failing_since IS NULL
         OR now() - c.fetched_at > least((c.fetched_at - c.fetch_failing_since) / 2, interval '1 hour'))
     ORDER BY c.fetched_at NULLS FIRST LIMIT p_limit)
$$;
