-- One delivery for each active webhook of the avee that follows this kind of event, and the job that sends it.
CREATE OR REPLACE FUNCTION add_webhook_deliveries(p_avee uuid, p_kind text, p_data jsonb) RETURNS void
LANGUAGE plpgsql SET search_path = pg_catalog, public, pg_temp AS
$$
DECLARE
    delivery uuid;
    owner uuid := (SELECT owner_id FROM avees WHERE id = p_avee);
BEGIN
    FOR delivery IN
        INSERT INTO webhook_deliveries (avee_id, webhook_id, kind, body)
            SELECT w.avee_id, w.id, p_kind, jsonb_build_object('type', p_kind, 'timestamp', now(), 'data', p_data)
            FROM webhooks w WHERE w.avee_id = p_avee AND w.active AND w.kinds ? p_kind
        RETURNING id
    LOOP
        PERFORM enqueue_job('notification', 'deliver_webhook',
            jsonb_build_object('person', owner, 'avee_id', p_avee, 'delivery_id', delivery));
    END LOOP;
END
$$;
