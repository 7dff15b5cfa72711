-- One piece of a delivery was sent, and with p_is_done the last one, whose buttons and question are kept; '' is a piece without an id, or
-- nothing that had to be sent. p_by goes on sending. Called as the agent's owner p_person.
CREATE OR REPLACE FUNCTION note_channel_piece(
    p_person text, p_avee uuid, p_thread uuid, p_by uuid, p_delivery uuid, p_ref text, p_buttons jsonb, p_about uuid, p_is_done boolean)
RETURNS void
LANGUAGE plpgsql AS
$$
DECLARE
    channel uuid;
BEGIN
    PERFORM name_person(p_person, '', '');
    UPDATE channel_deliveries SET refs = CASE WHEN p_ref IS NULL THEN refs ELSE refs || jsonb_build_array(p_ref) END,
        buttons = coalesce(p_buttons, buttons), thing_id = coalesce(p_about, thing_id),
        status = CASE WHEN p_is_done THEN 'sent' ELSE status END, sent_at = CASE WHEN p_is_done THEN now() END,
        last_error = CASE WHEN p_is_done THEN NULL ELSE last_error END
        WHERE avee_id = p_avee AND id = p_delivery RETURNING channel_id INTO channel;
    UPDATE channel_threads SET sending_until = now() + interval '60 seconds' WHERE avee_id = p_avee AND id = p_thread AND sending_by = p_by;
    IF p_is_done THEN
        -- Not with each message: all that are sent in the channel at once would wait for each other.
        UPDATE channels c SET state = 'working', last_error = NULL, failing_since = NULL, last_sent_at = now()
            WHERE c.avee_id = p_avee AND c.id = channel AND c.state <> 'off'
            AND (c.state <> 'working' OR c.last_error IS NOT NULL OR c.last_sent_at IS NULL OR c.last_sent_at < now() - interval '10 seconds');
    END IF;
END
$$;
