-- The job that sends what waits in a thread of a channel; jobs of one thread run one after another.
CREATE OR REPLACE FUNCTION add_channel_job(p_avee uuid, p_thread uuid) RETURNS void
LANGUAGE sql SET search_path = pg_catalog, public, pg_temp AS
$$
    SELECT enqueue_job('sending', 'send_channel_thread',
        jsonb_build_object('person', a.owner_id, 'avee_id', p_avee, 'thread_id', p_thread), 'sending:' || p_thread)
    FROM avees a WHERE a.id = p_avee
$$;
