-- What waits in a thread of a channel, for the one job that sends it: p_by, for a minute from each of its pieces on. NULL where another
-- one does, which looks again when it ends, or the thread is gone. p_event, if given, is handled with that. Called as the agent's
-- owner p_person. Served by channel_deliveries_thread.
CREATE OR REPLACE FUNCTION begin_channel_sending(p_person text, p_avee uuid, p_thread uuid, p_by uuid, p_event text, p_limit integer)
RETURNS jsonb
LANGUAGE plpgsql AS
$$
DECLARE
    place channel_threads%ROWTYPE;
    waiting jsonb;
BEGIN
    PERFORM name_person(p_person, '', '');
    UPDATE channel_threads t SET sending_by = p_by, sending_until = now() + interval '60 seconds'
        WHERE t.avee_id = p_avee AND t.id = p_thread AND (t.sending_until IS NULL OR t.sending_until <= now() OR t.sending_by = p_by)
        RETURNING * INTO place;
    IF p_event IS NOT NULL THEN
        UPDATE inbound_events e SET handled_at = now(), event = NULL FROM channel_threads t
            WHERE t.avee_id = p_avee AND t.id = p_thread
            AND e.avee_id = p_avee AND e.channel_id = t.channel_id AND e.event_id = p_event AND e.handled_at IS NULL;
    END IF;
    IF place.id IS NULL THEN
        RETURN NULL;
    END IF;
    -- Whoever adds something waits for this transaction: it is found here, or gets a job.
    SELECT jsonb_agg(to_jsonb(d) || jsonb_build_object('message', read_channel_message(p_avee, d.message_id)) ORDER BY d.number) INTO waiting
        FROM (SELECT * FROM channel_deliveries WHERE avee_id = p_avee AND thread_id = p_thread AND status = 'pending'
              ORDER BY number LIMIT p_limit) d;
    IF waiting IS NULL THEN
        UPDATE channel_threads SET sending_by = NULL, sending_until = NULL WHERE avee_id = p_avee AND id = p_thread;
        RETURN NULL;
    END IF;
    RETURN jsonb_build_object('channel', find_channel(place.channel_id), 'waiting', waiting, 'thread', to_jsonb(place)
        || (SELECT jsonb_build_object('user_id', p.user_id, 'refused', p.refused) FROM channel_people p
            WHERE p.avee_id = p_avee AND p.id = place.person_id));
END
$$;
