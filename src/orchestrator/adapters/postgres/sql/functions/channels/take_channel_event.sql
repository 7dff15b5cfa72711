-- What an event needs to be handled: the channel, who did it and in which thread, new ones included; NULL where the event is handled, or
-- the channel is gone. Of a message of ours that came back there is no thread, as nobody did anything. What is said in the thread meanwhile is sent by p_by, unless another job is sending there. p_guest and p_thread
-- are the ids of a new person and thread. It acts as the agent's owner, in the transaction that it is called in.
CREATE OR REPLACE FUNCTION take_channel_event(p_channel uuid, p_event text, p_guest uuid, p_thread uuid, p_by uuid) RETURNS jsonb
LANGUAGE plpgsql AS
$$
DECLARE
    called jsonb := find_channel(p_channel);
    avee uuid := called ->> 'avee_id';
    happened jsonb;
    person record;
    place jsonb;
BEGIN
    IF called IS NULL THEN
        RETURN NULL;
    END IF;
    PERFORM name_person(called ->> 'owner_id', '', '');
    SELECT e.event INTO happened FROM inbound_events e
        WHERE e.avee_id = avee AND e.channel_id = p_channel AND e.event_id = p_event AND e.handled_at IS NULL;
    IF happened IS NULL THEN
        RETURN NULL;
    END IF;
    IF happened ->> 'kind' = 'returned' THEN
        RETURN jsonb_build_object('channel', called, 'event', happened, 'hears', false, 'thread', NULL);
    END IF;
    SELECT * INTO STRICT person FROM enter_channel(avee, p_channel, happened ->> 'sender', happened ->> 'sender_name', p_guest);
    INSERT INTO channel_threads AS t (avee_id, id, channel_id, person_id, thread, is_private, handle, sending_by, sending_until)
        VALUES (avee, p_thread, p_channel, person.id, happened ->> 'thread', (happened -> 'is_private')::boolean, happened ->> 'handle', p_by,
            now() + interval '60 seconds')
        ON CONFLICT (avee_id, channel_id, person_id, thread) DO UPDATE SET handle = excluded.handle, is_private = excluded.is_private,
            sending_by = CASE WHEN t.sending_until > now() THEN t.sending_by ELSE excluded.sending_by END,
            sending_until = CASE WHEN t.sending_until > now() AND t.sending_by <> p_by THEN t.sending_until ELSE excluded.sending_until END
        RETURNING to_jsonb(t) || jsonb_build_object('user_id', person.user_id, 'refused', NULL) INTO place;
    RETURN jsonb_build_object('channel', called, 'event', happened, 'hears', person.hears, 'thread', place);
END
$$;
