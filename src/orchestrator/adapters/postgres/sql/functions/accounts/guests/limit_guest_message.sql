-- Before a message of an asker: that a guest writes to the agent they are a guest of, while it takes guests or they come by a channel, and no more than
-- its rules allow in 24 hours. The lock holds until the transaction ends, so that of two messages at once the second counts the
-- first. Served by messages_user_id.
CREATE OR REPLACE FUNCTION limit_guest_message() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS
$$
DECLARE
    allowed integer;
BEGIN
    SELECT CASE WHEN (p.guests_enabled OR is_channel_person(u.id)) AND u.guest_of = NEW.avee_id THEN p.guest_messages_per_day ELSE 0 END INTO allowed
    FROM users u JOIN orchestrator_configs p ON p.avee_id = u.guest_of WHERE u.id = NEW.user_id AND u.guest_of IS NOT NULL
    AND (u.site_subject IS NULL OR u.guest_of <> NEW.avee_id);
    IF NOT FOUND THEN
        RETURN NEW;
    END IF;
    PERFORM pg_advisory_xact_lock(hashtextextended(NEW.user_id::text, 7305112006));
    IF (SELECT count(*) FROM messages WHERE user_id = NEW.user_id AND role = 'user' AND created_at > now() - interval '24 hours') >= allowed THEN
        RAISE EXCEPTION 'the guest may send no more messages' USING ERRCODE = 'check_violation', CONSTRAINT = 'guest_messages_per_day';
    END IF;
    RETURN NEW;
END
$$;
