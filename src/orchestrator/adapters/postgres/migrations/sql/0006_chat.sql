-- Chat models: which of the installation's writes for an agent ('' is its usual one), and how freely it words things.
ALTER TABLE orchestrator_configs
    ADD COLUMN chat_model text NOT NULL DEFAULT '' CHECK (length(chat_model) <= 200),
    ADD COLUMN temperature double precision NOT NULL DEFAULT 0.3 CHECK (temperature BETWEEN 0 AND 2);

-- Versions kept before there were these, as they would be read now.
UPDATE orchestrator_config_versions SET config = '{"chat_model": "", "temperature": 0.3}' || config;

-- As before, and now with each turn's layer: of what it was said in, and of the answer it gives, if that is more private.
CREATE OR REPLACE FUNCTION load_message_facts(p_conversation uuid, p_client_message_id text, p_turns integer) RETURNS jsonb
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public AS
$$
BEGIN
    RETURN (
        SELECT jsonb_build_object(
            'kind', c.kind,
            'user_id', c.user_id,
            'agent', jsonb_build_object('id', a.id, 'owner_id', a.owner_id, 'handle', a.handle, 'display_name', a.display_name,
                                        'creator_name', u.display_name, 'persona', a.persona),
            'policy', to_jsonb(p),
            'tier', CASE WHEN a.owner_id = c.user_id THEN 'paid' ELSE coalesce(m.tier, 'free') END,
            'layer', granted_layer(a.id),
            'now', now(),
            'usage', jsonb_build_object(
                'day', get_escalation_count(a.id, 24),
                'week', get_escalation_count(a.id, 168),
                'day_opens_at', get_window_opening(a.id, 24, p.max_escalations_per_day),
                'week_opens_at', get_window_opening(a.id, 168, p.max_escalations_per_week),
                'median_response_hours', get_response_hours(a.id)),
            'turns', coalesce((
                SELECT jsonb_agg(to_jsonb(t) ORDER BY t.id) FROM (
                    SELECT t.id, t.role, t.content, t.sources, d.decision_path AS path, d.evidence ->> 'question' AS question,
                        greatest(
                            t.layer,
                            (SELECT q.answer_layer FROM escalation_queue q WHERE q.avee_id = t.avee_id AND q.id = t.escalation_id),
                            (SELECT a.layer FROM canonical_answers a WHERE a.avee_id = t.avee_id AND a.id = t.answer_id)) AS layer
                    FROM messages t LEFT JOIN orchestrator_decisions d ON d.avee_id = t.avee_id AND d.message_id = t.in_reply_to
                    WHERE t.avee_id = c.avee_id AND t.conversation_id = c.id AND NOT t.awaits_routing
                    ORDER BY t.id DESC LIMIT p_turns) t), '[]'),
            'sent_before', (
                SELECT jsonb_build_object('id', s.id, 'content', s.content, 'awaits_routing', s.awaits_routing) FROM messages s
                WHERE s.avee_id = c.avee_id AND s.conversation_id = c.id AND s.client_message_id = p_client_message_id))
        FROM conversations c
        JOIN avees a ON a.id = c.avee_id
        JOIN users u ON u.id = a.owner_id
        JOIN orchestrator_configs p ON p.avee_id = a.id
        LEFT JOIN avee_members m ON m.avee_id = a.id AND m.user_id = c.user_id
        WHERE c.id = p_conversation AND c.user_id = current_person());
END
$$;
