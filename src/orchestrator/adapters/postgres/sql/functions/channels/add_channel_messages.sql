-- A message of the agent or the team leaves by the channels that its conversation belongs to. A reply of the
-- agent (p_is_reply) to something that was asked elsewhere, such as in the app, stays there. Served by channel_threads_conversation.
CREATE OR REPLACE FUNCTION add_channel_messages(p_avee uuid, p_conversation uuid, p_message uuid, p_is_reply boolean, p_to uuid) RETURNS void
LANGUAGE plpgsql SET search_path = pg_catalog, public, pg_temp AS
$$
DECLARE
    found record;
BEGIN
    FOR found IN
        SELECT t.id, t.channel_id FROM channel_threads t JOIN channels c ON c.avee_id = t.avee_id AND c.id = t.channel_id
        WHERE t.avee_id = p_avee AND t.conversation_id = p_conversation AND c.state <> 'off'
        AND (NOT p_is_reply OR EXISTS (
            SELECT 1 FROM messages m WHERE m.avee_id = p_avee AND m.id = p_to
            AND m.client_message_id LIKE 'channel %'))
    LOOP
        INSERT INTO channel_deliveries (avee_id, channel_id, thread_id, kind, message_id)
            VALUES (p_avee, found.channel_id, found.id, 'message', p_message) ON CONFLICT DO NOTHING;
        PERFORM add_channel_job(p_avee, found.id);
    END LOOP;
END
$$;
