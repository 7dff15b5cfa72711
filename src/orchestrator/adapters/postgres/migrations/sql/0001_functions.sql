-- Functions. Those on the hot path are PL/pgSQL, which keeps their plans for the session. Those marked SECURITY DEFINER run as the schema's owner and look past row security, so each of them hands out
-- the least that its caller needs and takes the person from the transaction, never from an argument.

-- After a transaction that named a person the setting reads '', not NULL.
CREATE FUNCTION current_person() RETURNS uuid LANGUAGE sql STABLE PARALLEL SAFE AS
$$ SELECT nullif(current_setting('app.person', true), '')::uuid $$;

-- The avee this transaction asks; set together with the person when a message is routed or a source opened.
CREATE FUNCTION current_avee() RETURNS uuid LANGUAGE sql STABLE PARALLEL SAFE AS
$$ SELECT nullif(current_setting('app.avee', true), '')::uuid $$;

-- A layer below the granted one that this transaction asks for; NULL for all that is granted.
CREATE FUNCTION asked_layer() RETURNS layer LANGUAGE sql STABLE PARALLEL SAFE AS
$$ SELECT nullif(current_setting('app.layer', true), '')::layer $$;

CREATE FUNCTION owned_avees() RETURNS SETOF uuid LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public AS
$$ SELECT id FROM avees WHERE owner_id = current_person() $$;

-- How far the person is let in by the avee: everything for its owner, the member's layer, else public; NULL for nobody.
CREATE FUNCTION granted_layer(p_avee uuid) RETURNS layer LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public AS
$$
BEGIN
    RETURN (
        SELECT CASE WHEN a.owner_id = current_person() THEN 'intimate'::layer ELSE coalesce(m.layer, 'public') END
        FROM avees a LEFT JOIN avee_members m ON m.avee_id = a.id AND m.user_id = current_person()
        WHERE a.id = p_avee AND current_person() IS NOT NULL);
END
$$;

-- Names whose eyes the transaction sees with: the first statement of each. What the router may quote in it is settled here, once,
-- from what the creator granted: less where less is asked for, never more; '' (so no row) unless a person and an avee are named.
CREATE FUNCTION name_person(p_person text, p_avee text, p_layer text) RETURNS void LANGUAGE plpgsql AS
$$
DECLARE
    granted layer;
BEGIN
    PERFORM set_config('app.person', p_person, true), set_config('app.avee', p_avee, true), set_config('app.layer', p_layer, true);
    IF p_avee <> '' THEN
        granted := granted_layer(p_avee::uuid);
    END IF;
    PERFORM set_config('app.reach',
        CASE WHEN granted IS NULL THEN '' ELSE least(granted, asked_layer())::text END, true);
END
$$;

CREATE FUNCTION reach() RETURNS layer LANGUAGE sql STABLE PARALLEL SAFE AS
$$ SELECT nullif(current_setting('app.reach', true), '')::layer $$;

CREATE FUNCTION update_updated_at_column() RETURNS trigger LANGUAGE plpgsql AS
$$
BEGIN
    NEW.updated_at := now();
    RETURN NEW;
END
$$;

CREATE TRIGGER users_updated_at BEFORE UPDATE ON users FOR EACH ROW EXECUTE FUNCTION update_updated_at_column();
CREATE TRIGGER avees_updated_at BEFORE UPDATE ON avees FOR EACH ROW EXECUTE FUNCTION update_updated_at_column();
CREATE TRIGGER avee_members_updated_at BEFORE UPDATE ON avee_members FOR EACH ROW EXECUTE FUNCTION update_updated_at_column();
CREATE TRIGGER documents_updated_at BEFORE UPDATE ON documents FOR EACH ROW EXECUTE FUNCTION update_updated_at_column();
CREATE TRIGGER conversations_updated_at BEFORE UPDATE ON conversations FOR EACH ROW EXECUTE FUNCTION update_updated_at_column();
CREATE TRIGGER orchestrator_configs_updated_at BEFORE UPDATE ON orchestrator_configs
    FOR EACH ROW EXECUTE FUNCTION update_updated_at_column();
CREATE TRIGGER escalation_queue_updated_at BEFORE UPDATE ON escalation_queue
    FOR EACH ROW EXECUTE FUNCTION update_updated_at_column();
-- Being reused is not being edited.
CREATE TRIGGER canonical_answers_updated_at BEFORE UPDATE ON canonical_answers FOR EACH ROW
    WHEN (OLD.times_reused = NEW.times_reused) EXECUTE FUNCTION update_updated_at_column();

CREATE FUNCTION count_reuse() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public AS
$$
BEGIN
    UPDATE canonical_answers SET times_reused = times_reused + 1 WHERE avee_id = NEW.avee_id AND id = NEW.answer_id;
    RETURN NULL;
END
$$;
CREATE TRIGGER answer_deliveries_count AFTER INSERT ON answer_deliveries FOR EACH ROW EXECUTE FUNCTION count_reuse();

CREATE FUNCTION default_config() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public AS
$$
BEGIN
    INSERT INTO orchestrator_configs (avee_id) VALUES (NEW.id);
    INSERT INTO orchestrator_config_versions (avee_id, version, config)
        SELECT avee_id, version, to_jsonb(c) FROM orchestrator_configs c WHERE avee_id = NEW.id;
    RETURN NULL;
END
$$;
CREATE TRIGGER avees_default_config AFTER INSERT ON avees FOR EACH ROW EXECUTE FUNCTION default_config();

