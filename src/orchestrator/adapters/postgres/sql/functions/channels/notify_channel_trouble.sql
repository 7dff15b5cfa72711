-- Notifies the agent's owner, who alone can mend it, that a channel needs a new token, or has failed for an hour: what is said there does
-- not leave, or what comes is not read. Once from when it failed first until it works again.
CREATE OR REPLACE FUNCTION notify_channel_trouble() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS
$$
BEGIN
    PERFORM add_notification(owner_id, 'channel_trouble', NEW.avee_id, NULL,
        md5(NEW.id::text || extract(epoch FROM least(NEW.failing_since, NEW.fetch_failing_since)))::uuid) FROM avees WHERE id = NEW.avee_id;
    RETURN NULL;
END
$$;
