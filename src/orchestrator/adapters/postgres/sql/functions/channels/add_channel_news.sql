-- What a notification tells somebody of the team is told in the channels of the agent that they proved to be theirs: in the thread
-- where they proved it last. Served by channel_people_user_id.
CREATE OR REPLACE FUNCTION add_channel_news(p_user uuid, p_kind text, p_avee uuid, p_thing uuid) RETURNS void
LANGUAGE plpgsql SET search_path = pg_catalog, public, pg_temp AS
$$
DECLARE
    found record;
BEGIN
    FOR found IN
        SELECT DISTINCT ON (t.channel_id) t.id, t.channel_id
        FROM channel_people p JOIN channels c ON c.avee_id = p.avee_id AND c.id = p.channel_id AND c.state <> 'off'
        JOIN channel_threads t ON t.avee_id = p.avee_id AND t.person_id = p.id AND t.is_private
        WHERE p.user_id = p_user AND p.avee_id = p_avee AND p.hears
        -- What an asker is told stands in their thread.
        AND p_kind NOT IN ('answered', 'declined', 'expired', 'corrected')
        -- A channel does not tell of its own trouble: it would leave when that is over.
        AND (p_kind <> 'channel_trouble' OR c.state = 'working')
        AND p_user = ANY (team_of(p_avee, 'answerer'))
        ORDER BY t.channel_id, t.id
    LOOP
        INSERT INTO channel_deliveries (avee_id, channel_id, thread_id, kind, topic, thing_id)
            VALUES (p_avee, found.channel_id, found.id, 'news', p_kind, p_thing) ON CONFLICT DO NOTHING;
        PERFORM add_channel_job(p_avee, found.id);
    END LOOP;
END
$$;
