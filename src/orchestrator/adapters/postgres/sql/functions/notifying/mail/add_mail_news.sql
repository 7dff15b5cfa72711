-- Notes what an asker is to be told by mail. A subject is told once. A periodic job looks a minute later whether it is still
-- unread.
CREATE OR REPLACE FUNCTION add_mail_news(p_user uuid, p_kind text, p_avee uuid, p_conversation uuid, p_thing uuid) RETURNS void
LANGUAGE sql SET search_path = pg_catalog, public, pg_temp AS
$$
    INSERT INTO mail_news (user_id, kind, avee_id, conversation_id, thing_id)
        VALUES (p_user, p_kind, p_avee, p_conversation, p_thing) ON CONFLICT DO NOTHING
$$;
