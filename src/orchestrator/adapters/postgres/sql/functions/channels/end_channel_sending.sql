-- p_by no longer sends in the thread: what was added after the delivery p_last gets a job. Called as the agent's owner p_person.
CREATE OR REPLACE FUNCTION end_channel_sending(p_person text, p_avee uuid, p_thread uuid, p_by uuid, p_last bigint) RETURNS void
LANGUAGE plpgsql AS
$$
BEGIN
    PERFORM name_person(p_person, '', '');
    UPDATE channel_threads SET sending_by = NULL, sending_until = NULL WHERE avee_id = p_avee AND id = p_thread AND sending_by = p_by;
    IF EXISTS (SELECT 1 FROM channel_deliveries
               WHERE avee_id = p_avee AND thread_id = p_thread AND status = 'pending' AND number > p_last) THEN
        PERFORM add_channel_job(p_avee, p_thread);
    END IF;
END
$$;