-- Who signs in: the one place where a password hash leaves the table, for an exact address only.
CREATE FUNCTION find_credentials(p_email text) RETURNS TABLE (user_id uuid, password_hash text)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public AS
$$ SELECT id, users.password_hash FROM users WHERE lower(email) = lower(p_email) $$;

-- Whose secret it is: a session or a token. One statement a request.
CREATE FUNCTION find_person(p_secret_hash bytea)
RETURNS TABLE (user_id uuid, secret_id uuid, kind text)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public AS
$$
    SELECT user_id, id, 'session' FROM user_sessions WHERE secret_hash = p_secret_hash AND expires_at > now()
    UNION ALL
    SELECT user_id, id, 'token' FROM api_tokens WHERE secret_hash = p_secret_hash
$$;

-- What anyone may know of a person.
CREATE FUNCTION get_profiles(p_users uuid[]) RETURNS TABLE (id uuid, handle text, display_name text, avatar text)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public AS
$$ SELECT id, handle, display_name, avatar FROM users WHERE id = ANY (p_users) $$;

CREATE FUNCTION find_profile(p_handle text) RETURNS TABLE (id uuid, handle text, display_name text, avatar text)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public AS
$$ SELECT id, handle, display_name, avatar FROM users WHERE handle = p_handle $$;

-- What anyone may know of an avee: never its persona. Found by handle or by id.
CREATE FUNCTION get_public_avees(p_handle text, p_ids uuid[])
RETURNS TABLE (id uuid, handle text, display_name text, owner_id uuid, creator_name text, creator_handle text, creator_avatar text)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public AS
$$
    SELECT a.id, a.handle, a.display_name, a.owner_id, u.display_name, u.handle, u.avatar
    FROM avees a JOIN users u ON u.id = a.owner_id
    WHERE a.handle = p_handle OR a.id = ANY (p_ids)
$$;

-- Questions accepted in the last p_hours hours. Served by escalation_queue_accepted_at.
CREATE FUNCTION get_escalation_count(avee_id uuid, hours integer) RETURNS bigint
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public AS
$$
BEGIN
    RETURN (
        SELECT count(*) FROM escalation_queue q
        WHERE q.avee_id = get_escalation_count.avee_id AND q.accepted_at > now() - make_interval(hours => get_escalation_count.hours));
END
$$;

-- When a rolling window holds fewer than p_limit accepted questions again; NULL where it does now or never can.
CREATE FUNCTION get_window_opening(p_avee uuid, p_hours integer, p_limit integer) RETURNS timestamptz
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public AS
$$
BEGIN
    RETURN (
        SELECT accepted_at + make_interval(hours => p_hours) FROM escalation_queue
        WHERE p_limit > 0 AND avee_id = p_avee AND accepted_at > now() - make_interval(hours => p_hours)
        ORDER BY accepted_at DESC OFFSET greatest(p_limit - 1, 0) LIMIT 1);
END
$$;

-- Hours between accepting and answering, the median of the creator's last 50 answers; NULL until there is one.
CREATE FUNCTION get_response_hours(p_avee uuid) RETURNS double precision
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public AS
$$
BEGIN
    RETURN (
        SELECT percentile_cont(0.5) WITHIN GROUP (ORDER BY extract(epoch FROM answered_at - accepted_at) / 3600.0)
        FROM (SELECT accepted_at, answered_at FROM escalation_queue
              WHERE avee_id = p_avee AND status = 'answered' ORDER BY accepted_at DESC LIMIT 50) last);
END
$$;

-- Everything one message needs before it is thought about, in one statement; NULL where the conversation is not the person's.
-- Served by conversations_id, messages_conversation, messages_client_message_id, escalation_queue_accepted_at.
CREATE FUNCTION load_message_facts(p_conversation uuid, p_client_message_id text, p_turns integer) RETURNS jsonb
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
                    SELECT t.id, t.role, t.content, t.sources, d.decision_path AS path, d.evidence ->> 'question' AS question
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

-- An answered escalation makes its canonical answer in the same transaction; the question's embedding is already on it.
CREATE FUNCTION make_canonical_answer() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public AS
$$
BEGIN
    INSERT INTO canonical_answers (avee_id, id, escalation_id, question_pattern, answer_content, layer, content_hash, embedding)
    VALUES (NEW.avee_id, NEW.id, NEW.id, NEW.original_message, NEW.creator_answer, coalesce(NEW.answer_layer, 'public'),
            sha256(convert_to(NEW.original_message || E'\n' || NEW.creator_answer, 'UTF8')), NEW.embedding);
    RETURN NULL;
END
$$;
CREATE TRIGGER escalation_queue_answered AFTER UPDATE OF status ON escalation_queue FOR EACH ROW
    WHEN (NEW.status = 'answered' AND OLD.status <> 'answered' AND NEW.creator_answer IS NOT NULL)
    EXECUTE FUNCTION make_canonical_answer();

-- Messages that were saved but never routed, whoever wrote them: ids only, for the job that picks them up.
CREATE FUNCTION find_unrouted_messages(p_older_than_s double precision, p_limit integer)
RETURNS TABLE (user_id uuid, message_id uuid)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public AS
$$
    SELECT user_id, id FROM messages WHERE awaits_routing AND created_at < now() - make_interval(secs => p_older_than_s)
    ORDER BY created_at LIMIT p_limit
$$;
