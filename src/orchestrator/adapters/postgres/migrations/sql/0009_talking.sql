-- Talking as people do: a thought in several messages is answered once, and the agent is silent where its creator writes.

ALTER TABLE conversations ADD COLUMN agent_silenced_until timestamptz;
-- The later message of one thought whose routing answers this one as well.
ALTER TABLE messages ADD COLUMN answered_with uuid;
-- Where the creator is present the agent says nothing.
ALTER TABLE orchestrator_decisions ALTER COLUMN reply_message_id DROP NOT NULL;

-- The creator's own words in a thread, whoever writes them there: the agent is silent for a day from the last of them.
CREATE FUNCTION silence_agent() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public AS
$$
BEGIN
    UPDATE conversations SET agent_silenced_until = now() + interval '24 hours'
    WHERE avee_id = NEW.avee_id AND id = NEW.conversation_id AND kind = 'agent';
    RETURN NULL;
END
$$;
CREATE TRIGGER messages_silence AFTER INSERT ON messages FOR EACH ROW
    WHEN (NEW.role = 'creator' AND NEW.kind = 'message') EXECUTE FUNCTION silence_agent();

-- Back to the agent, by the creator of a thread that is open to them; nothing for anybody else. A function, as the creator may
-- change nothing else of an asker's conversation.
CREATE FUNCTION hand_back_conversation(p_conversation uuid) RETURNS void
LANGUAGE sql SECURITY DEFINER SET search_path = public AS
$$
    UPDATE conversations SET agent_silenced_until = NULL
    WHERE id = p_conversation AND avee_id IN (SELECT owned_avees()) AND id IN (SELECT escalated_conversations())
$$;

ALTER TABLE notifications DROP CONSTRAINT notifications_kind_check;
ALTER TABLE notifications ADD CONSTRAINT notifications_kind_check
    CHECK (kind IN ('question_accepted', 'answered', 'declined', 'expired', 'corrected', 'asker_wrote'));

-- As before; and where no agent answers, the creator is told that somebody wrote.
CREATE OR REPLACE FUNCTION emit_message() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public AS
$$
DECLARE
    owner uuid;
    reaches_creator boolean;
BEGIN
    SELECT a.owner_id, c.kind = 'direct' OR c.agent_silenced_until > now() INTO owner, reaches_creator
    FROM conversations c JOIN avees a ON a.id = c.avee_id
    WHERE c.avee_id = NEW.avee_id AND c.id = NEW.conversation_id
    AND (c.kind = 'direct' OR EXISTS (
        SELECT 1 FROM escalation_queue q
        WHERE q.avee_id = c.avee_id AND q.conversation_id = c.id AND q.accepted_at IS NOT NULL));
    PERFORM emit_event(ARRAY[NEW.user_id, owner], 'message.added',
        jsonb_build_object('avee_id', NEW.avee_id, 'conversation_id', NEW.conversation_id, 'message_id', NEW.id));
    IF NEW.kind = 'correction' THEN
        PERFORM add_notification(NEW.user_id, 'corrected', NEW.avee_id, NEW.conversation_id, NEW.id);
    ELSIF NEW.role = 'user' AND reaches_creator THEN
        PERFORM add_notification(owner, 'asker_wrote', NEW.avee_id, NEW.conversation_id, NEW.id);
    END IF;
    RETURN NULL;
END
$$;

-- As before, and now with whether the creator is present, and what of this conversation still waits to be routed.
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
            'creator_present', coalesce(c.agent_silenced_until > now(), false),
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
            'waiting', coalesce((
                SELECT jsonb_agg(jsonb_build_object('id', w.id, 'content', w.content, 'layer', w.layer) ORDER BY w.id) FROM messages w
                WHERE w.avee_id = c.avee_id AND w.conversation_id = c.id AND w.role = 'user' AND w.awaits_routing
                AND w.created_at > now() - interval '2 minutes'), '[]'),
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
