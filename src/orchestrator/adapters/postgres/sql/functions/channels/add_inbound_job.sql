-- The job that handles what came in; jobs of one sender run one after another.
CREATE OR REPLACE FUNCTION add_inbound_job(p_channel uuid, p_event text, p_sender text) RETURNS void
LANGUAGE sql SET search_path = pg_catalog, public, pg_temp AS
$$
    SELECT enqueue_job('conversation', 'handle_inbound',
        jsonb_build_object('channel_id', p_channel, 'event_id', p_event, 'turn', p_channel || ' ' || p_sender),
        'conversation:' || p_channel || ' ' || p_sender)
$$;
