-- What goes out of the house: notifications to people, webhooks to programs. Rows are written with the data they tell of.

CREATE TABLE notification_settings (
    user_id uuid PRIMARY KEY REFERENCES users ON DELETE CASCADE,
    kinds jsonb NOT NULL,
    digest text NOT NULL CHECK (digest IN ('immediate', 'hourly', 'daily')),
    -- Local time of day, or both null.
    quiet_from time,
    quiet_until time,
    time_zone text NOT NULL,
    created_at timestamptz NOT NULL DEFAULT now(),
    updated_at timestamptz NOT NULL DEFAULT now(),
    CHECK ((quiet_from IS NULL) = (quiet_until IS NULL))
);

-- Where a person wants to be told. The address holds secrets: it is never handed out in full.
CREATE TABLE notification_targets (
    user_id uuid NOT NULL REFERENCES users ON DELETE CASCADE,
    id uuid NOT NULL,
    url text NOT NULL,
    last_sent_at timestamptz,
    failing_since timestamptz,
    last_error text,
    created_at timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (user_id, id)
);

-- The outbox: one row a person and thing.
CREATE TABLE notifications (
    user_id uuid NOT NULL REFERENCES users ON DELETE CASCADE,
    id uuid NOT NULL DEFAULT gen_random_uuid(),
    kind text NOT NULL CHECK (kind IN ('question_accepted', 'answered', 'declined', 'expired', 'corrected')),
    avee_id uuid NOT NULL REFERENCES avees ON DELETE CASCADE,
    conversation_id uuid NOT NULL,
    thing_id uuid NOT NULL,
    -- waiting: for its time. sending: handed to its targets. dropped: its person does not want this kind, or has no target any more.
    status text NOT NULL DEFAULT 'waiting' CHECK (status IN ('waiting', 'sending', 'sent', 'failed', 'dropped')),
    batch_id uuid,
    due_at timestamptz NOT NULL DEFAULT now(),
    attempts integer NOT NULL DEFAULT 0,
    last_error text,
    created_at timestamptz NOT NULL DEFAULT now(),
    sent_at timestamptz,
    PRIMARY KEY (user_id, id)
);
CREATE UNIQUE INDEX notifications_thing ON notifications (user_id, kind, thing_id);
CREATE INDEX notifications_due ON notifications (due_at) WHERE status = 'waiting';
CREATE INDEX notifications_avee ON notifications (avee_id);

-- One batch on its way to one target.
CREATE TABLE notification_deliveries (
    user_id uuid NOT NULL,
    batch_id uuid NOT NULL,
    target_id uuid NOT NULL,
    status text NOT NULL DEFAULT 'pending' CHECK (status IN ('pending', 'sent', 'failed')),
    attempts integer NOT NULL DEFAULT 0,
    last_error text,
    -- When it is tried again at the latest; past that its job was lost.
    due_at timestamptz NOT NULL DEFAULT now(),
    created_at timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (user_id, batch_id, target_id),
    FOREIGN KEY (user_id, target_id) REFERENCES notification_targets ON DELETE CASCADE
);
CREATE INDEX notification_deliveries_due ON notification_deliveries (due_at) WHERE status = 'pending';
CREATE INDEX notification_deliveries_target ON notification_deliveries (user_id, target_id);

CREATE TABLE webhooks (
    avee_id uuid NOT NULL REFERENCES avees ON DELETE CASCADE,
    id uuid NOT NULL,
    url text NOT NULL,
    -- Standard Webhooks: whsec_ and base64. Shown once, needed to sign.
    secret text NOT NULL,
    kinds jsonb NOT NULL,
    active boolean NOT NULL DEFAULT true,
    disabled_reason text,
    last_sent_at timestamptz,
    failing_since timestamptz,
    last_error text,
    created_at timestamptz NOT NULL DEFAULT now(),
    updated_at timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (avee_id, id)
);

CREATE TABLE webhook_deliveries (
    avee_id uuid NOT NULL,
    id uuid NOT NULL DEFAULT gen_random_uuid(),
    webhook_id uuid NOT NULL,
    kind text NOT NULL,
    body jsonb NOT NULL,
    status text NOT NULL DEFAULT 'pending' CHECK (status IN ('pending', 'sent', 'failed')),
    attempts integer NOT NULL DEFAULT 0,
    last_error text,
    due_at timestamptz NOT NULL DEFAULT now(),
    created_at timestamptz NOT NULL DEFAULT now(),
    sent_at timestamptz,
    PRIMARY KEY (avee_id, id),
    FOREIGN KEY (avee_id, webhook_id) REFERENCES webhooks ON DELETE CASCADE
);
CREATE INDEX webhook_deliveries_webhook ON webhook_deliveries (avee_id, webhook_id, created_at DESC);
CREATE INDEX webhook_deliveries_due ON webhook_deliveries (due_at) WHERE status = 'pending';

CREATE TRIGGER notification_settings_updated_at BEFORE UPDATE ON notification_settings
    FOR EACH ROW EXECUTE FUNCTION update_updated_at_column();
