-- What the person's next direct message to an avee depends on, with the avee's limits locked until the transaction ends:
-- of two people who write at the same time one waits, so a limit is exact. A message counts for its person until the
-- creator writes in its conversation. The messages are read in a statement after the lock, so that it sees what the other
-- one committed. NULL if there is no such avee. Served by conversations_direct and messages_conversation.
CREATE OR REPLACE FUNCTION lock_direct_messages(p_avee uuid) RETURNS jsonb
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS
$$
DECLARE
    v_all timestamptz[];
    v_own timestamptz[];
BEGIN
    IF current_person() IS NULL THEN
        RETURN NULL;
    END IF;
    PERFORM 1 FROM orchestrator_configs WHERE avee_id = p_avee FOR UPDATE;
    SELECT array_agg(m.created_at ORDER BY m.created_at DESC),
        array_agg(m.created_at ORDER BY m.created_at DESC) FILTER (WHERE c.user_id = current_person() AND m.id > coalesce((
            SELECT r.id FROM messages r
            WHERE r.avee_id = c.avee_id AND r.conversation_id = c.id AND r.role = 'creator' ORDER BY r.id DESC LIMIT 1),
            '00000000-0000-0000-0000-000000000000'))
    INTO v_all, v_own
    FROM conversations c JOIN messages m ON m.avee_id = c.avee_id AND m.conversation_id = c.id
    WHERE c.avee_id = p_avee AND c.kind = 'direct' AND m.role = 'user' AND m.created_at > now() - interval '24 hours';
    RETURN (
        SELECT jsonb_build_object(
            'policy', to_jsonb(p),
            'creator_name', u.display_name,
            'tier', coalesce(m.tier, 'free'),
            'of_all', coalesce(cardinality(v_all), 0),
            'of_person', coalesce(cardinality(v_own), 0),
            'all_opens_at', v_all[p.max_direct_messages_per_day] + interval '24 hours',
            'person_opens_at', v_own[p.max_direct_messages_per_person] + interval '24 hours')
        FROM avees a JOIN users u ON u.id = a.owner_id JOIN orchestrator_configs p ON p.avee_id = a.id
        LEFT JOIN avee_members m ON m.avee_id = a.id AND m.user_id = current_person()
        WHERE a.id = p_avee);
END
$$;
