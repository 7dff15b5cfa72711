-- Keeps what a service posted, each event once, with the job that handles it, unless it is set aside; jobs of one sender run one after
-- another. Nothing where the channel is gone meanwhile. It acts as the agent's owner, in the transaction that it is called in. Served by inbound_events_pkey.
CREATE OR REPLACE FUNCTION keep_channel_events(p_channel uuid, p_events jsonb) RETURNS void
LANGUAGE plpgsql AS
$$
DECLARE
    called jsonb := find_channel(p_channel);
    avee uuid := called ->> 'avee_id';
    happened jsonb;
    is_new boolean := false;
BEGIN
    IF called IS NULL THEN
        RETURN;
    END IF;
    PERFORM name_person(called ->> 'owner_id', '', '');
    FOR happened IN SELECT e.value FROM jsonb_array_elements(p_events) WITH ORDINALITY AS e ORDER BY e.ordinality LOOP
        INSERT INTO inbound_events (avee_id, channel_id, event_id, event, set_aside, handled_at)
            VALUES (avee, p_channel, happened ->> 'id', happened, happened ->> 'set_aside',
                CASE WHEN happened ->> 'set_aside' IS NOT NULL THEN now() END)
            ON CONFLICT DO NOTHING;
        IF FOUND THEN
            is_new := true;
            IF happened ->> 'set_aside' IS NULL THEN
                PERFORM add_inbound_job(p_channel, happened ->> 'id', happened ->> 'sender');
            END IF;
        END IF;
    END LOOP;
    IF is_new THEN
        -- Not with each event: all that write in the channel at once would wait for each other.
        UPDATE channels c SET last_received_at = now() WHERE c.avee_id = avee AND c.id = p_channel
            AND (c.last_received_at IS NULL OR c.last_received_at < now() - interval '10 seconds');
    END IF;
END
$$;
