-- Overdue notifications and deliveries, as the arguments of the job for each: quiet hours ended, a digest is due, or a
-- worker died. Ids only.
CREATE OR REPLACE FUNCTION find_due_deliveries(p_limit integer) RETURNS TABLE (task text, arguments jsonb)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS
$$
    (SELECT DISTINCT 'plan_notifications', jsonb_build_object('person', user_id) FROM notifications
     WHERE status = 'waiting' AND due_at <= now() LIMIT p_limit)
    UNION ALL
    (SELECT 'deliver_notifications_again', jsonb_build_object('person', user_id, 'batch_id', batch_id, 'target_id', target_id)
     FROM notification_deliveries WHERE status = 'pending' AND due_at < now() - interval '15 minutes' ORDER BY due_at LIMIT p_limit)
    UNION ALL
    (SELECT 'deliver_webhook_again', jsonb_build_object('person', a.owner_id, 'avee_id', d.avee_id, 'delivery_id', d.id)
     FROM webhook_deliveries d JOIN avees a ON a.id = d.avee_id
     WHERE d.status = 'pending' AND d.due_at < now() - interval '15 minutes' ORDER BY d.due_at LIMIT p_limit)
$$;