CREATE TRIGGER webhooks_updated_at BEFORE UPDATE ON webhooks FOR EACH ROW EXECUTE FUNCTION update_updated_at_column();

DO $$
DECLARE
    name text;
BEGIN
    FOREACH name IN ARRAY ARRAY['notification_settings', 'notification_targets', 'notifications', 'notification_deliveries',
                                'webhooks', 'webhook_deliveries']
    LOOP
        EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY', name);
        EXECUTE format('ALTER TABLE %I FORCE ROW LEVEL SECURITY', name);
        EXECUTE format('CREATE POLICY schema_owner ON %I TO CURRENT_USER USING (true) WITH CHECK (true)', name);
    END LOOP;
    FOREACH name IN ARRAY ARRAY['notification_settings', 'notification_targets', 'notification_deliveries']
    LOOP
        EXECUTE format('CREATE POLICY myself ON %I USING (user_id = (SELECT current_person())) '
                       'WITH CHECK (user_id = (SELECT current_person()))', name);
    END LOOP;
    FOREACH name IN ARRAY ARRAY['webhooks', 'webhook_deliveries']
    LOOP
        EXECUTE format('CREATE POLICY creator ON %I USING (avee_id IN (SELECT owned_avees())) '
                       'WITH CHECK (avee_id IN (SELECT owned_avees()))', name);
    END LOOP;
END
$$;
-- Notifications are written by triggers alone; their person reads them and moves them on.
CREATE POLICY myself ON notifications FOR SELECT USING (user_id = (SELECT current_person()));
CREATE POLICY my_moves ON notifications FOR UPDATE
    USING (user_id = (SELECT current_person())) WITH CHECK (user_id = (SELECT current_person()));

-- A job of the queue's library, written in the caller's transaction: it runs if and only if the data is committed.
CREATE FUNCTION enqueue_job(p_queue text, p_task text, p_arguments jsonb) RETURNS void
LANGUAGE plpgsql SET search_path = public AS
$$
BEGIN
    PERFORM procrastinate_defer_jobs_v1(
        ARRAY[ROW(p_queue, p_task, 0, NULL, NULL, p_arguments, NULL)::procrastinate_job_to_defer_v1]);
END
$$;

-- Into the outbox, where the person has somewhere to be told; the same thing twice is told once.
CREATE FUNCTION add_notification(p_user uuid, p_kind text, p_avee uuid, p_conversation uuid, p_thing uuid) RETURNS void
LANGUAGE plpgsql SET search_path = public AS
$$
BEGIN
    INSERT INTO notifications (user_id, kind, avee_id, conversation_id, thing_id)
        SELECT p_user, p_kind, p_avee, p_conversation, p_thing
        WHERE EXISTS (SELECT 1 FROM notification_targets WHERE user_id = p_user)
        ON CONFLICT DO NOTHING;
    IF FOUND THEN
        PERFORM enqueue_job('notification', 'plan_notifications', jsonb_build_object('person', p_user));
    END IF;
END
$$;

CREATE FUNCTION add_webhook_deliveries(p_avee uuid, p_kind text, p_data jsonb) RETURNS void
LANGUAGE plpgsql SET search_path = public AS
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

-- What waits past its time, as the arguments of the job that moves it on: whose quiet hours ended, whose digest is due, and
-- what a worker took and never finished. Ids only.
CREATE FUNCTION find_due_sendings(p_limit integer) RETURNS TABLE (task text, arguments jsonb)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public AS
$$
    (SELECT DISTINCT 'plan_notifications', jsonb_build_object('person', user_id) FROM notifications
     WHERE status = 'waiting' AND due_at <= now() LIMIT p_limit)
    UNION ALL
    (SELECT 'deliver_notifications', jsonb_build_object('person', user_id, 'batch_id', batch_id, 'target_id', target_id)
     FROM notification_deliveries WHERE status = 'pending' AND due_at < now() - interval '15 minutes' ORDER BY due_at LIMIT p_limit)
    UNION ALL
    (SELECT 'deliver_webhook', jsonb_build_object('person', a.owner_id, 'avee_id', d.avee_id, 'delivery_id', d.id)
     FROM webhook_deliveries d JOIN avees a ON a.id = d.avee_id
     WHERE d.status = 'pending' AND d.due_at < now() - interval '15 minutes' ORDER BY d.due_at LIMIT p_limit)
$$;

CREATE FUNCTION purge_outbox(p_days integer) RETURNS void LANGUAGE plpgsql SECURITY DEFINER SET search_path = public AS
$$
DECLARE
    before timestamptz := now() - make_interval(days => greatest(p_days, 1));
BEGIN
    DELETE FROM notifications WHERE created_at < before AND status IN ('sent', 'failed', 'dropped');
    DELETE FROM notification_deliveries WHERE created_at < before AND status <> 'pending';
    DELETE FROM webhook_deliveries WHERE created_at < before AND status <> 'pending';
END
$$;
