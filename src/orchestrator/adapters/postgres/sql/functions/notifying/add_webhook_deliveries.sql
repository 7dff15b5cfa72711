-- One delivery for each active webhook of the avee that follows this kind of event, and the job that sends it. Nothing for an avee
-- that is being deleted.
CREATE OR REPLACE FUNCTION add_webhook_deliveries(p_avee uuid, p_kind text, p_data jsonb) RETURNS void
LANGUAGE plpgsql SET search_path = pg_catalog, public, pg_temp AS
$$
DECLARE
    delivery uuid;
    is_late boolean;
    owner uuid := (SELECT owner_id FROM avees WHERE id = p_avee);
BEGIN
    IF owner IS NULL THEN
        RETURN;
    END IF;
    FOR delivery, is_late IN
        WITH added AS (
            INSERT INTO webhook_deliveries (avee_id, webhook_id, kind, body)
                SELECT w.avee_id, w.id, p_kind, jsonb_build_object('type', p_kind, 'timestamp', now(), 'data', p_data)
                FROM webhooks w WHERE w.avee_id = p_avee AND w.active AND w.kinds ? p_kind
            RETURNING id, webhook_id)
        SELECT added.id, w.failing_since IS NOT NULL OR w.is_slow
        FROM added JOIN webhooks w ON w.avee_id = p_avee AND w.id = added.webhook_id
    LOOP
        -- One person's posts are made one after the other, and those to failing or slow receivers apart from all others.
        PERFORM enqueue_job(
            CASE WHEN is_late THEN 'sending_again' ELSE 'sending' END,
            CASE WHEN is_late THEN 'deliver_webhook_again' ELSE 'deliver_webhook' END,
            jsonb_build_object('person', owner, 'avee_id', p_avee, 'delivery_id', delivery),
            CASE WHEN is_late THEN NULL ELSE 'sending:' || owner END);
    END LOOP;
END
$$;
