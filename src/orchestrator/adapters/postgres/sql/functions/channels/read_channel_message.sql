-- A message as it leaves by a channel; NULL where there is none.
CREATE OR REPLACE FUNCTION read_channel_message(p_avee uuid, p_message uuid) RETURNS jsonb
LANGUAGE sql STABLE AS
$$
    SELECT jsonb_build_object('role', m.role, 'kind', m.kind, 'content', m.content, 'in_reply_to', m.in_reply_to,
        'author', coalesce(u.display_name, ''),
        'asked_by', coalesce(substring(q.client_message_id FROM '^channel ([^# ][^ ]*)'), ''))
    FROM messages m LEFT JOIN users u ON u.id = m.author_id
    LEFT JOIN messages q ON q.avee_id = m.avee_id AND q.id = m.in_reply_to
    WHERE m.avee_id = p_avee AND m.id = p_message
$$;
