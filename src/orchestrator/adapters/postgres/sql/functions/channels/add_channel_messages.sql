-- A message of the agent or the team leaves by the channels that its conversation belongs to. A reply to something that was asked
-- elsewhere, such as in the app, stays there. Served by channel_threads_conversation.
CREATE OR REPLACE FUNCTION add_channel_messages(p_message messages) RETURNS void
LANGUAGE plpgsql SET search_path = pg_catalog, public, pg_temp AS
$$
DECLARE
    found record;
BEGIN
    FOR found IN
        SELECT t.id, t.channel_id FROM channel_threads t JOIN channels c ON c.avee_id = t.avee_id AND c.id = t.channel_id
        WHERE t.avee_id = p_message.avee_id AND t.conversation_id = p_message.conversation_id AND c.state <> 'off'
        AND (p_message.role <> 'agent' OR p_message.kind <> 'message' OR EXISTS (
            SELECT 1 FROM messages m WHERE m.avee_id = p_message.avee_id AND m.id = p_message.in_reply_to
            AND m.client_message_id LIKE 'channel %'))
    LOOP
        INSERT INTO channel_deliveries (avee_id, channel_id, thread_id, kind, message_id)
            VALUES (p_message.avee_id, found.channel_id, found.id, 'message', p_message.id) ON CONFLICT DO NOTHING;
        PERFORM add_channel_job(p_message.avee_id, found.id);
    END LOOP;
END
$$;
