-- All facts that a decision on a message needs; NULL if the conversation is not the person's. The layer of a turn is
-- that of its message, or of the answer in it if that is more private. Served by conversations_id,
-- messages_conversation, messages_client_message_id, escalation_queue_used, orchestrator_decisions_message.
CREATE OR REPLACE FUNCTION load_message_facts(p_conversation uuid, p_client_message_id text, p_turns integer) RETURNS jsonb
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS
$$
BEGIN
    RETURN (
        -- Served by messages_conversation; more than the turns, for those that wait for the rest of their thought.
        WITH recent AS MATERIALIZED (
            SELECT m.* FROM conversations c CROSS JOIN LATERAL (
                SELECT * FROM messages t WHERE t.avee_id = c.avee_id AND t.conversation_id = c.id ORDER BY t.id DESC LIMIT p_turns + 40) m
            WHERE c.id = p_conversation AND c.user_id = current_person())
        SELECT jsonb_build_object(
            'kind', c.kind,
            'user_id', c.user_id,
            'agent', jsonb_build_object('id', a.id, 'owner_id', a.owner_id, 'handle', a.handle, 'display_name', a.display_name,
                                        'creator_name', u.display_name, 'persona', a.persona, 'greeting', a.greeting, 'sign_off', a.sign_off,
                                        'home', a.home, 'speaks_as', a.speaks_as),
            -- Whoever comes by a channel is let in by it.
            'policy', to_jsonb(p) || CASE WHEN g.guest_of IS NOT NULL AND is_channel_person(g.id) THEN '{"guests_enabled": true}' ELSE '{}' END::jsonb,
            'tier', CASE WHEN a.owner_id = c.user_id THEN 'paid' WHEN is_guest(g.id) THEN 'guest' ELSE coalesce(m.tier, 'free') END,
            -- Served by messages_user_id.
            'guest', CASE WHEN is_guest(g.id) THEN (
                SELECT jsonb_build_object('messages', count(*), 'fewer_at', min(s.created_at) + interval '24 hours') FROM messages s
                WHERE s.user_id = c.user_id AND s.role = 'user' AND s.created_at > now() - interval '24 hours') END,
            -- An agent without prices costs one look into an index.
            'price', CASE WHEN EXISTS (SELECT 1 FROM price_lists l WHERE l.avee_id = a.id) THEN read_price(a.id, c.user_id,
                CASE WHEN a.owner_id = c.user_id THEN 'free' WHEN is_guest(g.id) THEN 'guest' ELSE coalesce(m.tier, 'free') END) END,
            'layer', granted_layer(a.id),
            'now', now(),
            'creator_present', coalesce(c.agent_silenced_until > now(), false),
            -- A zone of UTC was probably never chosen.
            'zone', coalesce(
                (SELECT nullif(s.time_zone, 'UTC') FROM notification_settings s WHERE s.user_id = c.user_id),
                nullif(p.availability_windows ->> 'timezone', 'UTC'),
                (SELECT s.time_zone FROM notification_settings s WHERE s.user_id = a.owner_id),
                'UTC'),
            'usage', jsonb_build_object(
                'day', get_escalation_count(a.id, 24),
                'week', get_escalation_count(a.id, 168),
                'day_opens_at', get_window_opening(a.id, 24, p.max_escalations_per_day),
                'week_opens_at', get_window_opening(a.id, 168, p.max_escalations_per_week),
                'median_response_hours', get_response_hours(a.id),
                'guests', CASE WHEN is_guest(g.id) THEN count_guest_questions(a.id) END),
            'turns', coalesce((
                SELECT jsonb_agg(to_jsonb(t) ORDER BY t.id) FROM (
                    SELECT m.id, m.role, m.content, m.sources, d.decision_path AS path, d.rule, d.question, d.act, d.subjects, d.asked_about,
                        greatest(
                            m.layer,
                            CASE WHEN m.escalation_id IS NOT NULL THEN (
                                SELECT q.answer_layer FROM escalation_queue q
                                WHERE q.avee_id = c.avee_id AND q.id = m.escalation_id LIMIT 1) END,
                            CASE WHEN m.answer_id IS NOT NULL THEN (
                                SELECT a.layer FROM canonical_answers a
                                WHERE a.avee_id = c.avee_id AND a.id = m.answer_id LIMIT 1) END) AS layer
                    FROM (SELECT * FROM recent WHERE NOT awaits_routing ORDER BY id DESC LIMIT p_turns) m
                    LEFT JOIN LATERAL (
                        SELECT o.decision_path, o.rule, o.evidence ->> 'question' AS question, o.evidence -> 'subjects' AS subjects,
                            o.evidence -> 'asked_about' AS asked_about, o.evidence -> 'signals' ->> 'act' AS act
                        FROM orchestrator_decisions o
                        WHERE o.avee_id = c.avee_id AND o.message_id = m.in_reply_to
                        -- Of several questions, the one that was asked back waits for a reply.
                        ORDER BY o.decision_path = 'B' DESC, o.part LIMIT 1) d ON true) t), '[]'),
            -- Served by escalation_queue_user_id.
            'questions', coalesce((
                SELECT jsonb_agg(to_jsonb(q)) FROM (
                    SELECT e.id, e.original_message, e.status, e.conversation_id = c.id AS is_here, e.accepted_at, e.declined_by,
                        e.expected_response_hours, e.hours_from_answers, e.question_pattern,
                        -- Of an offer, how many questions of its message it holds. Served by orchestrator_decisions_message.
                        CASE WHEN e.status <> 'pending' THEN 1 ELSE (
                            SELECT greatest(count(*), 1) FROM orchestrator_decisions o
                            WHERE o.avee_id = e.avee_id AND o.message_id = e.message_id AND o.escalation_id = e.id) END AS parts
                    FROM escalation_queue e
                    WHERE e.user_id = c.user_id AND e.avee_id = c.avee_id AND (e.accepted_at IS NOT NULL
                        OR e.status = 'pending' AND e.conversation_id = c.id AND e.expires_at > now() AND e.replaced_by IS NULL)
                    ORDER BY e.offered_at DESC LIMIT 20) q), '[]'),
            'trust', (
                -- In the cautious mode each match has a card, and only audits are drawn. Served by trust_cards_created_at.
                SELECT jsonb_build_object('state', s.state, 'cards_today', (
                    SELECT count(*) FROM trust_cards k WHERE k.avee_id = c.avee_id AND k.created_at > now() - interval '24 hours' AND k.kind <> 'confirmed'
                    AND (k.kind = 'audit' OR p.trust_mode <> 'cautious')))
                FROM (SELECT 1) one LEFT JOIN trust_states s ON s.avee_id = c.avee_id),
            'waiting', coalesce((
                SELECT jsonb_agg(jsonb_build_object('id', id, 'content', content, 'layer', layer) ORDER BY id) FROM recent
                WHERE role = 'user' AND awaits_routing AND created_at > now() - interval '2 minutes'), '[]'),
            -- Served by multilingual_vectors_other.
            'has_other_languages', EXISTS (
                SELECT FROM multilingual_vectors v WHERE v.avee_id = c.avee_id AND v.id = v.part_of AND v.language NOT IN ('en', '')),
            'sent_before', (
                SELECT jsonb_build_object('id', s.id, 'content', s.content, 'awaits_routing', s.awaits_routing) FROM messages s
                WHERE s.avee_id = c.avee_id AND s.conversation_id = c.id AND s.client_message_id = p_client_message_id))
        FROM conversations c
        JOIN avees a ON a.id = c.avee_id
        JOIN users u ON u.id = a.owner_id
        JOIN orchestrator_configs p ON p.avee_id = a.id
        LEFT JOIN avee_members m ON m.avee_id = a.id AND m.user_id = c.user_id
        JOIN users g ON g.id = c.user_id
        WHERE c.id = p_conversation AND c.user_id = current_person());
END
$$;
