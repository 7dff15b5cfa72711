-- The job that sends what waits in a thread of a channel; jobs of one thread run one after another. None where somebody is sending in
-- it, who looks again at the end: the lock waits for an end that is under way.
CREATE OR REPLACE FUNCTION add_channel_job(p_avee uuid, p_thread uuid) RETURNS void
LANGUAGE plpgsql SET search_path = pg_catalog, public, pg_temp AS
$$
BEGIN
    PERFORM 1 FROM channel_threads t WHERE t.avee_id = p_avee AND t.id = p_thread FOR SHARE;
    IF EXISTS (SELECT 1 FROM channel_threads t WHERE t.avee_id = p_avee AND t.id = p_thread AND t.sending_until > clock_timestamp()) THEN
        RETURN;
    END IF;
    PERFORM enqueue_job('sending', 'send_channel_thread',
        jsonb_build_object('person', a.owner_id, 'avee_id', p_avee, 'thread_id', p_thread), 'sending:' || p_thread)
    FROM avees a WHERE a.id = p_avee;
END
$$;
