-- Tells it in the person's channels, and puts a notification into the outbox if the person has a target in use, and adds the job that plans its sending. A subject is
-- notified only once.
CREATE OR REPLACE FUNCTION add_notification(p_user uuid, p_kind text, p_avee uuid, p_conversation uuid, p_thing uuid) RETURNS void
LANGUAGE plpgsql SET search_path = pg_catalog, public, pg_temp AS
$$
BEGIN
    PERFORM add_channel_news(p_user, p_kind, p_avee, p_thing);
    INSERT INTO notifications (user_id, kind, avee_id, conversation_id, thing_id)
        SELECT p_user, p_kind, p_avee, p_conversation, p_thing
        WHERE EXISTS (SELECT 1 FROM notification_targets WHERE user_id = p_user AND disabled_reason IS NULL)
        ON CONFLICT DO NOTHING;
    IF FOUND THEN
        PERFORM enqueue_job('notification', 'plan_notifications', jsonb_build_object('person', p_user));
    END IF;
END
$$;
