-- Notifies the creator that a webhook was switched off, because nothing else would tell them that events stay away.
CREATE OR REPLACE FUNCTION notify_webhook_disabled() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS
$$
BEGIN
    PERFORM add_notification((SELECT owner_id FROM avees WHERE id = NEW.avee_id), 'webhook_disabled', NEW.avee_id, NULL, gen_random_uuid());
    RETURN NULL;
END
$$;
