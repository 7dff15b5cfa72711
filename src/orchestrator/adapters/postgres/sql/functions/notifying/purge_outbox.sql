-- Deletes finished notifications and deliveries older than p_days.
CREATE OR REPLACE FUNCTION purge_outbox(p_days integer) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS
$$
DECLARE
    before timestamptz := now() - make_interval(days => greatest(p_days, 1));
BEGIN
    DELETE FROM notifications WHERE created_at < before AND status IN ('sent', 'failed', 'dropped');
    DELETE FROM notification_deliveries WHERE created_at < before AND status <> 'pending';
    DELETE FROM webhook_deliveries WHERE created_at < before AND status <> 'pending';
    DELETE FROM inbound_events WHERE handled_at < before;
    DELETE FROM channel_deliveries WHERE created_at < before AND status <> 'pending' AND kind <> 'message';
    DELETE FROM channel_codes WHERE expires_at < now();
END
$$;
