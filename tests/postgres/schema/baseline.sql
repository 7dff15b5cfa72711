SET statement_timeout = 0;
SET lock_timeout = 0;
SET idle_in_transaction_session_timeout = 0;
SET client_encoding = 'UTF8';
SET standard_conforming_strings = on;
SELECT pg_catalog.set_config('search_path', '', false);
SET check_function_bodies = false;
SET xmloption = content;
SET client_min_messages = warning;
SET row_security = off;

CREATE TYPE public.layer AS ENUM (
    'public',
    'friends',
    'intimate'
);

CREATE TYPE public.procrastinate_job_event_type AS ENUM (
    'deferred',
    'started',
    'deferred_for_retry',
    'failed',
    'succeeded',
    'cancelled',
    'abort_requested',
    'aborted',
    'scheduled',
    'retried'
);

CREATE TYPE public.procrastinate_job_status AS ENUM (
    'todo',
    'doing',
    'succeeded',
    'failed',
    'cancelled',
    'aborting',
    'aborted'
);

CREATE TYPE public.procrastinate_job_to_defer_v1 AS (
	queue_name character varying,
	task_name character varying,
	priority integer,
	lock text,
	queueing_lock text,
	args jsonb,
	scheduled_at timestamp with time zone
);

CREATE FUNCTION public.add_notification(p_user uuid, p_kind text, p_avee uuid, p_conversation uuid, p_thing uuid) RETURNS void
    LANGUAGE plpgsql
    SET search_path TO 'pg_catalog', 'public', 'pg_temp'
    AS $$
BEGIN
    INSERT INTO notifications (user_id, kind, avee_id, conversation_id, thing_id)
        SELECT p_user, p_kind, p_avee, p_conversation, p_thing
        WHERE EXISTS (SELECT 1 FROM notification_targets WHERE user_id = p_user)
        ON CONFLICT DO NOTHING;
    IF FOUND THEN
        PERFORM enqueue_job('notification', 'plan_notifications', jsonb_build_object('person', p_user));
    END IF;
END
$$;

CREATE FUNCTION public.add_webhook_deliveries(p_avee uuid, p_kind text, p_data jsonb) RETURNS void
    LANGUAGE plpgsql
    SET search_path TO 'pg_catalog', 'public', 'pg_temp'
    AS $$
DECLARE
    delivery uuid;
    owner uuid := (SELECT owner_id FROM avees WHERE id = p_avee);
BEGIN
    FOR delivery IN
        INSERT INTO webhook_deliveries (avee_id, webhook_id, kind, body)
            SELECT w.avee_id, w.id, p_kind, jsonb_build_object('type', p_kind, 'timestamp', now(), 'data', p_data)
            FROM webhooks w WHERE w.avee_id = p_avee AND w.active AND w.kinds ? p_kind
        RETURNING id
    LOOP
        PERFORM enqueue_job('notification', 'deliver_webhook',
            jsonb_build_object('person', owner, 'avee_id', p_avee, 'delivery_id', delivery));
    END LOOP;
END
$$;

CREATE FUNCTION public.asked_layer() RETURNS public.layer
    LANGUAGE sql STABLE PARALLEL SAFE
    AS $$ SELECT nullif(current_setting('app.layer', true), '')::layer $$;

CREATE FUNCTION public.build_vector_indexes(p_large integer, p_most integer DEFAULT 2147483647) RETURNS integer
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'public', 'pg_temp'
    AS $$
DECLARE
    -- Read to the end first: an index cannot be made of a table that the same transaction's query still reads.
    large jsonb := coalesce((SELECT jsonb_agg(to_jsonb(s)) FROM (
        SELECT avee_id, kind, q.layer_rank, count(*) AS vectors, vector_index_name(avee_id, kind, q.layer_rank) AS index FROM search_vectors q
        GROUP BY avee_id, kind, q.layer_rank HAVING count(*) >= p_large / 2) s), '[]');
    part record;
    old text;
    built integer := 0;
BEGIN
    -- One call at a time.
    PERFORM pg_advisory_xact_lock(7305112015);
    FOREACH old IN ARRAY ARRAY(
        SELECT c.relname::text FROM pg_index i JOIN pg_class c ON c.oid = i.indexrelid
        WHERE i.indrelid = 'search_vectors'::regclass AND c.relname LIKE 'vectors\_%'
        AND NOT large @> jsonb_build_array(jsonb_build_object('index', c.relname)))
    LOOP
        EXECUTE format('DROP INDEX %I', old);
    END LOOP;
    FOR part IN
        SELECT s.* FROM jsonb_to_recordset(large) AS s (avee_id uuid, kind text, layer_rank smallint, vectors bigint, index text)
        WHERE s.vectors >= p_large AND to_regclass(s.index) IS NULL
        ORDER BY s.vectors LIMIT p_most
    LOOP
        -- The whole graph in memory while it is built: a vector's bytes, and about as many for its neighbours.
        PERFORM set_config('maintenance_work_mem', least(4096, 64 + part.vectors * (2 * width + 1024) / 1048576)::integer || 'MB', true)
        FROM embedding_model;
        EXECUTE format(
            'CREATE INDEX %I ON search_vectors USING hnsw (embedding halfvec_ip_ops) WITH (m = 16, ef_construction = 100)
             WHERE avee_id = %L AND kind = %L AND layer_rank = %s', part.index, part.avee_id, part.kind, part.layer_rank);
        built := built + 1;
    END LOOP;
    RETURN built;
END
$$;

CREATE FUNCTION public.copy_answer_layer() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'public', 'pg_temp'
    AS $$
BEGIN
    SELECT layer, state INTO STRICT NEW.layer, NEW.state FROM canonical_answers WHERE avee_id = NEW.avee_id AND id = NEW.answer_id;
    RETURN NEW;
END
$$;

CREATE FUNCTION public.count_messages(p_avee uuid, p_from timestamp with time zone, p_to timestamp with time zone) RETURNS jsonb
    LANGUAGE plpgsql STABLE SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'public', 'pg_temp'
    SET jit TO 'off'
    SET work_mem TO '32MB'
    AS $$
DECLARE
    by_day jsonb;
    talk jsonb;
    replies jsonb;
    verdicts jsonb;
    served jsonb;
BEGIN
    IF p_avee IS NULL OR p_avee NOT IN (SELECT owned_avees()) THEN
        RETURN NULL;
    END IF;

    -- orchestrator_decisions_analytics alone, three times: messages by day and path; people and exchanges; times. Rows
    -- are binned by plain arithmetic, and only the bins become dates: looking a time zone up for each row would double
    -- the cost.
    SELECT coalesce(jsonb_agg(jsonb_build_object('on', (c.bin AT TIME ZONE 'UTC')::date, 'path', c.path, 'is_small_talk', c.is_small_talk,
                                                 'messages', c.messages) ORDER BY c.bin), '[]') INTO by_day
    FROM (
        SELECT date_bin('1 day', d.created_at, '2000-01-01Z') AS bin, d.decision_path::"char" AS path,
            d.rule = 'small_talk' AS is_small_talk,
            count(*) AS messages
        FROM orchestrator_decisions d
        WHERE d.avee_id = p_avee AND d.created_at > p_from AND d.created_at <= p_to
        GROUP BY 1, 2, 3) c;

    -- An exchange that ends in a question back is one whose newest message, small talk apart, was asked back.
    SELECT jsonb_build_object('users', count(DISTINCT t.user_id), 'asked_back_last', count(*) FILTER (WHERE t.asked_back_at = t.asked_at))
    INTO talk FROM (
        SELECT any_value(d.user_id) AS user_id,
            max(d.created_at) FILTER (WHERE d.rule <> 'small_talk') AS asked_at,
            max(d.created_at) FILTER (WHERE d.decision_path = 'B') AS asked_back_at
        FROM orchestrator_decisions d
        WHERE d.avee_id = p_avee AND d.created_at > p_from AND d.created_at <= p_to
        GROUP BY d.conversation_id) t;

    SELECT jsonb_build_object('timed', count(d.reply_ms),
                              'p50_ms', (percentile_disc(ARRAY[0.5, 0.95]) WITHIN GROUP (ORDER BY d.reply_ms))[1],
                              'p95_ms', (percentile_disc(ARRAY[0.5, 0.95]) WITHIN GROUP (ORDER BY d.reply_ms))[2])
    INTO replies FROM orchestrator_decisions d
    WHERE d.avee_id = p_avee AND d.created_at > p_from AND d.created_at <= p_to
    AND d.decision_path IN ('A', 'C') AND d.rule <> 'small_talk';

    -- Answers from documents or from the bank that somebody judged, or that went on to the creator all the same. Served
    -- by decision_feedback_created_at and escalation_queue_offered_at: a word on a message, or a way out of its answer,
    -- comes after it.
    SELECT jsonb_build_object('helpful', count(*) FILTER (WHERE NOT v.is_against), 'against', count(*) FILTER (WHERE v.is_against))
    INTO verdicts FROM (
        SELECT said.id, bool_or(said.is_against) AS is_against FROM (
            SELECT d.id, f.verdict <> 'helpful' AS is_against
            FROM decision_feedback f JOIN orchestrator_decisions d ON d.avee_id = f.avee_id AND d.id = f.decision_id
            WHERE f.avee_id = p_avee AND f.created_at > p_from
            AND d.created_at > p_from AND d.decision_path IN ('A', 'C') AND d.rule <> 'small_talk'
            UNION ALL
            SELECT d.id, true
            FROM escalation_queue q JOIN orchestrator_decisions d ON d.avee_id = q.avee_id AND d.message_id = q.message_id
            WHERE q.avee_id = p_avee AND q.offered_at > p_from AND q.free_of_quota
            AND d.created_at > p_from AND d.decision_path IN ('A', 'C') AND d.rule <> 'small_talk') said
        GROUP BY said.id) v;

    -- Served by orchestrator_decisions_served.
    SELECT coalesce(jsonb_agg(jsonb_build_object('id', s.id, 'times', s.times)), '[]') INTO served
    FROM (SELECT d.similar_answer_id AS id, count(*) AS times FROM orchestrator_decisions d
          WHERE d.avee_id = p_avee AND d.decision_path = 'C' AND d.created_at > p_from AND d.created_at <= p_to
          GROUP BY d.similar_answer_id ORDER BY count(*) DESC, d.similar_answer_id LIMIT 10) s;

    RETURN jsonb_build_object('by_day', by_day, 'talk', talk, 'replies', replies, 'verdicts', verdicts, 'served', served);
END
$$;

CREATE FUNCTION public.count_reuse() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'public', 'pg_temp'
    AS $$
BEGIN
    PERFORM FROM canonical_answers WHERE avee_id = NEW.avee_id AND id = NEW.answer_id FOR NO KEY UPDATE SKIP LOCKED;
    IF FOUND THEN
        WITH noted AS (DELETE FROM uncounted_reuses WHERE avee_id = NEW.avee_id AND answer_id = NEW.answer_id RETURNING 1)
        UPDATE canonical_answers SET times_reused = times_reused + 1 + (SELECT count(*) FROM noted)
        WHERE avee_id = NEW.avee_id AND id = NEW.answer_id;
    ELSE
        INSERT INTO uncounted_reuses (avee_id, answer_id) VALUES (NEW.avee_id, NEW.answer_id);
    END IF;
    RETURN NULL;
END
$$;

CREATE FUNCTION public.count_reuses() RETURNS void
    LANGUAGE sql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'public', 'pg_temp'
    AS $$
    WITH free AS MATERIALIZED (
        SELECT a.avee_id, a.id FROM canonical_answers a
        WHERE EXISTS (SELECT FROM uncounted_reuses u WHERE u.avee_id = a.avee_id AND u.answer_id = a.id)
        FOR NO KEY UPDATE SKIP LOCKED
    ), noted AS (
        DELETE FROM uncounted_reuses u USING free WHERE u.avee_id = free.avee_id AND u.answer_id = free.id RETURNING u.avee_id, u.answer_id
    )
    UPDATE canonical_answers a SET times_reused = times_reused + n.times
    FROM (SELECT avee_id, answer_id, count(*) AS times FROM noted GROUP BY avee_id, answer_id) n
    WHERE a.avee_id = n.avee_id AND a.id = n.answer_id
$$;

CREATE FUNCTION public.count_verdict() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'public', 'pg_temp'
    AS $$
DECLARE
    was text := CASE WHEN TG_OP = 'UPDATE' THEN OLD.verdict END;
BEGIN
    UPDATE canonical_answers SET
        times_right = greatest(0, times_right + (coalesce(NEW.verdict, '') IN ('right', 'helpful'))::int
                                              - (coalesce(was, '') IN ('right', 'helpful'))::int),
        times_wrong = greatest(0, times_wrong + (coalesce(NEW.verdict, '') IN ('wrong', 'not_my_question'))::int
                                              - (coalesce(was, '') IN ('wrong', 'not_my_question'))::int)
    WHERE avee_id = NEW.avee_id AND id = NEW.answer_id AND version = NEW.answer_version;
    RETURN NULL;
END
$$;

CREATE FUNCTION public.count_voided(p_standing jsonb) RETURNS integer
    LANGUAGE sql IMMUTABLE
    AS $$
    SELECT coalesce((p_standing ->> 'voided')::integer, 0) + coalesce((p_standing -> 'documents' ->> 'voided')::integer, 0)
$$;

CREATE FUNCTION public.count_waiting(p_avee uuid, p_escalation uuid) RETURNS bigint
    LANGUAGE sql STABLE SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'public', 'pg_temp'
    AS $$
    SELECT count(DISTINCT w.user_id)
    FROM escalation_queue q
    LEFT JOIN escalation_queue w ON w.avee_id = q.avee_id AND w.status = 'accepted'
        AND (w.group_id = coalesce(q.group_id, q.id) OR w.group_id IS NULL AND w.id = coalesce(q.group_id, q.id))
    WHERE q.avee_id = p_avee AND q.id = p_escalation
    AND (q.user_id = current_person() OR q.avee_id IN (SELECT owned_avees()))
$$;

CREATE FUNCTION public.create_banks() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'public', 'pg_temp'
    AS $$
BEGIN
    INSERT INTO banks (avee_id, layer_rank) SELECT NEW.id, generate_series(0, 2);
    RETURN NULL;
END
$$;

CREATE FUNCTION public.current_avee() RETURNS uuid
    LANGUAGE sql STABLE PARALLEL SAFE
    AS $$ SELECT nullif(current_setting('app.avee', true), '')::uuid $$;

CREATE FUNCTION public.current_person() RETURNS uuid
    LANGUAGE sql STABLE PARALLEL SAFE
    AS $$ SELECT nullif(current_setting('app.person', true), '')::uuid $$;

CREATE FUNCTION public.default_config() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'public', 'pg_temp'
    AS $$
BEGIN
    INSERT INTO orchestrator_configs (avee_id) VALUES (NEW.id);
    INSERT INTO orchestrator_config_versions (avee_id, version, config, saved_by)
        SELECT avee_id, version, to_jsonb(c), NEW.owner_id FROM orchestrator_configs c WHERE avee_id = NEW.id;
    RETURN NULL;
END
$$;

CREATE FUNCTION public.emit_answer() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'public', 'pg_temp'
    AS $$
DECLARE
    told text := CASE WHEN NEW.state = 'retired' THEN 'answer.retired' WHEN TG_OP = 'INSERT' THEN 'answer.added' ELSE 'answer.changed' END;
BEGIN
    PERFORM emit_to_creator(NEW.avee_id, told, jsonb_build_object('avee_id', NEW.avee_id, 'answer_id', NEW.id));
    RETURN NULL;
END
$$;

CREATE FUNCTION public.emit_document() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'public', 'pg_temp'
    AS $$
BEGIN
    PERFORM emit_to_creator(NEW.avee_id, 'document.' || NEW.status, jsonb_build_object('avee_id', NEW.avee_id, 'document_id', NEW.id));
    RETURN NULL;
END
$$;

CREATE FUNCTION public.emit_escalation() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'public', 'pg_temp'
    AS $$
DECLARE
    owner uuid := (SELECT owner_id FROM avees WHERE id = NEW.avee_id);
    told text := 'escalation.' || NEW.status;
    ids jsonb := jsonb_build_object('avee_id', NEW.avee_id, 'conversation_id', NEW.conversation_id, 'escalation_id', NEW.id);
BEGIN
    IF NEW.accepted_at IS NULL THEN
        -- An offer that was not accepted is between the asker and the agent.
        PERFORM emit_event(ARRAY[NEW.user_id], told, ids);
        RETURN NULL;
    END IF;
    PERFORM emit_event(ARRAY[NEW.user_id, owner], told, ids);
    PERFORM add_webhook_deliveries(NEW.avee_id, told, ids);
    IF NEW.status = 'accepted' THEN
        PERFORM add_notification(owner, 'question_accepted', NEW.avee_id, NEW.conversation_id, NEW.id);
    ELSIF NEW.status IN ('answered', 'expired') OR NEW.status = 'declined' AND NEW.declined_by IS DISTINCT FROM 'asker' THEN
        PERFORM add_notification(NEW.user_id, NEW.status, NEW.avee_id, NEW.conversation_id, NEW.id);
    END IF;
    RETURN NULL;
END
$$;

CREATE FUNCTION public.emit_event(p_users uuid[], p_kind text, p_payload jsonb) RETURNS void
    LANGUAGE plpgsql
    SET search_path TO 'pg_catalog', 'public', 'pg_temp'
    AS $$
BEGIN
    INSERT INTO events (user_id, kind, payload)
        SELECT DISTINCT u, p_kind, p_payload FROM unnest(p_users) u WHERE u IS NOT NULL;
    IF current_setting('app.wakes_later', true) = 'on' THEN
        PERFORM set_config(
            'app.to_wake', concat_ws(',', nullif(current_setting('app.to_wake', true), ''), array_to_string(p_users, ',')), true);
    ELSE
        PERFORM pg_notify('orchestrator_events', u::text) FROM unnest(p_users) u WHERE u IS NOT NULL;
    END IF;
END
$$;

CREATE FUNCTION public.emit_message() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'public', 'pg_temp'
    AS $$
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

CREATE FUNCTION public.emit_policy() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'public', 'pg_temp'
    AS $$
BEGIN
    PERFORM emit_to_creator(NEW.avee_id, 'policy.changed', jsonb_build_object('avee_id', NEW.avee_id));
    RETURN NULL;
END
$$;

CREATE FUNCTION public.emit_to_creator(p_avee uuid, p_kind text, p_ids jsonb) RETURNS void
    LANGUAGE plpgsql
    SET search_path TO 'pg_catalog', 'public', 'pg_temp'
    AS $$
BEGIN
    PERFORM emit_event(ARRAY[(SELECT owner_id FROM avees WHERE id = p_avee)], p_kind, p_ids);
    PERFORM add_webhook_deliveries(p_avee, p_kind, p_ids);
END
$$;

CREATE FUNCTION public.emit_trust() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'public', 'pg_temp'
    AS $$
DECLARE
    before integer := 0;
BEGIN
    IF TG_OP = 'UPDATE' THEN
        before := count_voided(OLD.state);
    END IF;
    IF count_voided(NEW.state) > before THEN
        PERFORM emit_to_creator(NEW.avee_id, 'trust.voided', jsonb_build_object('avee_id', NEW.avee_id));
        PERFORM add_notification((SELECT owner_id FROM avees WHERE id = NEW.avee_id), 'trust_voided', NEW.avee_id, NULL, gen_random_uuid());
    END IF;
    RETURN NULL;
END
$$;

CREATE FUNCTION public.enqueue_job(p_queue text, p_task text, p_arguments jsonb) RETURNS void
    LANGUAGE plpgsql
    SET search_path TO 'pg_catalog', 'public', 'pg_temp'
    AS $$
BEGIN
    PERFORM procrastinate_defer_jobs_v1(
        ARRAY[ROW(p_queue, p_task, 0, NULL, NULL, p_arguments, NULL)::procrastinate_job_to_defer_v1]);
END
$$;

CREATE FUNCTION public.enqueue_model_check() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'public', 'pg_temp'
    AS $$
BEGIN
    PERFORM enqueue_job('notification', 'check_borderline_match', jsonb_build_object(
        'person', (SELECT owner_id FROM avees WHERE id = NEW.avee_id), 'avee_id', NEW.avee_id, 'match_id', NEW.id));
    RETURN NULL;
END
$$;

CREATE FUNCTION public.escalated_conversations() RETURNS SETOF uuid
    LANGUAGE sql STABLE SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'public', 'pg_temp'
    AS $$
    SELECT q.conversation_id FROM escalation_queue q
    WHERE q.accepted_at IS NOT NULL AND q.avee_id IN (SELECT owned_avees())
$$;

CREATE FUNCTION public.find_asker(p_avee uuid, p_conversation uuid) RETURNS uuid
    LANGUAGE sql STABLE SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'public', 'pg_temp'
    AS $$ SELECT user_id FROM conversations WHERE avee_id = p_avee AND id = p_conversation AND avee_id IN (SELECT owned_avees()) $$;

CREATE FUNCTION public.find_credentials(p_email text) RETURNS TABLE(user_id uuid, password_hash text)
    LANGUAGE sql STABLE SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'public', 'pg_temp'
    AS $$ SELECT id, users.password_hash FROM users WHERE lower(email) = lower(p_email) $$;

CREATE FUNCTION public.find_due_deliveries(p_limit integer) RETURNS TABLE(task text, arguments jsonb)
    LANGUAGE sql STABLE SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'public', 'pg_temp'
    AS $$
    (SELECT DISTINCT 'plan_notifications', jsonb_build_object('person', user_id) FROM notifications
     WHERE status = 'waiting' AND due_at <= now() LIMIT p_limit)
    UNION ALL
    (SELECT 'deliver_notifications', jsonb_build_object('person', user_id, 'batch_id', batch_id, 'target_id', target_id)
     FROM notification_deliveries WHERE status = 'pending' AND due_at < now() - interval '15 minutes' ORDER BY due_at LIMIT p_limit)
    UNION ALL
    (SELECT 'deliver_webhook', jsonb_build_object('person', a.owner_id, 'avee_id', d.avee_id, 'delivery_id', d.id)
     FROM webhook_deliveries d JOIN avees a ON a.id = d.avee_id
     WHERE d.status = 'pending' AND d.due_at < now() - interval '15 minutes' ORDER BY d.due_at LIMIT p_limit)
$$;

CREATE FUNCTION public.find_due_escalations(p_limit integer) RETURNS TABLE(escalation_id uuid, person uuid)
    LANGUAGE sql STABLE SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'public', 'pg_temp'
    AS $$
    (SELECT q.id, q.user_id FROM escalation_queue q WHERE q.status = 'pending' AND q.expires_at <= now()
     ORDER BY q.expires_at LIMIT p_limit)
    UNION ALL
    (SELECT q.id, a.owner_id FROM escalation_queue q JOIN avees a ON a.id = q.avee_id
     WHERE q.status = 'accepted' AND q.deadline_at <= now() ORDER BY q.deadline_at LIMIT p_limit)
$$;

CREATE FUNCTION public.find_nearest(p_avee uuid, p_kind text, p_embedding public.halfvec, p_limit integer) RETURNS TABLE(id uuid, part_of uuid, cosine double precision, embedding public.halfvec)
    LANGUAGE plpgsql STABLE ROWS 24
    SET search_path TO 'pg_catalog', 'public', 'pg_temp'
    SET enable_seqscan TO 'off'
    SET enable_bitmapscan TO 'off'
    SET enable_sort TO 'off'
    SET plan_cache_mode TO 'force_generic_plan'
    SET "hnsw.ef_search" TO '200'
    AS $_$
DECLARE
    highest_rank smallint := layer_rank(visible_layer());
    parts text[];
    -- Rows of the largest part that has an index; NULL where none has.
    large real;
    own_index regclass;
BEGIN
    FOR rank IN 0 .. coalesce(highest_rank, -1) LOOP
        parts := parts || format(
            '(SELECT q.id, q.part_of, q.embedding FROM search_vectors q WHERE q.avee_id = %L AND q.kind = %L AND q.layer_rank = %s
              ORDER BY q.embedding <#> $1 LIMIT $2)', p_avee, p_kind, rank);
        own_index := to_regclass(vector_index_name(p_avee, p_kind, rank));
        IF own_index IS NOT NULL THEN
            large := greatest(large, (SELECT c.reltuples FROM pg_class c WHERE c.oid = own_index));
        END IF;
    END LOOP;
    IF large IS NULL THEN
        RETURN QUERY
            SELECT q.id, q.part_of, -(q.embedding <#> p_embedding), q.embedding FROM search_vectors q
            WHERE q.avee_id = p_avee AND q.kind = p_kind AND q.layer_rank <= highest_rank
            ORDER BY q.embedding <#> p_embedding LIMIT p_limit;
        RETURN;
    END IF;
    IF large > 100000 THEN
        -- For this call: what the function itself sets is put back when it ends.
        PERFORM set_config('hnsw.ef_search', least(1000, round(200 * (log(large) - 4)))::text, true);
    END IF;
    RETURN QUERY EXECUTE
        'SELECT f.id, f.part_of, -(f.embedding <#> $1), f.embedding FROM (' || array_to_string(parts, ' UNION ALL ')
        || ') f ORDER BY f.embedding <#> $1 LIMIT $2' USING p_embedding, p_limit;
END
$_$;

CREATE FUNCTION public.find_passages_by_words(p_words tsquery, p_limit integer) RETURNS TABLE(id uuid, text_rank real)
    LANGUAGE plpgsql STABLE SECURITY DEFINER ROWS 4
    SET search_path TO 'pg_catalog', 'public', 'pg_temp'
    SET enable_seqscan TO 'off'
    SET plan_cache_mode TO 'force_generic_plan'
    AS $$
BEGIN
    IF numnode(p_words) = 0 THEN
        RETURN;
    END IF;
    RETURN QUERY
        SELECT c.id, ts_rank_cd(c.text_search, p_words, 1) FROM passages c
        WHERE searchable_words(c.avee_id, c.text_search) @@ (quote_literal(current_avee()::text)::tsquery && p_words)
        AND c.avee_id IS NOT DISTINCT FROM current_avee() AND c.layer <= visible_layer()
        ORDER BY 2 DESC, 1 LIMIT p_limit;
END
$$;

CREATE FUNCTION public.find_person(p_secret_hash bytea) RETURNS TABLE(user_id uuid, secret_id uuid, kind text)
    LANGUAGE sql STABLE SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'public', 'pg_temp'
    AS $$
    SELECT user_id, id, 'session' FROM user_sessions WHERE secret_hash = p_secret_hash AND expires_at > now()
    UNION ALL
    SELECT user_id, id, 'token' FROM api_tokens WHERE secret_hash = p_secret_hash
$$;

CREATE FUNCTION public.find_profile(p_handle text) RETURNS TABLE(id uuid, handle text, display_name text, avatar text)
    LANGUAGE sql STABLE SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'public', 'pg_temp'
    AS $$ SELECT id, handle, display_name, avatar FROM users WHERE handle = p_handle $$;

CREATE FUNCTION public.find_served(p_avee uuid, p_answer uuid, p_version integer) RETURNS TABLE(conversation_id uuid, user_id uuid, had text, may_see boolean)
    LANGUAGE sql STABLE SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'public', 'pg_temp'
    AS $$
    WITH newest AS (
        SELECT DISTINCT ON (m.conversation_id, d.user_id) m.conversation_id, d.user_id, d.answer_version, d.is_withdrawal,
            CASE WHEN o.owner_id = d.user_id THEN 'intimate' ELSE coalesce(t.layer, 'public') END AS granted
        FROM answer_deliveries d
        JOIN messages m ON m.avee_id = d.avee_id AND m.id = d.message_id
        JOIN avees o ON o.id = d.avee_id
        LEFT JOIN avee_members t ON t.avee_id = d.avee_id AND t.user_id = d.user_id
        WHERE d.avee_id = p_avee AND d.answer_id = p_answer AND p_avee IN (SELECT owned_avees())
        ORDER BY m.conversation_id, d.user_id, d.answer_version DESC, d.is_withdrawal),
    -- The answer may have been changed once more meanwhile: the more private of the two holds.
    now AS (
        SELECT greatest(a.layer, v.layer) AS layer, a.state
        FROM canonical_answers a JOIN canonical_answer_versions v ON v.avee_id = a.avee_id AND v.answer_id = a.id AND v.version = p_version
        WHERE a.avee_id = p_avee AND a.id = p_answer)
    SELECT n.conversation_id, n.user_id, v.answer_content, now.layer <= n.granted OR NOT n.is_withdrawal AND now.layer <= v.layer
    FROM now, newest n
    JOIN canonical_answer_versions v ON v.avee_id = p_avee AND v.answer_id = p_answer AND v.version = n.answer_version
    WHERE n.answer_version < p_version AND (NOT n.is_withdrawal OR now.layer <= n.granted AND now.state = 'active')
$$;

CREATE FUNCTION public.find_similar_waiting(p_escalation uuid, p_limit integer) RETURNS TABLE(id uuid, group_id uuid, question text, cosine double precision, people bigint)
    LANGUAGE sql STABLE SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'public', 'pg_temp'
    AS $$
    SELECT n.id, n.group_id, n.question, n.cosine,
        (SELECT count(DISTINCT g.user_id) FROM escalation_queue g
         WHERE g.avee_id = n.avee_id AND g.status = 'accepted' AND g.user_id <> n.asker
         AND (g.group_id = n.group_id OR g.group_id IS NULL AND g.id = n.group_id))
    FROM (
        SELECT w.avee_id, e.user_id AS asker, w.id, coalesce(w.group_id, w.id) AS group_id, w.original_message AS question,
            -(w.embedding <#> e.embedding) AS cosine
        FROM escalation_queue e
        JOIN escalation_queue w ON w.avee_id = e.avee_id AND w.status = 'accepted' AND w.id <> e.id
        WHERE e.id = p_escalation
        AND (e.user_id = current_person() OR e.avee_id IN (SELECT owned_avees()))
        ORDER BY w.embedding <#> e.embedding LIMIT p_limit) n
    ORDER BY n.cosine DESC
$$;

CREATE FUNCTION public.find_unread_documents(p_older_than_s double precision, p_limit integer) RETURNS TABLE(person uuid, avee_id uuid, document_id uuid)
    LANGUAGE sql STABLE SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'public', 'pg_temp'
    AS $$
    SELECT a.owner_id, d.avee_id, d.id FROM documents d JOIN avees a ON a.id = d.avee_id
    WHERE d.status = 'pending' AND d.updated_at < now() - make_interval(secs => p_older_than_s)
    AND NOT EXISTS (SELECT FROM procrastinate_jobs j WHERE j.task_name = 'embed_document' AND j.status IN ('todo', 'doing')
                    AND j.args ->> 'document_id' = d.id::text)
    ORDER BY d.updated_at LIMIT p_limit
$$;

CREATE FUNCTION public.find_unrouted_messages(p_older_than_s double precision, p_limit integer) RETURNS TABLE(user_id uuid, message_id uuid)
    LANGUAGE sql STABLE SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'public', 'pg_temp'
    AS $$
    SELECT m.user_id, m.id FROM messages m
    WHERE m.awaits_routing AND m.created_at < now() - make_interval(secs => p_older_than_s)
    AND NOT EXISTS (SELECT FROM procrastinate_jobs j WHERE j.task_name = 'route_failing_message' AND j.status IN ('todo', 'doing', 'failed')
                    AND j.args ->> 'message_id' = m.id::text)
    ORDER BY m.created_at LIMIT p_limit
$$;

CREATE FUNCTION public.get_creator_minutes(p_avee uuid, p_from timestamp with time zone, p_to timestamp with time zone) RETURNS TABLE(handled bigint, measured bigint, minutes double precision)
    LANGUAGE sql STABLE SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'public', 'pg_temp'
    AS $$
    WITH ended AS (
        SELECT q.opened_at, coalesce(q.answered_at, q.declined_at) AS ended_at,
            greatest(q.opened_at, q.accepted_at,
                     lag(coalesce(q.answered_at, q.declined_at)) OVER (ORDER BY coalesce(q.answered_at, q.declined_at), q.id)) AS began_at
        FROM escalation_queue q
        WHERE q.avee_id = p_avee AND q.accepted_at IS NOT NULL
        AND coalesce(q.answered_at, q.declined_at) > p_from - interval '1 hour' AND coalesce(q.answered_at, q.declined_at) <= p_to
        AND p_avee IN (SELECT owned_avees()))
    SELECT count(*), count(opened_at), coalesce(sum(least(
        CASE WHEN opened_at IS NULL THEN 15 ELSE 60 END, greatest(0, extract(epoch FROM ended_at - began_at)::double precision / 60))), 0)
    FROM ended WHERE ended_at > p_from
$$;

CREATE FUNCTION public.get_escalation_count(avee_id uuid, hours integer) RETURNS bigint
    LANGUAGE plpgsql STABLE SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'public', 'pg_temp'
    AS $$
BEGIN
    RETURN (
        SELECT count(*) FROM escalation_queue q
        WHERE q.avee_id = get_escalation_count.avee_id AND NOT q.free_of_quota
        AND q.accepted_at > now() - make_interval(hours => get_escalation_count.hours));
END
$$;

CREATE FUNCTION public.get_orchestrator_metrics(avee_id uuid, days integer) RETURNS jsonb
    LANGUAGE plpgsql STABLE SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'public', 'pg_temp'
    SET jit TO 'off'
    SET work_mem TO '32MB'
    AS $$
DECLARE
    v_avee CONSTANT uuid := get_orchestrator_metrics.avee_id;
    v_days CONSTANT integer := greatest(1, least(get_orchestrator_metrics.days, 3660));
    v_to timestamptz;
    v_from timestamptz;
    made_at timestamptz;
    messages jsonb;
    accepted_by_day jsonb;
    offers jsonb;
    questions jsonb;
    creator jsonb;
    answers jsonb;
    top_answers jsonb;
    unanswered jsonb;
    direct bigint;
BEGIN
    SELECT a.created_at INTO made_at FROM avees a WHERE a.id = v_avee AND a.id IN (SELECT owned_avees());
    IF NOT FOUND THEN
        RETURN NULL;
    END IF;

    SELECT k.counted_at, k.counts INTO v_to, messages FROM metric_counts k
    WHERE k.avee_id = v_avee AND k.days = v_days AND k.counted_at > now() - interval '10 minutes';
    v_to := coalesce(v_to, now());
    v_from := v_to - make_interval(hours => 24 * v_days);
    messages := coalesce(messages, count_messages(v_avee, v_from, v_to));

    SELECT jsonb_build_object(
        'accepted', count(*) FILTER (WHERE q.accepted_at IS NOT NULL),
        'declined', count(*) FILTER (WHERE q.accepted_at IS NULL AND q.status = 'declined'),
        'lapsed', count(*) FILTER (WHERE q.accepted_at IS NULL AND (q.status = 'expired' OR q.status = 'pending' AND q.expires_at <= v_to)),
        'open', count(*) FILTER (WHERE q.status = 'pending' AND q.expires_at > v_to))
    INTO offers FROM escalation_queue q WHERE q.avee_id = v_avee AND q.offered_at > v_from AND q.offered_at <= v_to;

    -- Accepted in the window, and whatever still waits however old: an old question must not vanish from the picture by
    -- age. Served by escalation_queue_accepted_at and escalation_queue_status.
    SELECT jsonb_build_object(
        'accepted', count(*) FILTER (WHERE q.accepted_at > v_from),
        'answered', count(*) FILTER (WHERE q.accepted_at > v_from AND q.status = 'answered'),
        'declined', count(*) FILTER (WHERE q.accepted_at > v_from AND q.status = 'declined'),
        'expired', count(*) FILTER (WHERE q.accepted_at > v_from AND q.status = 'expired'),
        'waiting', count(*) FILTER (WHERE q.status = 'accepted'),
        'answered_s', coalesce(
            jsonb_agg(round(extract(epoch FROM q.answered_at - q.accepted_at))) FILTER (WHERE q.status = 'answered'), '[]'),
        'waiting_s', coalesce(jsonb_agg(round(extract(epoch FROM v_to - q.accepted_at))) FILTER (WHERE q.status = 'accepted'), '[]'))
    INTO questions FROM (
        SELECT q.status, q.accepted_at, q.answered_at FROM escalation_queue q
        WHERE q.avee_id = v_avee AND q.accepted_at > v_from AND q.accepted_at <= v_to
        UNION ALL
        SELECT q.status, q.accepted_at, q.answered_at FROM escalation_queue q
        WHERE q.avee_id = v_avee AND q.status = 'accepted' AND q.accepted_at <= v_from) q;

    SELECT coalesce(jsonb_agg(to_jsonb(c) ORDER BY c."on"), '[]') INTO accepted_by_day FROM (
        SELECT (q.accepted_at AT TIME ZONE 'UTC')::date AS "on", count(*) AS questions
        FROM escalation_queue q WHERE q.avee_id = v_avee AND q.accepted_at > v_from AND q.accepted_at <= v_to GROUP BY 1) c;

    SELECT to_jsonb(m) INTO creator FROM get_creator_minutes(v_avee, v_from, v_to) m;

    -- Served by the avee_id prefix of the primary key; as of now, whatever the window.
    SELECT jsonb_build_object('active', count(*), 'reused', count(*) FILTER (WHERE a.times_reused > 0)) INTO answers
    FROM canonical_answers a WHERE a.avee_id = v_avee AND a.state = 'active';

    SELECT coalesce(jsonb_agg(jsonb_build_object('id', a.id, 'question_pattern', a.question_pattern, 'state', a.state,
                                                 'times_served', s.times)
                              ORDER BY s.times DESC, a.id), '[]') INTO top_answers
    FROM jsonb_to_recordset(messages -> 'served') AS s (id uuid, times bigint)
    JOIN canonical_answers a ON a.avee_id = v_avee AND a.id = s.id;

    -- The newest 200 that nobody has answered, for the subjects among them. Served by
    -- orchestrator_decisions_unanswered.
    SELECT coalesce(jsonb_agg(u.message_content), '[]') INTO unanswered FROM (
        SELECT d.message_content FROM orchestrator_decisions d
        WHERE d.avee_id = v_avee AND d.rule IN ('worth_asking', 'gate_closed') AND d.created_at > v_from AND d.created_at <= v_to
        AND NOT EXISTS (SELECT 1 FROM escalation_queue q WHERE q.avee_id = v_avee AND q.message_id = d.message_id AND q.status = 'answered')
        ORDER BY d.created_at DESC LIMIT 200) u;

    -- What people wrote to the creator past the agent. Served by conversations_direct and messages_conversation.
    SELECT count(*) INTO direct FROM conversations c JOIN messages m ON m.avee_id = c.avee_id AND m.conversation_id = c.id
    WHERE c.avee_id = v_avee AND c.kind = 'direct' AND m.role = 'user' AND m.created_at > v_from AND m.created_at <= v_to;

    RETURN jsonb_build_object(
        'from', v_from, 'to', v_to, 'is_kept', v_to < now(), 'observed_days', extract(epoch FROM v_to - greatest(v_from, made_at)) / 86400,
        'messages', messages, 'accepted_by_day', accepted_by_day, 'offers', offers, 'questions', questions, 'creator', creator,
        'answers', answers, 'top_answers', top_answers, 'unanswered', unanswered, 'direct_messages', direct);
END
$$;

CREATE FUNCTION public.get_profiles(p_users uuid[]) RETURNS TABLE(id uuid, handle text, display_name text, avatar text)
    LANGUAGE sql STABLE SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'public', 'pg_temp'
    AS $$ SELECT id, handle, display_name, avatar FROM users WHERE id = ANY (p_users) $$;

CREATE FUNCTION public.get_public_avees(p_handle text, p_ids uuid[]) RETURNS TABLE(id uuid, handle text, display_name text, owner_id uuid, creator_name text, creator_handle text, creator_avatar text)
    LANGUAGE sql STABLE SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'public', 'pg_temp'
    AS $$
    SELECT a.id, a.handle, a.display_name, a.owner_id, u.display_name, u.handle, u.avatar
    FROM avees a JOIN users u ON u.id = a.owner_id
    WHERE a.handle = p_handle OR a.id = ANY (p_ids)
$$;

CREATE FUNCTION public.get_response_hours(p_avee uuid) RETURNS double precision
    LANGUAGE plpgsql STABLE SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'public', 'pg_temp'
    AS $$
BEGIN
    RETURN (
        SELECT percentile_cont(0.5) WITHIN GROUP (ORDER BY extract(epoch FROM answered_at - accepted_at) / 3600.0)
        FROM (SELECT accepted_at, answered_at FROM escalation_queue
              WHERE avee_id = p_avee AND status = 'answered' ORDER BY accepted_at DESC LIMIT 50) last);
END
$$;

CREATE FUNCTION public.get_window_opening(p_avee uuid, p_hours integer, p_limit integer) RETURNS timestamp with time zone
    LANGUAGE plpgsql STABLE SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'public', 'pg_temp'
    AS $$
BEGIN
    RETURN (
        SELECT accepted_at + make_interval(hours => p_hours) FROM escalation_queue
        WHERE p_limit > 0 AND avee_id = p_avee AND NOT free_of_quota AND accepted_at > now() - make_interval(hours => p_hours)
        ORDER BY accepted_at DESC OFFSET greatest(p_limit - 1, 0) LIMIT 1);
END
$$;

CREATE FUNCTION public.granted_layer(p_avee uuid) RETURNS public.layer
    LANGUAGE plpgsql STABLE SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'public', 'pg_temp'
    AS $$
BEGIN
    RETURN (
        SELECT CASE WHEN a.owner_id = current_person() THEN 'intimate'::layer ELSE coalesce(m.layer, 'public') END
        FROM avees a LEFT JOIN avee_members m ON m.avee_id = a.id AND m.user_id = current_person()
        WHERE a.id = p_avee AND current_person() IS NOT NULL);
END
$$;

CREATE FUNCTION public.hand_back_conversation(p_conversation uuid) RETURNS void
    LANGUAGE sql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'public', 'pg_temp'
    AS $$
    UPDATE conversations SET agent_silenced_until = NULL
    WHERE id = p_conversation AND avee_id IN (SELECT owned_avees()) AND id IN (SELECT escalated_conversations())
$$;

CREATE FUNCTION public.hot_facts(p_person text, p_conversation uuid, p_client_message_id text, p_turns integer) RETURNS jsonb
    LANGUAGE plpgsql
    SET enable_seqscan TO 'off'
    SET enable_bitmapscan TO 'off'
    SET enable_sort TO 'off'
    SET plan_cache_mode TO 'force_generic_plan'
    AS $$
BEGIN
    PERFORM name_person(p_person, '', '');
    RETURN load_message_facts(p_conversation, p_client_message_id, p_turns);
END
$$;

CREATE FUNCTION public.hot_save(p_person text, p_avee uuid, p_layer text, p_routing jsonb, p_embedding public.halfvec) RETURNS text
    LANGUAGE plpgsql
    SET enable_seqscan TO 'off'
    SET enable_bitmapscan TO 'off'
    SET plan_cache_mode TO 'force_generic_plan'
    AS $$
DECLARE
    r record;
BEGIN
    PERFORM name_person(p_person, p_avee::text, p_layer), set_config('app.wakes_later', 'on', true), set_config('app.to_wake', '', true);
    SELECT * INTO r FROM jsonb_to_record(p_routing) AS saved (message_id uuid, conversation_id uuid, user_id uuid, content text,
        layer layer, client_message_id text, is_saved boolean, answers_too uuid[], reply_id uuid, reply_content text, sources jsonb,
        offer jsonb, reused jsonb, cards jsonb, borderline jsonb, decision jsonb);
    IF r.is_saved THEN
        UPDATE messages SET awaits_routing = false WHERE avee_id = p_avee AND id = r.message_id AND awaits_routing;
        IF NOT FOUND THEN
            RETURN NULL;
        END IF;
    ELSE
        INSERT INTO messages (avee_id, id, conversation_id, user_id, role, content, layer, client_message_id)
        VALUES (p_avee, r.message_id, r.conversation_id, r.user_id, 'user', r.content, r.layer, r.client_message_id);
    END IF;
    IF cardinality(r.answers_too) > 0 THEN
        UPDATE messages SET awaits_routing = false, answered_with = r.message_id
        WHERE avee_id = p_avee AND id = ANY(r.answers_too) AND awaits_routing;
    END IF;
    IF r.reply_id IS NOT NULL THEN
        INSERT INTO messages (avee_id, id, conversation_id, user_id, role, content, layer, in_reply_to, sources)
        VALUES (p_avee, r.reply_id, r.conversation_id, r.user_id, 'agent', r.reply_content, r.layer, r.message_id, r.sources);
    END IF;
    IF r.offer IS NOT NULL THEN
        INSERT INTO escalation_queue (avee_id, id, conversation_id, user_id, message_id, original_message, escalation_reason,
            expected_response_hours, remaining_today, expires_at, embedding)
        SELECT p_avee, o.id, r.conversation_id, r.user_id, r.message_id, o.original_message, o.escalation_reason, o.expected_response_hours,
            o.remaining_today, o.expires_at, p_embedding
        FROM jsonb_to_record(r.offer) AS o (id uuid, original_message text, escalation_reason text,
            expected_response_hours double precision, remaining_today integer, expires_at timestamptz);
    END IF;
    IF r.reused IS NOT NULL THEN
        INSERT INTO answer_deliveries (avee_id, id, answer_id, answer_version, user_id, message_id)
        SELECT p_avee, d.id, d.answer_id, d.answer_version, r.user_id, r.reply_id
        FROM jsonb_to_record(r.reused) AS d (id uuid, answer_id uuid, answer_version integer);
    END IF;
    INSERT INTO orchestrator_decisions (avee_id, id, conversation_id, user_id, message_id, reply_message_id, message_content,
        decision_path, confidence_score, novelty_score, complexity_score, similarity, rule, reason, similar_answer_id, escalation_id,
        policy_version, evidence, timings)
    SELECT p_avee, d.decision_id, r.conversation_id, r.user_id, r.message_id, r.reply_id, r.content, d.decision_path, d.confidence_score,
        d.novelty_score, d.complexity_score, d.similarity, d.rule, d.reason, d.similar_answer_id, d.escalation_id, d.policy_version,
        d.evidence, d.timings
    FROM jsonb_to_record(r.decision) AS d (decision_id uuid, decision_path text, confidence_score integer, novelty_score integer,
        complexity_score integer, similarity double precision, rule text, reason text, similar_answer_id uuid, escalation_id uuid,
        policy_version integer, evidence jsonb, timings jsonb);
    INSERT INTO asked_questions (avee_id, id, conversation_id, user_id, embedding)
    VALUES (p_avee, (r.decision ->> 'decision_id')::uuid, r.conversation_id, r.user_id, p_embedding);
    IF r.cards IS NOT NULL THEN
        INSERT INTO trust_cards (avee_id, id, subject, kind, answer_id, answer_version, conversation_id, user_id, message_id, question,
            score, floor, scorer, reply, sources)
        SELECT p_avee, k.id, k.subject, k.kind, k.answer_id, k.answer_version, r.conversation_id, r.user_id, r.message_id, k.question,
            k.score, k.floor, k.scorer, k.reply, coalesce(k.sources, '[]')
        FROM jsonb_to_recordset(r.cards) AS k (id uuid, subject text, kind text, answer_id uuid, answer_version integer, question text,
            score double precision, floor double precision, scorer text, reply text, sources jsonb);
    END IF;
    IF r.borderline IS NOT NULL THEN
        INSERT INTO borderline_matches (avee_id, id, answer_id, answer_version, conversation_id, user_id, message_id, question, score)
        SELECT p_avee, g.id, g.answer_id, g.answer_version, r.conversation_id, r.user_id, r.message_id, g.question, g.score
        FROM jsonb_to_record(r.borderline) AS g (id uuid, answer_id uuid, answer_version integer, question text, score double precision);
    END IF;
    RETURN current_setting('app.to_wake');
END
$$;

CREATE FUNCTION public.hot_search(p_person text, p_avee uuid, p_layer text, p_text text, p_embedding public.halfvec, p_candidates integer) RETURNS TABLE(answers jsonb, bank jsonb, passages jsonb)
    LANGUAGE plpgsql
    SET enable_seqscan TO 'off'
    SET plan_cache_mode TO 'force_generic_plan'
    AS $$
DECLARE
    middle halfvec;
    known bigint;
    words tsquery;
BEGIN
    PERFORM name_person(p_person, p_avee::text, p_layer);
    SELECT b.centre, b.answers INTO middle, known FROM banks b WHERE b.avee_id = p_avee AND b.layer_rank = layer_rank(visible_layer());
    words := (
        SELECT coalesce(string_agg(nullif(replace(plainto_tsquery(config, p_text)::text, '&', '|'), ''), ' | '), '')::tsquery
        FROM text_search_configs(p_avee) AS config);
    RETURN QUERY
        WITH near AS (
            SELECT n.id, n.part_of, n.cosine, -(n.embedding <#> middle) AS common
            FROM find_nearest(p_avee, 'answer', p_embedding, 24) n),
        -- All phrasings of each of the nearest answers, by their mean: the pattern, and phrasings by phrasings_answer.
        wholes AS (
            SELECT best.id, count(*) AS phrasings, avg(p.embedding)::halfvec AS mean
            FROM (SELECT part_of AS id FROM near GROUP BY part_of ORDER BY max(near.cosine) DESC LIMIT p_candidates) best
            CROSS JOIN LATERAL (
                (SELECT c.embedding FROM canonical_answers c WHERE c.avee_id = p_avee AND c.id = best.id LIMIT 1)
                UNION ALL
                (SELECT x.embedding FROM phrasings x
                 WHERE x.avee_id = p_avee AND x.answer_id = best.id AND x.state = 'active' LIMIT 64)) p
            GROUP BY best.id),
        found AS (
            SELECT n.id FROM find_nearest(p_avee, 'passage', p_embedding, 8) n
            UNION
            SELECT w.id FROM find_passages_by_words(words, 4) w)
        SELECT
            coalesce((SELECT jsonb_agg(to_jsonb(a) ORDER BY a.cosine DESC) FROM (
                SELECT c.id, coalesce(x.question, c.question_pattern) AS question_pattern, c.answer_content, c.expires_at, c.version,
                    c.times_right, c.times_wrong, c.updated_at AS answered_at, near.cosine, near.common,
                    -- Served by answer_examples_decision.
                    (SELECT max(-(e.embedding <#> p_embedding)) FROM answer_examples e
                     WHERE e.avee_id = p_avee AND e.answer_id = c.id AND NOT e.serves) AS counter,
                    CASE WHEN w.mean IS NOT NULL THEN jsonb_build_object('phrasings', w.phrasings, 'cosine', -(w.mean <#> p_embedding),
                        'common', -(w.mean <#> middle), 'spread', -(w.mean <#> w.mean)) END AS centroid
                FROM near
                CROSS JOIN LATERAL (
                    SELECT * FROM canonical_answers WHERE avee_id = p_avee AND canonical_answers.id = near.part_of LIMIT 1) c
                LEFT JOIN phrasings x ON near.id <> near.part_of AND x.avee_id = p_avee AND x.id = near.id
                LEFT JOIN wholes w ON w.id = near.part_of) a), '[]'),
            CASE WHEN known > 0 THEN jsonb_build_object('answers', known, 'common', -(middle <#> p_embedding),
                'spread', -(middle <#> middle))
                ELSE '{}' END,
            coalesce((SELECT jsonb_agg(to_jsonb(p) ORDER BY p.cosine DESC) FROM (
                SELECT c.id, c.document_id, c.position, c.heading, c.content, -(c.embedding <#> p_embedding) AS cosine,
                    ts_rank_cd(c.text_search, words, 1) AS text_rank, d.title
                FROM found
                CROSS JOIN LATERAL (SELECT * FROM passages WHERE avee_id = p_avee AND passages.id = found.id LIMIT 1) c
                CROSS JOIN LATERAL (
                    SELECT title FROM documents WHERE avee_id = p_avee AND documents.id = c.document_id AND status = 'ready'
                    LIMIT 1) d) p), '[]');
END
$$;

CREATE FUNCTION public.keep_answer_version() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'public', 'pg_temp'
    AS $$
BEGIN
    INSERT INTO canonical_answer_versions (avee_id, answer_id, version, question_pattern, answer_content, layer)
    VALUES (NEW.avee_id, NEW.id, NEW.version, NEW.question_pattern, NEW.answer_content, NEW.layer)
    ON CONFLICT DO NOTHING;
    RETURN NULL;
END
$$;

CREATE FUNCTION public.key_search_vectors(p_width integer) RETURNS void
    LANGUAGE plpgsql
    SET search_path TO 'pg_catalog', 'public', 'pg_temp'
    AS $$
BEGIN
    ALTER TABLE search_vectors DROP CONSTRAINT IF EXISTS search_vectors_pkey;
    IF p_width <= 1200 THEN
        ALTER TABLE search_vectors ADD PRIMARY KEY (avee_id, kind, layer_rank, id) INCLUDE (part_of, embedding);
    ELSE
        ALTER TABLE search_vectors ADD PRIMARY KEY (avee_id, kind, layer_rank, id);
    END IF;
END
$$;

CREATE FUNCTION public.layer_rank(p_layer public.layer) RETURNS smallint
    LANGUAGE sql IMMUTABLE PARALLEL SAFE
    AS $$ SELECT CASE p_layer WHEN 'public' THEN 0 WHEN 'friends' THEN 1 WHEN 'intimate' THEN 2 END::smallint $$;

CREATE FUNCTION public.load_message_facts(p_conversation uuid, p_client_message_id text, p_turns integer) RETURNS jsonb
    LANGUAGE plpgsql STABLE SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'public', 'pg_temp'
    AS $$
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
                    SELECT m.id, m.role, m.content, m.sources, d.decision_path AS path, d.question,
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
                        SELECT o.decision_path, o.evidence ->> 'question' AS question FROM orchestrator_decisions o
                        WHERE o.avee_id = c.avee_id AND o.message_id = m.in_reply_to LIMIT 1) d ON true) t), '[]'),
            'trust', (
                -- Served by trust_cards_created_at.
                SELECT jsonb_build_object('state', s.state, 'cards_today', (
                    SELECT count(*) FROM trust_cards k WHERE k.avee_id = c.avee_id AND k.created_at > now() - interval '24 hours'))
                FROM (SELECT 1) one LEFT JOIN trust_states s ON s.avee_id = c.avee_id),
            'waiting', coalesce((
                SELECT jsonb_agg(jsonb_build_object('id', id, 'content', content, 'layer', layer) ORDER BY id) FROM recent
                WHERE role = 'user' AND awaits_routing AND created_at > now() - interval '2 minutes'), '[]'),
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

CREATE FUNCTION public.lock_escalation(p_escalation uuid) RETURNS jsonb
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'public', 'pg_temp'
    AS $$
DECLARE
    q escalation_queue;
BEGIN
    SELECT e.* INTO q FROM escalation_queue e JOIN avees a ON a.id = e.avee_id
    WHERE e.id = p_escalation
    AND (e.user_id = current_person() OR a.owner_id = current_person() AND e.accepted_at IS NOT NULL);
    IF NOT FOUND THEN
        RETURN NULL;
    END IF;
    PERFORM 1 FROM orchestrator_configs WHERE avee_id = q.avee_id FOR UPDATE;
    SELECT e.* INTO q FROM escalation_queue e WHERE e.avee_id = q.avee_id AND e.id = p_escalation FOR UPDATE;
    RETURN (
        SELECT jsonb_build_object(
            'escalation', to_jsonb(q) - 'embedding' - 'pattern_embedding',
            'policy', to_jsonb(p),
            'owner_id', a.owner_id,
            'creator_name', u.display_name,
            'tier', CASE WHEN a.owner_id = q.user_id THEN 'paid' ELSE coalesce(m.tier, 'free') END,
            'now', now(),
            'usage', jsonb_build_object(
                'day', get_escalation_count(a.id, 24),
                'week', get_escalation_count(a.id, 168),
                'day_opens_at', get_window_opening(a.id, 24, p.max_escalations_per_day),
                'week_opens_at', get_window_opening(a.id, 168, p.max_escalations_per_week),
                'median_response_hours', get_response_hours(a.id)))
        FROM avees a JOIN users u ON u.id = a.owner_id JOIN orchestrator_configs p ON p.avee_id = a.id
        LEFT JOIN avee_members m ON m.avee_id = a.id AND m.user_id = q.user_id
        WHERE a.id = q.avee_id);
END
$$;

CREATE FUNCTION public.make_canonical_answer() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'public', 'pg_temp'
    AS $$
DECLARE
    pattern text := coalesce(NEW.question_pattern, NEW.original_message);
BEGIN
    INSERT INTO canonical_answers
        (avee_id, id, escalation_id, question_pattern, answer_content, layer, content_hash, expires_at, embedding)
    VALUES (NEW.avee_id, NEW.id, NEW.id, pattern, NEW.creator_answer, coalesce(NEW.answer_layer, 'public'),
            sha256(convert_to(pattern || E'\n' || NEW.creator_answer, 'UTF8')), NEW.answer_expires_at,
            coalesce(NEW.pattern_embedding, NEW.embedding))
    ON CONFLICT (avee_id, content_hash) WHERE state = 'active' DO NOTHING;
    RETURN NULL;
END
$$;

CREATE FUNCTION public.measure_reply(p_timings jsonb, p_stored_at timestamp with time zone, p_replied_at timestamp with time zone) RETURNS integer
    LANGUAGE sql IMMUTABLE PARALLEL SAFE
    AS $$
    SELECT round(least(2147483647, greatest(0,
        (SELECT max(value::text::double precision) FROM jsonb_each(p_timings) WHERE jsonb_typeof(value) = 'number'),
        1000 * extract(epoch FROM p_replied_at - p_stored_at)::double precision)))::integer
    WHERE p_stored_at IS NOT NULL OR p_timings <> '{}'
$$;

CREATE FUNCTION public.name_person(p_person text, p_avee text, p_layer text) RETURNS void
    LANGUAGE plpgsql
    AS $$
DECLARE
    granted layer;
BEGIN
    PERFORM set_config('app.person', p_person, true), set_config('app.avee', p_avee, true), set_config('app.layer', p_layer, true);
    IF p_avee <> '' THEN
        granted := granted_layer(p_avee::uuid);
    END IF;
    PERFORM set_config('app.visible_layer',
        CASE WHEN granted IS NULL THEN '' ELSE least(granted, asked_layer())::text END, true);
END
$$;

CREATE FUNCTION public.note_bank_change() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'public', 'pg_temp'
    SET enable_seqscan TO 'off'
    AS $$
DECLARE
    changed search_vectors := CASE TG_OP WHEN 'DELETE' THEN OLD ELSE NEW END;
BEGIN
    IF EXISTS (
        SELECT FROM banks b WHERE b.avee_id = changed.avee_id AND b.layer_rank >= changed.layer_rank
        AND (b.answers < 200 OR (changed.layer_rank, changed.id) <= (b.last_layer_rank, b.last_id)))
    THEN
        PERFORM refresh_banks(changed.avee_id);
    END IF;
    RETURN NULL;
END
$$;

CREATE FUNCTION public.note_reply_time() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'public', 'pg_temp'
    AS $$
BEGIN
    -- A message that is stored together with its decision is not seen here, and did not wait.
    NEW.reply_ms := measure_reply(NEW.timings,
        (SELECT m.created_at FROM messages m WHERE m.avee_id = NEW.avee_id AND m.id = NEW.message_id), NEW.created_at);
    RETURN NEW;
END
$$;

CREATE FUNCTION public.owned_avees() RETURNS SETOF uuid
    LANGUAGE sql STABLE SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'public', 'pg_temp'
    AS $$ SELECT id FROM avees WHERE owner_id = current_person() $$;

CREATE FUNCTION public.procrastinate_cancel_job_v1(job_id bigint, abort boolean, delete_job boolean) RETURNS bigint
    LANGUAGE plpgsql
    AS $$
DECLARE
    _job_id bigint;
BEGIN
    IF delete_job THEN
        DELETE FROM procrastinate_jobs
        WHERE id = job_id AND status = 'todo'
        RETURNING id INTO _job_id;
    END IF;
    IF _job_id IS NULL THEN
        IF abort THEN
            UPDATE procrastinate_jobs
            SET abort_requested = true,
                status = CASE status
                    WHEN 'todo' THEN 'cancelled'::procrastinate_job_status ELSE status
                END
            WHERE id = job_id AND status IN ('todo', 'doing')
            RETURNING id INTO _job_id;
        ELSE
            UPDATE procrastinate_jobs
            SET status = 'cancelled'::procrastinate_job_status
            WHERE id = job_id AND status = 'todo'
            RETURNING id INTO _job_id;
        END IF;
    END IF;
    RETURN _job_id;
END;
$$;

CREATE FUNCTION public.procrastinate_defer_jobs_v1(jobs public.procrastinate_job_to_defer_v1[]) RETURNS bigint[]
    LANGUAGE plpgsql
    AS $$
DECLARE
    job_ids bigint[];
BEGIN
    WITH inserted_jobs AS (
        INSERT INTO procrastinate_jobs (queue_name, task_name, priority, lock, queueing_lock, args, scheduled_at)
        SELECT (job).queue_name,
               (job).task_name,
               (job).priority,
               (job).lock,
               (job).queueing_lock,
               (job).args,
               (job).scheduled_at
        FROM unnest(jobs) AS job
        RETURNING id
    )
    SELECT array_agg(id) FROM inserted_jobs INTO job_ids;

    RETURN job_ids;
END;
$$;

CREATE FUNCTION public.procrastinate_defer_periodic_job_v2(_queue_name character varying, _lock character varying, _queueing_lock character varying, _task_name character varying, _priority integer, _periodic_id character varying, _defer_timestamp bigint, _args jsonb) RETURNS bigint
    LANGUAGE plpgsql
    AS $$
DECLARE
	_job_id bigint;
	_defer_id bigint;
BEGIN
    INSERT
        INTO procrastinate_periodic_defers (task_name, periodic_id, defer_timestamp)
        VALUES (_task_name, _periodic_id, _defer_timestamp)
        ON CONFLICT DO NOTHING
        RETURNING id into _defer_id;

    IF _defer_id IS NULL THEN
        RETURN NULL;
    END IF;

    UPDATE procrastinate_periodic_defers
        SET job_id = (
            SELECT COALESCE((
                SELECT unnest(procrastinate_defer_jobs_v1(
                    ARRAY[
                        ROW(
                            _queue_name,
                            _task_name,
                            _priority,
                            _lock,
                            _queueing_lock,
                            _args,
                            NULL::timestamptz
                        )
                    ]::procrastinate_job_to_defer_v1[]
                ))
            ), NULL)
        )
        WHERE id = _defer_id
        RETURNING job_id INTO _job_id;

    DELETE
        FROM procrastinate_periodic_defers
        USING (
            SELECT id
            FROM procrastinate_periodic_defers
            WHERE procrastinate_periodic_defers.task_name = _task_name
            AND procrastinate_periodic_defers.periodic_id = _periodic_id
            AND procrastinate_periodic_defers.defer_timestamp < _defer_timestamp
            ORDER BY id
            FOR UPDATE
        ) to_delete
        WHERE procrastinate_periodic_defers.id = to_delete.id;

    RETURN _job_id;
END;
$$;

SET default_tablespace = '';

SET default_table_access_method = heap;

CREATE TABLE public.procrastinate_jobs (
    id bigint NOT NULL,
    queue_name character varying(128) NOT NULL,
    task_name character varying(128) NOT NULL,
    priority integer DEFAULT 0 NOT NULL,
    lock text,
    queueing_lock text,
    args jsonb DEFAULT '{}'::jsonb NOT NULL,
    status public.procrastinate_job_status DEFAULT 'todo'::public.procrastinate_job_status NOT NULL,
    scheduled_at timestamp with time zone,
    attempts integer DEFAULT 0 NOT NULL,
    abort_requested boolean DEFAULT false NOT NULL,
    worker_id bigint,
    CONSTRAINT check_not_todo_abort_requested CHECK ((NOT ((status = 'todo'::public.procrastinate_job_status) AND (abort_requested = true))))
);

CREATE FUNCTION public.procrastinate_fetch_job_v2(target_queue_names character varying[], p_worker_id bigint) RETURNS public.procrastinate_jobs
    LANGUAGE plpgsql
    AS $$
DECLARE
	found_jobs procrastinate_jobs;
BEGIN
    WITH candidate AS (
        SELECT jobs.*
            FROM procrastinate_jobs AS jobs
            WHERE
                -- reject the job if its lock has earlier or higher priority jobs
                NOT EXISTS (
                    SELECT 1
                        FROM procrastinate_jobs AS other_jobs
                        WHERE
                            jobs.lock IS NOT NULL
                            AND other_jobs.lock = jobs.lock
                            AND (
                                -- job with same lock is already running
                                other_jobs.status = 'doing'
                                OR
                                -- job with same lock is waiting and has higher priority (or same priority but was queued first)
                                (
                                    other_jobs.status = 'todo'
                                    AND (
                                        other_jobs.priority > jobs.priority
                                        OR (
                                        other_jobs.priority = jobs.priority
                                        AND other_jobs.id < jobs.id
                                        )
                                    )
                                )
                            )
                )
                AND jobs.status = 'todo'
                AND (target_queue_names IS NULL OR jobs.queue_name = ANY( target_queue_names ))
                AND (jobs.scheduled_at IS NULL OR jobs.scheduled_at <= now())
            ORDER BY jobs.priority DESC, jobs.id ASC LIMIT 1
            FOR UPDATE OF jobs SKIP LOCKED
    )
    UPDATE procrastinate_jobs
        SET status = 'doing', worker_id = p_worker_id
        FROM candidate
        WHERE procrastinate_jobs.id = candidate.id
        RETURNING procrastinate_jobs.* INTO found_jobs;

 RETURN found_jobs;
END;
$$;

CREATE FUNCTION public.procrastinate_finish_job_v1(job_id bigint, end_status public.procrastinate_job_status, delete_job boolean) RETURNS void
    LANGUAGE plpgsql
    AS $$
DECLARE
    _job_id bigint;
BEGIN
    IF end_status NOT IN ('succeeded', 'failed', 'aborted') THEN
        RAISE 'End status should be either "succeeded", "failed" or "aborted" (job id: %)', job_id;
    END IF;
    IF delete_job THEN
        DELETE FROM procrastinate_jobs
        WHERE id = job_id AND status IN ('todo', 'doing')
        RETURNING id INTO _job_id;
    ELSE
        UPDATE procrastinate_jobs
        SET status = end_status,
            abort_requested = false,
            attempts = CASE status
                WHEN 'doing' THEN attempts + 1 ELSE attempts
            END
        WHERE id = job_id AND status IN ('todo', 'doing')
        RETURNING id INTO _job_id;
    END IF;
    IF _job_id IS NULL THEN
        RAISE 'Job was not found or not in "doing" or "todo" status (job id: %)', job_id;
    END IF;
END;
$$;

CREATE FUNCTION public.procrastinate_notify_queue_abort_job_v1() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
DECLARE
    payload TEXT;
BEGIN
    SELECT json_build_object('type', 'abort_job_requested', 'job_id', NEW.id)::text INTO payload;
	PERFORM pg_notify('procrastinate_queue_v1#' || NEW.queue_name, payload);
	PERFORM pg_notify('procrastinate_any_queue_v1', payload);
	RETURN NEW;
END;
$$;

CREATE FUNCTION public.procrastinate_notify_queue_job_inserted_v1() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
DECLARE
    payload TEXT;
BEGIN
    SELECT json_build_object('type', 'job_inserted', 'job_id', NEW.id)::text INTO payload;
	PERFORM pg_notify('procrastinate_queue_v1#' || NEW.queue_name, payload);
	PERFORM pg_notify('procrastinate_any_queue_v1', payload);
	RETURN NEW;
END;
$$;

CREATE FUNCTION public.procrastinate_prune_stalled_workers_v1(seconds_since_heartbeat double precision) RETURNS TABLE(worker_id bigint)
    LANGUAGE plpgsql
    AS $$
BEGIN
    RETURN QUERY
    DELETE FROM procrastinate_workers
    WHERE last_heartbeat < NOW() - (seconds_since_heartbeat || 'SECOND')::INTERVAL
    RETURNING procrastinate_workers.id;
END;
$$;

CREATE FUNCTION public.procrastinate_register_worker_v1() RETURNS TABLE(worker_id bigint)
    LANGUAGE plpgsql
    AS $$
BEGIN
    RETURN QUERY
    INSERT INTO procrastinate_workers DEFAULT VALUES
    RETURNING procrastinate_workers.id;
END;
$$;

CREATE FUNCTION public.procrastinate_retry_job_v1(job_id bigint, retry_at timestamp with time zone, new_priority integer, new_queue_name character varying, new_lock character varying) RETURNS void
    LANGUAGE plpgsql
    AS $$
DECLARE
    _job_id bigint;
    _abort_requested boolean;
BEGIN
    SELECT abort_requested FROM procrastinate_jobs
    WHERE id = job_id AND status = 'doing'
    FOR UPDATE
    INTO _abort_requested;
    IF _abort_requested THEN
        UPDATE procrastinate_jobs
        SET status = 'failed'::procrastinate_job_status
        WHERE id = job_id AND status = 'doing'
        RETURNING id INTO _job_id;
    ELSE
        UPDATE procrastinate_jobs
        SET status = 'todo'::procrastinate_job_status,
            attempts = attempts + 1,
            scheduled_at = retry_at,
            priority = COALESCE(new_priority, priority),
            queue_name = COALESCE(new_queue_name, queue_name),
            lock = COALESCE(new_lock, lock)
        WHERE id = job_id AND status = 'doing'
        RETURNING id INTO _job_id;
    END IF;

    IF _job_id IS NULL THEN
        RAISE 'Job was not found or not in "doing" status (job id: %)', job_id;
    END IF;
END;
$$;

CREATE FUNCTION public.procrastinate_retry_job_v2(job_id bigint, retry_at timestamp with time zone, new_priority integer, new_queue_name character varying, new_lock character varying) RETURNS void
    LANGUAGE plpgsql
    AS $$
DECLARE
    _job_id bigint;
    _abort_requested boolean;
    _current_status procrastinate_job_status;
BEGIN
    SELECT status, abort_requested FROM procrastinate_jobs
    WHERE id = job_id AND status IN ('doing', 'failed')
    FOR UPDATE
    INTO _current_status, _abort_requested;
    IF _current_status = 'doing' AND _abort_requested THEN
        UPDATE procrastinate_jobs
        SET status = 'failed'::procrastinate_job_status
        WHERE id = job_id AND status = 'doing'
        RETURNING id INTO _job_id;
    ELSE
        UPDATE procrastinate_jobs
        SET status = 'todo'::procrastinate_job_status,
            attempts = attempts + 1,
            scheduled_at = retry_at,
            priority = COALESCE(new_priority, priority),
            queue_name = COALESCE(new_queue_name, queue_name),
            lock = COALESCE(new_lock, lock)
        WHERE id = job_id AND status IN ('doing', 'failed')
        RETURNING id INTO _job_id;
    END IF;

    IF _job_id IS NULL THEN
        RAISE 'Job was not found or has an invalid status to retry (job id: %)', job_id;
    END IF;

END;
$$;

CREATE FUNCTION public.procrastinate_trigger_abort_requested_events_procedure_v1() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
BEGIN
    INSERT INTO procrastinate_events(job_id, type)
        VALUES (NEW.id, 'abort_requested'::procrastinate_job_event_type);
    RETURN NEW;
END;
$$;

CREATE FUNCTION public.procrastinate_trigger_function_scheduled_events_v1() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
BEGIN
    INSERT INTO procrastinate_events(job_id, type, at)
        VALUES (NEW.id, 'scheduled'::procrastinate_job_event_type, NEW.scheduled_at);

	RETURN NEW;
END;
$$;

CREATE FUNCTION public.procrastinate_trigger_function_status_events_insert_v1() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
BEGIN
    INSERT INTO procrastinate_events(job_id, type)
        VALUES (NEW.id, 'deferred'::procrastinate_job_event_type);
	RETURN NEW;
END;
$$;

CREATE FUNCTION public.procrastinate_trigger_function_status_events_update_v1() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
BEGIN
    WITH t AS (
        SELECT CASE
            WHEN OLD.status = 'todo'::procrastinate_job_status
                AND NEW.status = 'doing'::procrastinate_job_status
                THEN 'started'::procrastinate_job_event_type
            WHEN OLD.status = 'doing'::procrastinate_job_status
                AND NEW.status = 'todo'::procrastinate_job_status
                THEN 'deferred_for_retry'::procrastinate_job_event_type
            WHEN OLD.status = 'doing'::procrastinate_job_status
                AND NEW.status = 'failed'::procrastinate_job_status
                THEN 'failed'::procrastinate_job_event_type
            WHEN OLD.status = 'doing'::procrastinate_job_status
                AND NEW.status = 'succeeded'::procrastinate_job_status
                THEN 'succeeded'::procrastinate_job_event_type
            WHEN OLD.status = 'todo'::procrastinate_job_status
                AND (
                    NEW.status = 'cancelled'::procrastinate_job_status
                    OR NEW.status = 'failed'::procrastinate_job_status
                    OR NEW.status = 'succeeded'::procrastinate_job_status
                )
                THEN 'cancelled'::procrastinate_job_event_type
            WHEN OLD.status = 'doing'::procrastinate_job_status
                AND NEW.status = 'aborted'::procrastinate_job_status
                THEN 'aborted'::procrastinate_job_event_type
            WHEN OLD.status = 'failed'::procrastinate_job_status
                AND NEW.status = 'todo'::procrastinate_job_status
                THEN 'retried'::procrastinate_job_event_type
            ELSE NULL
        END as event_type
    )
    INSERT INTO procrastinate_events(job_id, type)
        SELECT NEW.id, t.event_type
        FROM t
        WHERE t.event_type IS NOT NULL;
	RETURN NEW;
END;
$$;

CREATE FUNCTION public.procrastinate_unlink_periodic_defers_v1() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
BEGIN
    UPDATE procrastinate_periodic_defers
    SET job_id = NULL
    WHERE job_id = OLD.id;
    RETURN OLD;
END;
$$;

CREATE FUNCTION public.procrastinate_unregister_worker_v1(worker_id bigint) RETURNS void
    LANGUAGE plpgsql
    AS $$
BEGIN
    DELETE FROM procrastinate_workers
    WHERE id = worker_id;
END;
$$;

CREATE FUNCTION public.procrastinate_update_heartbeat_v1(worker_id bigint) RETURNS void
    LANGUAGE plpgsql
    AS $$
BEGIN
    UPDATE procrastinate_workers
    SET last_heartbeat = NOW()
    WHERE id = worker_id;
END;
$$;

CREATE FUNCTION public.purge_events(p_days integer) RETURNS bigint
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'public', 'pg_temp'
    AS $$
DECLARE
    gone bigint;
BEGIN
    DELETE FROM events WHERE created_at < now() - make_interval(days => greatest(p_days, 1));
    GET DIAGNOSTICS gone = ROW_COUNT;
    RETURN gone;
END
$$;

CREATE FUNCTION public.purge_outbox(p_days integer) RETURNS void
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'public', 'pg_temp'
    AS $$
DECLARE
    before timestamptz := now() - make_interval(days => greatest(p_days, 1));
BEGIN
    DELETE FROM notifications WHERE created_at < before AND status IN ('sent', 'failed', 'dropped');
    DELETE FROM notification_deliveries WHERE created_at < before AND status <> 'pending';
    DELETE FROM webhook_deliveries WHERE created_at < before AND status <> 'pending';
END
$$;

CREATE FUNCTION public.refresh_banks(p_avee uuid) RETURNS void
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'public', 'pg_temp'
    SET enable_seqscan TO 'off'
    SET enable_bitmapscan TO 'off'
    SET plan_cache_mode TO 'force_generic_plan'
    AS $$
BEGIN
    PERFORM FROM banks WHERE avee_id = p_avee ORDER BY layer_rank FOR UPDATE;
    UPDATE banks b SET (answers, centre, last_layer_rank, last_id) = (
        SELECT count(*), avg(s.embedding)::halfvec, (array_agg(s.layer_rank ORDER BY s.layer_rank DESC, s.id DESC))[1],
            (array_agg(s.id ORDER BY s.layer_rank DESC, s.id DESC))[1]
        FROM (SELECT q.layer_rank, q.id, q.embedding FROM search_vectors q
              WHERE q.avee_id = p_avee AND q.kind = 'answer' AND q.layer_rank <= b.layer_rank AND q.id = q.part_of
              ORDER BY q.layer_rank, q.id LIMIT 200) s)
    WHERE b.avee_id = p_avee;
END
$$;

CREATE FUNCTION public.reset_verdicts() RETURNS trigger
    LANGUAGE plpgsql
    SET search_path TO 'pg_catalog', 'public', 'pg_temp'
    AS $$
BEGIN
    NEW.times_right := 0;
    NEW.times_wrong := 0;
    RETURN NEW;
END
$$;

CREATE FUNCTION public.searchable_words(p_avee uuid, p_words tsvector) RETURNS tsvector
    LANGUAGE sql IMMUTABLE PARALLEL SAFE
    AS $$ SELECT p_words || array_to_tsvector(ARRAY[p_avee::text]) $$;

CREATE FUNCTION public.silence_agent() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'public', 'pg_temp'
    AS $$
BEGIN
    UPDATE conversations SET agent_silenced_until = now() + interval '24 hours'
    WHERE avee_id = NEW.avee_id AND id = NEW.conversation_id AND kind = 'agent';
    RETURN NULL;
END
$$;

CREATE FUNCTION public.spread_answer_layer() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'public', 'pg_temp'
    AS $$
BEGIN
    UPDATE phrasings SET layer = NEW.layer,
        state = CASE WHEN origin = 'model' AND NOT (SELECT model_confirms_matches FROM orchestrator_configs c WHERE c.avee_id = NEW.avee_id)
                THEN 'off' ELSE NEW.state END
    WHERE avee_id = NEW.avee_id AND answer_id = NEW.id;
    UPDATE answer_examples SET layer = NEW.layer, state = NEW.state WHERE avee_id = NEW.avee_id AND answer_id = NEW.id;
    RETURN NULL;
END
$$;

CREATE FUNCTION public.switch_model_phrasings() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'public', 'pg_temp'
    AS $$
BEGIN
    UPDATE phrasings x SET state = CASE WHEN NEW.model_confirms_matches THEN a.state ELSE 'off' END
    FROM canonical_answers a
    WHERE x.avee_id = NEW.avee_id AND x.origin = 'model' AND a.avee_id = x.avee_id AND a.id = x.answer_id;
    RETURN NULL;
END
$$;

CREATE FUNCTION public.sync_passage_vector() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'public', 'pg_temp'
    AS $$
BEGIN
    IF TG_OP <> 'INSERT' THEN
        DELETE FROM search_vectors WHERE avee_id = OLD.avee_id AND kind = 'passage' AND layer_rank = layer_rank(OLD.layer) AND id = OLD.id;
    END IF;
    IF TG_OP <> 'DELETE' THEN
        INSERT INTO search_vectors (avee_id, kind, layer_rank, id, part_of, embedding)
            VALUES (NEW.avee_id, 'passage', layer_rank(NEW.layer), NEW.id, NEW.document_id, NEW.embedding);
    END IF;
    RETURN NULL;
END
$$;

CREATE FUNCTION public.sync_phrasing_vector() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'public', 'pg_temp'
    AS $$
BEGIN
    IF TG_OP <> 'INSERT' THEN
        DELETE FROM search_vectors WHERE avee_id = OLD.avee_id AND kind = 'answer' AND layer_rank = layer_rank(OLD.layer) AND id = OLD.id;
    END IF;
    IF TG_OP <> 'DELETE' AND NEW.state = 'active' THEN
        INSERT INTO search_vectors (avee_id, kind, layer_rank, id, part_of, embedding)
            VALUES (NEW.avee_id, 'answer', layer_rank(NEW.layer), NEW.id,
                    CASE TG_TABLE_NAME WHEN 'phrasings' THEN (to_jsonb(NEW) ->> 'answer_id')::uuid ELSE NEW.id END, NEW.embedding);
    END IF;
    RETURN NULL;
END
$$;

CREATE FUNCTION public.text_search_configs(p_avee uuid) RETURNS SETOF regconfig
    LANGUAGE plpgsql STABLE SECURITY DEFINER ROWS 2
    SET search_path TO 'pg_catalog', 'public', 'pg_temp'
    AS $$
DECLARE
    config regconfig := (SELECT c.text_config FROM passages c WHERE c.avee_id = p_avee ORDER BY c.text_config LIMIT 1);
BEGIN
    WHILE config IS NOT NULL LOOP
        RETURN NEXT config;
        config := (
            SELECT c.text_config FROM passages c
            WHERE c.avee_id = p_avee AND c.text_config > config ORDER BY c.text_config LIMIT 1);
    END LOOP;
END
$$;

CREATE FUNCTION public.update_updated_at_column() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
BEGIN
    NEW.updated_at := now();
    RETURN NEW;
END
$$;

CREATE FUNCTION public.vector_index_name(p_avee uuid, p_kind text, p_layer_rank integer) RETURNS text
    LANGUAGE sql IMMUTABLE PARALLEL SAFE
    AS $$ SELECT 'vectors_' || replace(p_avee::text, '-', '') || '_' || p_kind || '_' || p_layer_rank $$;

CREATE FUNCTION public.visible_layer() RETURNS public.layer
    LANGUAGE sql STABLE PARALLEL SAFE
    AS $$ SELECT nullif(current_setting('app.visible_layer', true), '')::layer $$;

CREATE TABLE public.alembic_version (
    version_num character varying(32) NOT NULL
);

CREATE TABLE public.answer_deliveries (
    avee_id uuid NOT NULL,
    id uuid NOT NULL,
    answer_id uuid NOT NULL,
    answer_version integer NOT NULL,
    user_id uuid NOT NULL,
    message_id uuid NOT NULL,
    created_at timestamp with time zone DEFAULT now() NOT NULL,
    is_reuse boolean DEFAULT true NOT NULL,
    is_withdrawal boolean DEFAULT false NOT NULL
);

ALTER TABLE ONLY public.answer_deliveries FORCE ROW LEVEL SECURITY;

CREATE TABLE public.answer_examples (
    avee_id uuid NOT NULL,
    id uuid NOT NULL,
    answer_id uuid NOT NULL,
    decision_id uuid NOT NULL,
    user_id uuid NOT NULL,
    question text NOT NULL,
    serves boolean NOT NULL,
    layer public.layer DEFAULT 'intimate'::public.layer NOT NULL,
    state text DEFAULT 'active'::text NOT NULL,
    embedding public.halfvec(384) NOT NULL,
    created_at timestamp with time zone DEFAULT now() NOT NULL
);

ALTER TABLE ONLY public.answer_examples FORCE ROW LEVEL SECURITY;

CREATE TABLE public.api_tokens (
    id uuid NOT NULL,
    user_id uuid NOT NULL,
    name text NOT NULL,
    secret_hash bytea NOT NULL,
    created_at timestamp with time zone DEFAULT now() NOT NULL
);

ALTER TABLE ONLY public.api_tokens FORCE ROW LEVEL SECURITY;

CREATE TABLE public.asked_questions (
    avee_id uuid NOT NULL,
    id uuid NOT NULL,
    conversation_id uuid NOT NULL,
    user_id uuid NOT NULL,
    embedding public.halfvec(384) NOT NULL,
    created_at timestamp with time zone DEFAULT now() NOT NULL
);

ALTER TABLE ONLY public.asked_questions FORCE ROW LEVEL SECURITY;

CREATE TABLE public.avee_members (
    avee_id uuid NOT NULL,
    user_id uuid NOT NULL,
    tier text DEFAULT 'free'::text NOT NULL,
    layer public.layer DEFAULT 'public'::public.layer NOT NULL,
    created_at timestamp with time zone DEFAULT now() NOT NULL,
    updated_at timestamp with time zone DEFAULT now() NOT NULL,
    CONSTRAINT avee_members_tier_check CHECK ((tier = ANY (ARRAY['free'::text, 'follower'::text, 'paid'::text])))
);

ALTER TABLE ONLY public.avee_members FORCE ROW LEVEL SECURITY;

CREATE TABLE public.avees (
    id uuid NOT NULL,
    owner_id uuid NOT NULL,
    handle text NOT NULL,
    display_name text NOT NULL,
    persona text DEFAULT ''::text NOT NULL,
    created_at timestamp with time zone DEFAULT now() NOT NULL,
    updated_at timestamp with time zone DEFAULT now() NOT NULL
);

ALTER TABLE ONLY public.avees FORCE ROW LEVEL SECURITY;

CREATE TABLE public.banks (
    avee_id uuid NOT NULL,
    layer_rank smallint NOT NULL,
    answers bigint DEFAULT 0 NOT NULL,
    centre public.halfvec,
    last_layer_rank smallint,
    last_id uuid
);

ALTER TABLE ONLY public.banks FORCE ROW LEVEL SECURITY;

CREATE TABLE public.borderline_matches (
    avee_id uuid NOT NULL,
    id uuid NOT NULL,
    answer_id uuid NOT NULL,
    answer_version integer NOT NULL,
    conversation_id uuid NOT NULL,
    user_id uuid NOT NULL,
    message_id uuid NOT NULL,
    question text NOT NULL,
    score double precision NOT NULL,
    verdict text,
    model text,
    judged_at timestamp with time zone,
    created_at timestamp with time zone DEFAULT now() NOT NULL,
    CONSTRAINT borderline_matches_check CHECK (((verdict IS NULL) = (judged_at IS NULL))),
    CONSTRAINT borderline_matches_score_check CHECK (((score >= (0)::double precision) AND (score <= (1)::double precision))),
    CONSTRAINT borderline_matches_verdict_check CHECK ((verdict = ANY (ARRAY['confirmed'::text, 'denied'::text, 'unclear'::text, 'left'::text])))
);

ALTER TABLE ONLY public.borderline_matches FORCE ROW LEVEL SECURITY;

CREATE TABLE public.canonical_answer_versions (
    avee_id uuid NOT NULL,
    answer_id uuid NOT NULL,
    version integer NOT NULL,
    question_pattern text NOT NULL,
    answer_content text NOT NULL,
    layer public.layer NOT NULL,
    created_at timestamp with time zone DEFAULT now() NOT NULL
);

ALTER TABLE ONLY public.canonical_answer_versions FORCE ROW LEVEL SECURITY;

CREATE TABLE public.canonical_answers (
    avee_id uuid NOT NULL,
    id uuid NOT NULL,
    escalation_id uuid,
    question_pattern text NOT NULL,
    answer_content text NOT NULL,
    layer public.layer DEFAULT 'public'::public.layer NOT NULL,
    state text DEFAULT 'active'::text NOT NULL,
    version integer DEFAULT 1 NOT NULL,
    times_reused bigint DEFAULT 0 NOT NULL,
    content_hash bytea NOT NULL,
    expires_at timestamp with time zone,
    embedding public.halfvec(384) NOT NULL,
    created_at timestamp with time zone DEFAULT now() NOT NULL,
    updated_at timestamp with time zone DEFAULT now() NOT NULL,
    times_right integer DEFAULT 0 NOT NULL,
    times_wrong integer DEFAULT 0 NOT NULL,
    CONSTRAINT canonical_answers_state_check CHECK ((state = ANY (ARRAY['active'::text, 'retired'::text])))
)
WITH (fillfactor='50');

ALTER TABLE ONLY public.canonical_answers FORCE ROW LEVEL SECURITY;

CREATE TABLE public.conversations (
    avee_id uuid NOT NULL,
    id uuid NOT NULL,
    user_id uuid NOT NULL,
    kind text DEFAULT 'agent'::text NOT NULL,
    created_at timestamp with time zone DEFAULT now() NOT NULL,
    updated_at timestamp with time zone DEFAULT now() NOT NULL,
    agent_silenced_until timestamp with time zone,
    CONSTRAINT conversations_kind_check CHECK ((kind = ANY (ARRAY['agent'::text, 'direct'::text])))
);

ALTER TABLE ONLY public.conversations FORCE ROW LEVEL SECURITY;

CREATE TABLE public.decision_feedback (
    avee_id uuid NOT NULL,
    id uuid NOT NULL,
    decision_id uuid NOT NULL,
    user_id uuid NOT NULL,
    verdict text NOT NULL,
    comment text,
    answer_id uuid,
    answer_version integer,
    created_at timestamp with time zone DEFAULT now() NOT NULL,
    updated_at timestamp with time zone DEFAULT now() NOT NULL,
    CONSTRAINT decision_feedback_verdict_check CHECK ((verdict = ANY (ARRAY['helpful'::text, 'not_my_question'::text, 'wrong'::text])))
);

ALTER TABLE ONLY public.decision_feedback FORCE ROW LEVEL SECURITY;

CREATE TABLE public.documents (
    avee_id uuid NOT NULL,
    id uuid NOT NULL,
    layer public.layer DEFAULT 'public'::public.layer NOT NULL,
    title text NOT NULL,
    source text NOT NULL,
    upload bytea,
    content text DEFAULT ''::text NOT NULL,
    content_hash bytea NOT NULL,
    status text DEFAULT 'pending'::text NOT NULL,
    failure text,
    passage_count integer DEFAULT 0 NOT NULL,
    created_at timestamp with time zone DEFAULT now() NOT NULL,
    updated_at timestamp with time zone DEFAULT now() NOT NULL,
    CONSTRAINT documents_status_check CHECK ((status = ANY (ARRAY['pending'::text, 'ready'::text, 'failed'::text])))
);

ALTER TABLE ONLY public.documents FORCE ROW LEVEL SECURITY;

CREATE TABLE public.embedding_model (
    only_row boolean DEFAULT true NOT NULL,
    name text NOT NULL,
    width integer NOT NULL,
    created_at timestamp with time zone DEFAULT now() NOT NULL,
    CONSTRAINT embedding_model_only_row_check CHECK (only_row),
    CONSTRAINT embedding_model_width_check CHECK ((width > 0))
);

CREATE TABLE public.escalation_queue (
    avee_id uuid NOT NULL,
    id uuid NOT NULL,
    conversation_id uuid NOT NULL,
    user_id uuid NOT NULL,
    message_id uuid NOT NULL,
    original_message text NOT NULL,
    context_summary text DEFAULT ''::text NOT NULL,
    escalation_reason text NOT NULL,
    status text DEFAULT 'pending'::text NOT NULL,
    expected_response_hours double precision NOT NULL,
    remaining_today integer NOT NULL,
    offered_at timestamp with time zone DEFAULT now() NOT NULL,
    expires_at timestamp with time zone NOT NULL,
    accepted_at timestamp with time zone,
    answered_at timestamp with time zone,
    creator_answer text,
    answer_layer public.layer,
    embedding public.halfvec(384) NOT NULL,
    created_at timestamp with time zone DEFAULT now() NOT NULL,
    updated_at timestamp with time zone DEFAULT now() NOT NULL,
    question_pattern text,
    pattern_embedding public.halfvec(384),
    reuse boolean DEFAULT true NOT NULL,
    answer_expires_at timestamp with time zone,
    answer_message_id uuid,
    deferred_at timestamp with time zone,
    declined_at timestamp with time zone,
    declined_by text,
    decline_reason text,
    deadline_at timestamp with time zone,
    expired_at timestamp with time zone,
    group_id uuid,
    draft_answer text,
    free_of_quota boolean DEFAULT false NOT NULL,
    opened_at timestamp with time zone,
    CONSTRAINT escalation_queue_declined_by_check CHECK ((declined_by = ANY (ARRAY['asker'::text, 'creator'::text]))),
    CONSTRAINT escalation_queue_escalation_reason_check CHECK ((escalation_reason = ANY (ARRAY['novel'::text, 'strategic'::text, 'complex'::text]))),
    CONSTRAINT escalation_queue_status_check CHECK ((status = ANY (ARRAY['pending'::text, 'accepted'::text, 'answered'::text, 'declined'::text, 'expired'::text])))
);

ALTER TABLE ONLY public.escalation_queue FORCE ROW LEVEL SECURITY;

CREATE TABLE public.events (
    user_id uuid NOT NULL,
    id bigint NOT NULL,
    kind text NOT NULL,
    payload jsonb NOT NULL,
    xid xid8 DEFAULT pg_current_xact_id() NOT NULL,
    created_at timestamp with time zone DEFAULT now() NOT NULL
);

ALTER TABLE ONLY public.events FORCE ROW LEVEL SECURITY;

ALTER TABLE public.events ALTER COLUMN id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME public.events_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.messages (
    avee_id uuid NOT NULL,
    id uuid NOT NULL,
    conversation_id uuid NOT NULL,
    user_id uuid NOT NULL,
    role text NOT NULL,
    content text NOT NULL,
    layer public.layer DEFAULT 'public'::public.layer NOT NULL,
    client_message_id text,
    in_reply_to uuid,
    sources jsonb DEFAULT '[]'::jsonb NOT NULL,
    awaits_routing boolean DEFAULT false NOT NULL,
    created_at timestamp with time zone DEFAULT now() NOT NULL,
    kind text DEFAULT 'message'::text NOT NULL,
    escalation_id uuid,
    answer_id uuid,
    answer_version integer,
    answered_with uuid,
    CONSTRAINT messages_kind_check CHECK ((kind = ANY (ARRAY['message'::text, 'answer'::text, 'correction'::text, 'notice'::text]))),
    CONSTRAINT messages_role_check CHECK ((role = ANY (ARRAY['user'::text, 'agent'::text, 'creator'::text])))
);

ALTER TABLE ONLY public.messages FORCE ROW LEVEL SECURITY;

CREATE TABLE public.metric_counts (
    avee_id uuid NOT NULL,
    days integer NOT NULL,
    counted_at timestamp with time zone NOT NULL,
    counts jsonb NOT NULL,
    CONSTRAINT metric_counts_days_check CHECK ((days > 0))
);

ALTER TABLE ONLY public.metric_counts FORCE ROW LEVEL SECURITY;

CREATE TABLE public.notification_deliveries (
    user_id uuid NOT NULL,
    batch_id uuid NOT NULL,
    target_id uuid NOT NULL,
    status text DEFAULT 'pending'::text NOT NULL,
    attempts integer DEFAULT 0 NOT NULL,
    last_error text,
    due_at timestamp with time zone DEFAULT now() NOT NULL,
    created_at timestamp with time zone DEFAULT now() NOT NULL,
    CONSTRAINT notification_deliveries_status_check CHECK ((status = ANY (ARRAY['pending'::text, 'sent'::text, 'failed'::text])))
);

ALTER TABLE ONLY public.notification_deliveries FORCE ROW LEVEL SECURITY;

CREATE TABLE public.notification_settings (
    user_id uuid NOT NULL,
    kinds jsonb NOT NULL,
    digest text NOT NULL,
    quiet_from time without time zone,
    quiet_until time without time zone,
    time_zone text NOT NULL,
    created_at timestamp with time zone DEFAULT now() NOT NULL,
    updated_at timestamp with time zone DEFAULT now() NOT NULL,
    CONSTRAINT notification_settings_check CHECK (((quiet_from IS NULL) = (quiet_until IS NULL))),
    CONSTRAINT notification_settings_digest_check CHECK ((digest = ANY (ARRAY['immediate'::text, 'hourly'::text, 'daily'::text])))
);

ALTER TABLE ONLY public.notification_settings FORCE ROW LEVEL SECURITY;

CREATE TABLE public.notification_targets (
    user_id uuid NOT NULL,
    id uuid NOT NULL,
    url text NOT NULL,
    last_sent_at timestamp with time zone,
    failing_since timestamp with time zone,
    last_error text,
    created_at timestamp with time zone DEFAULT now() NOT NULL
);

ALTER TABLE ONLY public.notification_targets FORCE ROW LEVEL SECURITY;

CREATE TABLE public.notifications (
    user_id uuid NOT NULL,
    id uuid DEFAULT gen_random_uuid() NOT NULL,
    kind text NOT NULL,
    avee_id uuid NOT NULL,
    conversation_id uuid,
    thing_id uuid NOT NULL,
    status text DEFAULT 'waiting'::text NOT NULL,
    batch_id uuid,
    due_at timestamp with time zone DEFAULT now() NOT NULL,
    attempts integer DEFAULT 0 NOT NULL,
    last_error text,
    created_at timestamp with time zone DEFAULT now() NOT NULL,
    sent_at timestamp with time zone,
    CONSTRAINT notifications_kind_check CHECK ((kind = ANY (ARRAY['question_accepted'::text, 'answered'::text, 'declined'::text, 'expired'::text, 'corrected'::text, 'asker_wrote'::text, 'trust_voided'::text]))),
    CONSTRAINT notifications_status_check CHECK ((status = ANY (ARRAY['waiting'::text, 'sending'::text, 'sent'::text, 'failed'::text, 'dropped'::text])))
);

ALTER TABLE ONLY public.notifications FORCE ROW LEVEL SECURITY;

CREATE TABLE public.orchestrator_config_versions (
    avee_id uuid NOT NULL,
    version integer NOT NULL,
    config jsonb NOT NULL,
    created_at timestamp with time zone DEFAULT now() NOT NULL,
    saved_by uuid,
    restored_version integer
);

ALTER TABLE ONLY public.orchestrator_config_versions FORCE ROW LEVEL SECURITY;

CREATE TABLE public.orchestrator_configs (
    avee_id uuid NOT NULL,
    version integer DEFAULT 1 NOT NULL,
    max_escalations_per_day integer DEFAULT 10 NOT NULL,
    max_escalations_per_week integer DEFAULT 50 NOT NULL,
    escalation_enabled boolean DEFAULT true NOT NULL,
    auto_answer_confidence_threshold double precision DEFAULT 0.75 NOT NULL,
    canonical_match_threshold double precision DEFAULT 0.85 NOT NULL,
    novelty_threshold double precision DEFAULT 0.70 NOT NULL,
    complexity_threshold double precision DEFAULT 0.60 NOT NULL,
    vagueness_threshold double precision DEFAULT 0.50 NOT NULL,
    clarification_enabled boolean DEFAULT true NOT NULL,
    max_clarifications_running integer DEFAULT 2 NOT NULL,
    blocked_topics jsonb DEFAULT '[]'::jsonb NOT NULL,
    allowed_user_tiers jsonb DEFAULT '["free", "follower"]'::jsonb NOT NULL,
    availability_windows jsonb DEFAULT '{}'::jsonb NOT NULL,
    offer_valid_hours integer DEFAULT 72 NOT NULL,
    expected_response_hours integer DEFAULT 24 NOT NULL,
    created_at timestamp with time zone DEFAULT now() NOT NULL,
    updated_at timestamp with time zone DEFAULT now() NOT NULL,
    answer_deadline_hours integer DEFAULT 168 NOT NULL,
    chat_model text DEFAULT ''::text NOT NULL,
    temperature double precision DEFAULT 0.3 NOT NULL,
    abuse_rules_enabled boolean DEFAULT true NOT NULL,
    moderation_failure text DEFAULT 'open'::text NOT NULL,
    trust_mode text DEFAULT 'immediate'::text NOT NULL,
    wrong_answers_target double precision DEFAULT 0.05 NOT NULL,
    trust_cards_per_day integer DEFAULT 3 NOT NULL,
    model_confirms_matches boolean DEFAULT false NOT NULL,
    CONSTRAINT orchestrator_configs_answer_deadline_hours_check CHECK ((answer_deadline_hours > 0)),
    CONSTRAINT orchestrator_configs_auto_answer_confidence_threshold_check CHECK (((auto_answer_confidence_threshold >= (0)::double precision) AND (auto_answer_confidence_threshold <= (1)::double precision))),
    CONSTRAINT orchestrator_configs_canonical_match_threshold_check CHECK (((canonical_match_threshold >= (0)::double precision) AND (canonical_match_threshold <= (1)::double precision))),
    CONSTRAINT orchestrator_configs_chat_model_check CHECK ((length(chat_model) <= 200)),
    CONSTRAINT orchestrator_configs_complexity_threshold_check CHECK (((complexity_threshold >= (0)::double precision) AND (complexity_threshold <= (1)::double precision))),
    CONSTRAINT orchestrator_configs_expected_response_hours_check CHECK ((expected_response_hours > 0)),
    CONSTRAINT orchestrator_configs_max_clarifications_running_check CHECK ((max_clarifications_running >= 0)),
    CONSTRAINT orchestrator_configs_max_escalations_per_day_check CHECK ((max_escalations_per_day >= 0)),
    CONSTRAINT orchestrator_configs_max_escalations_per_week_check CHECK ((max_escalations_per_week >= 0)),
    CONSTRAINT orchestrator_configs_moderation_failure_check CHECK ((moderation_failure = ANY (ARRAY['open'::text, 'closed'::text]))),
    CONSTRAINT orchestrator_configs_novelty_threshold_check CHECK (((novelty_threshold >= (0)::double precision) AND (novelty_threshold <= (1)::double precision))),
    CONSTRAINT orchestrator_configs_offer_valid_hours_check CHECK ((offer_valid_hours > 0)),
    CONSTRAINT orchestrator_configs_temperature_check CHECK (((temperature >= (0)::double precision) AND (temperature <= (2)::double precision))),
    CONSTRAINT orchestrator_configs_trust_cards_per_day_check CHECK (((trust_cards_per_day >= 0) AND (trust_cards_per_day <= 50))),
    CONSTRAINT orchestrator_configs_trust_mode_check CHECK ((trust_mode = ANY (ARRAY['cautious'::text, 'immediate'::text]))),
    CONSTRAINT orchestrator_configs_vagueness_threshold_check CHECK (((vagueness_threshold >= (0)::double precision) AND (vagueness_threshold <= (1)::double precision))),
    CONSTRAINT orchestrator_configs_wrong_answers_target_check CHECK (((wrong_answers_target > (0)::double precision) AND (wrong_answers_target <= (0.5)::double precision)))
);

ALTER TABLE ONLY public.orchestrator_configs FORCE ROW LEVEL SECURITY;

CREATE TABLE public.orchestrator_decisions (
    avee_id uuid NOT NULL,
    id uuid NOT NULL,
    conversation_id uuid NOT NULL,
    user_id uuid NOT NULL,
    message_id uuid NOT NULL,
    reply_message_id uuid,
    message_content text NOT NULL,
    decision_path text NOT NULL,
    confidence_score integer NOT NULL,
    novelty_score integer NOT NULL,
    complexity_score integer NOT NULL,
    similarity double precision NOT NULL,
    rule text NOT NULL,
    reason text NOT NULL,
    similar_answer_id uuid,
    escalation_id uuid,
    policy_version integer NOT NULL,
    evidence jsonb NOT NULL,
    timings jsonb NOT NULL,
    created_at timestamp with time zone DEFAULT now() NOT NULL,
    reply_ms integer,
    CONSTRAINT orchestrator_decisions_complexity_score_check CHECK (((complexity_score >= 0) AND (complexity_score <= 10000))),
    CONSTRAINT orchestrator_decisions_confidence_score_check CHECK (((confidence_score >= 0) AND (confidence_score <= 10000))),
    CONSTRAINT orchestrator_decisions_decision_path_check CHECK ((decision_path = ANY (ARRAY['A'::text, 'B'::text, 'C'::text, 'D'::text, 'E'::text, 'F'::text]))),
    CONSTRAINT orchestrator_decisions_novelty_score_check CHECK (((novelty_score >= 0) AND (novelty_score <= 10000))),
    CONSTRAINT orchestrator_decisions_reply_ms_check CHECK ((reply_ms >= 0)),
    CONSTRAINT orchestrator_decisions_similarity_check CHECK (((similarity >= (0)::double precision) AND (similarity <= (1)::double precision)))
)
WITH (autovacuum_vacuum_insert_scale_factor='0.02');

ALTER TABLE ONLY public.orchestrator_decisions FORCE ROW LEVEL SECURITY;

CREATE TABLE public.passages (
    avee_id uuid NOT NULL,
    id uuid NOT NULL,
    document_id uuid NOT NULL,
    "position" integer NOT NULL,
    layer public.layer NOT NULL,
    heading text DEFAULT ''::text NOT NULL,
    content text NOT NULL,
    text_config regconfig DEFAULT 'english'::regconfig NOT NULL,
    text_search tsvector GENERATED ALWAYS AS ((setweight(to_tsvector(text_config, heading), 'A'::"char") || to_tsvector(text_config, content))) STORED NOT NULL,
    embedding public.halfvec(384) NOT NULL
);

ALTER TABLE ONLY public.passages FORCE ROW LEVEL SECURITY;

CREATE TABLE public.phrasings (
    avee_id uuid NOT NULL,
    id uuid NOT NULL,
    answer_id uuid NOT NULL,
    user_id uuid NOT NULL,
    question text NOT NULL,
    origin text NOT NULL,
    layer public.layer DEFAULT 'intimate'::public.layer NOT NULL,
    state text DEFAULT 'active'::text NOT NULL,
    embedding public.halfvec(384) NOT NULL,
    created_at timestamp with time zone DEFAULT now() NOT NULL,
    CONSTRAINT phrasings_origin_check CHECK ((origin = ANY (ARRAY['card'::text, 'group'::text, 'picked'::text, 'model'::text])))
);

ALTER TABLE ONLY public.phrasings FORCE ROW LEVEL SECURITY;

CREATE TABLE public.procrastinate_events (
    id bigint NOT NULL,
    job_id bigint NOT NULL,
    type public.procrastinate_job_event_type,
    at timestamp with time zone DEFAULT now()
);

CREATE SEQUENCE public.procrastinate_events_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;

ALTER SEQUENCE public.procrastinate_events_id_seq OWNED BY public.procrastinate_events.id;

CREATE SEQUENCE public.procrastinate_jobs_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;

ALTER SEQUENCE public.procrastinate_jobs_id_seq OWNED BY public.procrastinate_jobs.id;

CREATE TABLE public.procrastinate_periodic_defers (
    id bigint NOT NULL,
    task_name character varying(128) NOT NULL,
    defer_timestamp bigint,
    job_id bigint,
    periodic_id character varying(128) DEFAULT ''::character varying NOT NULL
);

CREATE SEQUENCE public.procrastinate_periodic_defers_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;

ALTER SEQUENCE public.procrastinate_periodic_defers_id_seq OWNED BY public.procrastinate_periodic_defers.id;

CREATE TABLE public.procrastinate_workers (
    id bigint NOT NULL,
    last_heartbeat timestamp with time zone DEFAULT now() NOT NULL
);

ALTER TABLE public.procrastinate_workers ALTER COLUMN id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME public.procrastinate_workers_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.schema_files (
    name text NOT NULL,
    sha256 text NOT NULL
);

CREATE TABLE public.search_vectors (
    avee_id uuid NOT NULL,
    kind text NOT NULL,
    layer_rank smallint NOT NULL,
    id uuid NOT NULL,
    part_of uuid NOT NULL,
    embedding public.halfvec(384) NOT NULL,
    CONSTRAINT search_vectors_kind_check CHECK ((kind = ANY (ARRAY['answer'::text, 'passage'::text])))
)
WITH (autovacuum_vacuum_insert_threshold='100', autovacuum_vacuum_insert_scale_factor='0.02');
ALTER TABLE ONLY public.search_vectors ALTER COLUMN embedding SET STORAGE MAIN;

ALTER TABLE ONLY public.search_vectors FORCE ROW LEVEL SECURITY;

CREATE TABLE public.trust_cards (
    avee_id uuid NOT NULL,
    id uuid NOT NULL,
    kind text NOT NULL,
    answer_id uuid,
    answer_version integer,
    conversation_id uuid NOT NULL,
    user_id uuid NOT NULL,
    message_id uuid NOT NULL,
    question text NOT NULL,
    score double precision NOT NULL,
    floor double precision NOT NULL,
    scorer text NOT NULL,
    verdict text,
    judged_at timestamp with time zone,
    created_at timestamp with time zone DEFAULT now() NOT NULL,
    subject text DEFAULT 'reuse'::text NOT NULL,
    reply text,
    sources jsonb DEFAULT '[]'::jsonb NOT NULL,
    CONSTRAINT trust_cards_check CHECK (((verdict IS NULL) = (judged_at IS NULL))),
    CONSTRAINT trust_cards_check1 CHECK (((subject = 'reuse'::text) = ((answer_id IS NOT NULL) AND (answer_version IS NOT NULL)))),
    CONSTRAINT trust_cards_check2 CHECK (((subject = 'documents'::text) = (reply IS NOT NULL))),
    CONSTRAINT trust_cards_floor_check CHECK (((floor >= (0)::double precision) AND (floor <= (1)::double precision))),
    CONSTRAINT trust_cards_kind_check CHECK ((kind = ANY (ARRAY['audit'::text, 'suggestion'::text]))),
    CONSTRAINT trust_cards_score_check CHECK (((score >= (0)::double precision) AND (score <= (1)::double precision))),
    CONSTRAINT trust_cards_subject_check CHECK ((subject = ANY (ARRAY['reuse'::text, 'documents'::text]))),
    CONSTRAINT trust_cards_verdict_check CHECK ((verdict = ANY (ARRAY['right'::text, 'wrong'::text, 'unsure'::text])))
);

ALTER TABLE ONLY public.trust_cards FORCE ROW LEVEL SECURITY;

CREATE TABLE public.trust_states (
    avee_id uuid NOT NULL,
    state jsonb NOT NULL,
    created_at timestamp with time zone DEFAULT now() NOT NULL,
    updated_at timestamp with time zone DEFAULT now() NOT NULL
);

ALTER TABLE ONLY public.trust_states FORCE ROW LEVEL SECURITY;

CREATE TABLE public.uncounted_reuses (
    avee_id uuid NOT NULL,
    answer_id uuid NOT NULL,
    id bigint NOT NULL
);

ALTER TABLE ONLY public.uncounted_reuses FORCE ROW LEVEL SECURITY;

ALTER TABLE public.uncounted_reuses ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.uncounted_reuses_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.user_sessions (
    id uuid NOT NULL,
    user_id uuid NOT NULL,
    secret_hash bytea NOT NULL,
    created_at timestamp with time zone DEFAULT now() NOT NULL,
    expires_at timestamp with time zone NOT NULL
);

ALTER TABLE ONLY public.user_sessions FORCE ROW LEVEL SECURITY;

CREATE TABLE public.users (
    id uuid NOT NULL,
    email text NOT NULL,
    handle text NOT NULL,
    display_name text NOT NULL,
    avatar text,
    password_hash text NOT NULL,
    created_at timestamp with time zone DEFAULT now() NOT NULL,
    updated_at timestamp with time zone DEFAULT now() NOT NULL
);

ALTER TABLE ONLY public.users FORCE ROW LEVEL SECURITY;

CREATE TABLE public.webhook_deliveries (
    avee_id uuid NOT NULL,
    id uuid DEFAULT gen_random_uuid() NOT NULL,
    webhook_id uuid NOT NULL,
    kind text NOT NULL,
    body jsonb NOT NULL,
    status text DEFAULT 'pending'::text NOT NULL,
    attempts integer DEFAULT 0 NOT NULL,
    last_error text,
    due_at timestamp with time zone DEFAULT now() NOT NULL,
    created_at timestamp with time zone DEFAULT now() NOT NULL,
    sent_at timestamp with time zone,
    CONSTRAINT webhook_deliveries_status_check CHECK ((status = ANY (ARRAY['pending'::text, 'sent'::text, 'failed'::text])))
);

ALTER TABLE ONLY public.webhook_deliveries FORCE ROW LEVEL SECURITY;

CREATE TABLE public.webhooks (
    avee_id uuid NOT NULL,
    id uuid NOT NULL,
    url text NOT NULL,
    secret text NOT NULL,
    kinds jsonb NOT NULL,
    active boolean DEFAULT true NOT NULL,
    disabled_reason text,
    last_sent_at timestamp with time zone,
    failing_since timestamp with time zone,
    last_error text,
    created_at timestamp with time zone DEFAULT now() NOT NULL,
    updated_at timestamp with time zone DEFAULT now() NOT NULL
);

ALTER TABLE ONLY public.webhooks FORCE ROW LEVEL SECURITY;

ALTER TABLE ONLY public.procrastinate_events ALTER COLUMN id SET DEFAULT nextval('public.procrastinate_events_id_seq'::regclass);

ALTER TABLE ONLY public.procrastinate_jobs ALTER COLUMN id SET DEFAULT nextval('public.procrastinate_jobs_id_seq'::regclass);

ALTER TABLE ONLY public.procrastinate_periodic_defers ALTER COLUMN id SET DEFAULT nextval('public.procrastinate_periodic_defers_id_seq'::regclass);

INSERT INTO public.alembic_version VALUES
	('0001_baseline');

INSERT INTO public.answer_deliveries VALUES
	('01a21f0d-9e86-72b5-8461-19736d1191ce', '01a21f0d-a967-73e2-b1eb-66f7a7d96ba4', '01a21f0d-a620-76c7-bacc-16e0fbcb7da7', 1, '01a21f0d-a778-7125-a245-477a16ea387c', '01a21f0d-a967-73e2-b1eb-66f6c4803c1a', '2026-11-27 22:08:38.760078+00', true, false),
	('01a21f0d-9e86-72b5-8461-19736d1191ce', '01a21f0d-aa03-77ac-a618-857a51115880', '01a21f0d-a99e-7704-b399-855a9be22016', 1, '01a21f0d-a778-7125-a245-477a16ea387c', '01a21f0d-a9f4-75e8-8d5c-a398122d7295', '2026-11-27 22:08:38.890776+00', false, false),
	('01a21f0d-aaa5-7727-ae14-fcaf8ac99ed2', '01a21f0d-ab0f-7150-9fc5-2b58d275daeb', '01a21f0d-aad6-721a-b8cc-57225d9e2947', 1, '01a21f0d-aaa2-77d9-a44f-1cbcf1e6efa8', '01a21f0d-aade-710b-a809-92e8a1c03530', '2026-11-27 22:08:39.06261+00', true, false);

INSERT INTO public.answer_examples VALUES
	('01a21f0d-aaa5-7727-ae14-fcaf8ac99ed2', '01a21f0d-aafc-731b-84e8-a66b70818e68', '01a21f0d-aad6-721a-b8cc-57225d9e2947', '01a21f0d-aaeb-7418-9719-22b02b612204', '01a21f0d-aaa2-77d9-a44f-1cbcf1e6efa8', 'How not?', false, 'public', 'active', '{vector 0}', '2026-11-27 22:08:39.06261+00');

INSERT INTO public.api_tokens VALUES
	('01a21f0d-aa9b-7085-9c61-2936996d105a', '01a21f0d-aa96-773a-ae11-7e30ee2ab503', 'script', '\x01a21f0daa96773aae117e30ee2ab503', '2026-11-27 22:08:39.06261+00'),
	('01a21f0d-aaa2-77d9-a44f-1cbb9fd1d603', '01a21f0d-aa9d-776d-b6f4-14bcb6dcfdd2', 'script', '\x01a21f0daa9d776db6f414bcb6dcfdd2', '2026-11-27 22:08:39.06261+00'),
	('01a21f0d-aaa3-7010-ab0d-199de8822f18', '01a21f0d-aaa2-77d9-a44f-1cbcf1e6efa8', 'script', '\x01a21f0daaa277d9a44f1cbcf1e6efa8', '2026-11-27 22:08:39.06261+00'),
	('01a21f0d-aaa5-7727-ae14-fcae07f0bf9d', '01a21f0d-aaa4-73da-a41e-75b0f625e220', 'script', '\x01a21f0daaa473daa41e75b0f625e220', '2026-11-27 22:08:39.06261+00');

INSERT INTO public.asked_questions VALUES
	('01a21f0d-9e86-72b5-8461-19736d1191ce', '01a21f0d-a8b4-760d-92b5-4b6450a8e93a', '01a21f0d-a898-73e6-86c0-c318862715e3', '01a21f0d-a778-7125-a245-477a16ea387c', '{vector 1}', '2026-11-27 22:08:38.594867+00'),
	('01a21f0d-9e86-72b5-8461-19736d1191ce', '01a21f0d-a8dd-72b4-9e1c-72c2c97aa297', '01a21f0d-a8d5-75aa-9c04-f7456054e20f', '01a21f0d-a778-7125-a245-477a16ea387c', '{vector 2}', '2026-11-27 22:08:38.636671+00'),
	('01a21f0d-9e86-72b5-8461-19736d1191ce', '01a21f0d-a8ff-7031-be6d-982d1c18378a', '01a21f0d-a8f7-7275-9712-54500879509f', '01a21f0d-a778-7125-a245-477a16ea387c', '{vector 3}', '2026-11-27 22:08:38.672883+00'),
	('01a21f0d-9e86-72b5-8461-19736d1191ce', '01a21f0d-a92b-7438-b094-e9d3645ddc90', '01a21f0d-a91b-7443-8504-396c0b760673', '01a21f0d-a778-7125-a245-477a16ea387c', '{vector 4}', '2026-11-27 22:08:38.720339+00'),
	('01a21f0d-9e86-72b5-8461-19736d1191ce', '01a21f0d-a958-76fe-a21d-3f8cd0d82e9b', '01a21f0d-a94a-7327-92f6-f497efff8fa5', '01a21f0d-a778-7125-a245-477a16ea387c', '{vector 5}', '2026-11-27 22:08:38.760078+00'),
	('01a21f0d-9e86-72b5-8461-19736d1191ce', '01a21f0d-a996-7562-9415-8f92bc7af77f', '01a21f0d-a988-71e5-9241-25dbb183d454', '01a21f0d-a778-7125-a245-477a16ea387c', '{vector 6}', '2026-11-27 22:08:38.815483+00'),
	('01a21f0d-9e86-72b5-8461-19736d1191ce', '01a21f0d-aa25-71fb-969d-cc8381b91d0e', '01a21f0d-aa1a-74ea-8775-615d45b42223', '01a21f0d-a87d-7661-bef6-99eb2f1eb922', '{vector 7}', '2026-11-27 22:08:38.969878+00'),
	('01a21f0d-aaa5-7727-ae14-fcaf8ac99ed2', '01a21f0d-aaeb-7418-9719-22b02b612204', '01a21f0d-aade-710b-a809-92e5f3bac081', '01a21f0d-aaa2-77d9-a44f-1cbcf1e6efa8', '{vector 0}', '2026-11-27 22:08:39.06261+00');

INSERT INTO public.avee_members VALUES
	('01a21f0d-9e86-72b5-8461-19736d1191ce', '01a21f0d-a87d-7661-bef6-99eb2f1eb922', 'free', 'friends', '2026-11-27 22:08:38.532595+00', '2026-11-27 22:08:38.532595+00'),
	('01a21f0d-aaa5-7727-ae14-fcaf8ac99ed2', '01a21f0d-aaa2-77d9-a44f-1cbcf1e6efa8', 'follower', 'friends', '2026-11-27 22:08:39.06261+00', '2026-11-27 22:08:39.06261+00');

INSERT INTO public.avees VALUES
	('01a21f0d-9e86-72b5-8461-19736d1191ce', '01a21f0d-9e65-766e-aaf0-94f186cfe6ff', 'mira-agent', 'Mira''s agent', '', '2026-11-27 22:08:35.971027+00', '2026-11-27 22:08:35.971027+00'),
	('01a21f0d-aaa5-7727-ae14-fcaf8ac99ed2', '01a21f0d-aa96-773a-ae11-7e30ee2ab503', 'mine', 'Mine', '', '2026-11-27 22:08:39.06261+00', '2026-11-27 22:08:39.06261+00'),
	('01a21f0d-aaaa-71c2-bd8f-a2d24908bece', '01a21f0d-aa9d-776d-b6f4-14bcb6dcfdd2', 'theirs', 'Theirs', '', '2026-11-27 22:08:39.06261+00', '2026-11-27 22:08:39.06261+00');

INSERT INTO public.banks VALUES
	('01a21f0d-9e86-72b5-8461-19736d1191ce', 0, 2, '{vector 8}', 0, '01a21f0d-a99e-7704-b399-855a9be22016'),
	('01a21f0d-9e86-72b5-8461-19736d1191ce', 1, 2, '{vector 8}', 0, '01a21f0d-a99e-7704-b399-855a9be22016'),
	('01a21f0d-9e86-72b5-8461-19736d1191ce', 2, 2, '{vector 8}', 0, '01a21f0d-a99e-7704-b399-855a9be22016'),
	('01a21f0d-aaaa-71c2-bd8f-a2d24908bece', 0, 1, '{vector 0}', 0, '01a21f0d-aacb-777c-8d61-05eb931ecaff'),
	('01a21f0d-aaaa-71c2-bd8f-a2d24908bece', 1, 2, '{vector 0}', 1, '01a21f0d-aace-731a-a77f-5526c0bc7ef0'),
	('01a21f0d-aaaa-71c2-bd8f-a2d24908bece', 2, 3, '{vector 0}', 2, '01a21f0d-aad1-7282-acfa-517ba61e157d'),
	('01a21f0d-aaa5-7727-ae14-fcaf8ac99ed2', 0, 2, '{vector 0}', 0, '01a21f0d-aad6-721a-b8cc-57225d9e2947'),
	('01a21f0d-aaa5-7727-ae14-fcaf8ac99ed2', 1, 4, '{vector 0}', 1, '01a21f0d-aad8-772c-a541-aeb5db855dae'),
	('01a21f0d-aaa5-7727-ae14-fcaf8ac99ed2', 2, 6, '{vector 0}', 2, '01a21f0d-aadb-722e-bdcb-18083b3444fd');

INSERT INTO public.borderline_matches VALUES
	('01a21f0d-aaa5-7727-ae14-fcaf8ac99ed2', '01a21f0d-aaf3-77f5-a98a-e7dae4a017ae', '01a21f0d-aad6-721a-b8cc-57225d9e2947', 1, '01a21f0d-aade-710b-a809-92e5f3bac081', '01a21f0d-aaa2-77d9-a44f-1cbcf1e6efa8', '01a21f0d-aade-710b-a809-92e7cac2c069', 'How?', 0.6, NULL, NULL, NULL, '2026-11-27 22:08:39.06261+00');

INSERT INTO public.canonical_answer_versions VALUES
	('01a21f0d-9e86-72b5-8461-19736d1191ce', '01a21f0d-a620-76c7-bacc-16e0fbcb7da7', 1, 'How do I reset my password?', 'Open the account page and choose *Forgotten password*.', 'public', '2026-11-27 22:08:37.921164+00'),
	('01a21f0d-9e86-72b5-8461-19736d1191ce', '01a21f0d-a99e-7704-b399-855a9be22016', 1, 'Do you teach violin repair?', 'Yes, in autumn.', 'public', '2026-11-27 22:08:38.890776+00'),
	('01a21f0d-aaa5-7727-ae14-fcaf8ac99ed2', '01a21f0d-aaaf-759e-a407-7c8a9d08218a', 1, 'What is public?', 'public', 'public', '2026-11-27 22:08:39.06261+00'),
	('01a21f0d-aaa5-7727-ae14-fcaf8ac99ed2', '01a21f0d-aac2-7019-9e78-ca2e7488a3a1', 1, 'What is friends?', 'friends', 'friends', '2026-11-27 22:08:39.06261+00'),
	('01a21f0d-aaa5-7727-ae14-fcaf8ac99ed2', '01a21f0d-aac7-7155-b09b-11ec97da8f59', 1, 'What is intimate?', 'intimate', 'intimate', '2026-11-27 22:08:39.06261+00'),
	('01a21f0d-aaaa-71c2-bd8f-a2d24908bece', '01a21f0d-aacb-777c-8d61-05eb931ecaff', 1, 'What is public?', 'public', 'public', '2026-11-27 22:08:39.06261+00'),
	('01a21f0d-aaaa-71c2-bd8f-a2d24908bece', '01a21f0d-aace-731a-a77f-5526c0bc7ef0', 1, 'What is friends?', 'friends', 'friends', '2026-11-27 22:08:39.06261+00'),
	('01a21f0d-aaaa-71c2-bd8f-a2d24908bece', '01a21f0d-aad1-7282-acfa-517ba61e157d', 1, 'What is intimate?', 'intimate', 'intimate', '2026-11-27 22:08:39.06261+00'),
	('01a21f0d-aaa5-7727-ae14-fcaf8ac99ed2', '01a21f0d-aad6-721a-b8cc-57225d9e2947', 1, 'What is public again?', 'public again', 'public', '2026-11-27 22:08:39.06261+00'),
	('01a21f0d-aaa5-7727-ae14-fcaf8ac99ed2', '01a21f0d-aad8-772c-a541-aeb5db855dae', 1, 'What is friends again?', 'friends again', 'friends', '2026-11-27 22:08:39.06261+00'),
	('01a21f0d-aaa5-7727-ae14-fcaf8ac99ed2', '01a21f0d-aadb-722e-bdcb-18083b3444fd', 1, 'What is intimate again?', 'intimate again', 'intimate', '2026-11-27 22:08:39.06261+00');

INSERT INTO public.canonical_answers VALUES
	('01a21f0d-aaa5-7727-ae14-fcaf8ac99ed2', '01a21f0d-aaaf-759e-a407-7c8a9d08218a', NULL, 'What is public?', 'public', 'public', 'active', 1, 0, '\x7075626c6963', NULL, '{vector 0}', '2026-11-27 22:08:39.06261+00', '2026-11-27 22:08:39.06261+00', 0, 0),
	('01a21f0d-9e86-72b5-8461-19736d1191ce', '01a21f0d-a620-76c7-bacc-16e0fbcb7da7', NULL, 'How do I reset my password?', 'Open the account page and choose *Forgotten password*.', 'public', 'active', 1, 1, '\x8366d35ec0ec22eb92430c6ef3fe4cfeaf5553e3adee03dc1c482f6c9161411d', NULL, '{vector 9}', '2026-11-27 22:08:37.921164+00', '2026-11-27 22:08:37.921164+00', 1, 0),
	('01a21f0d-9e86-72b5-8461-19736d1191ce', '01a21f0d-a99e-7704-b399-855a9be22016', '01a21f0d-a99e-7704-b399-855a9be22016', 'Do you teach violin repair?', 'Yes, in autumn.', 'public', 'active', 1, 0, '\x44ec7b54678306085cb850b111066f28339da4e17b6952f5d00669939d731ec3', NULL, '{vector 10}', '2026-11-27 22:08:38.890776+00', '2026-11-27 22:08:38.890776+00', 0, 0),
	('01a21f0d-aaa5-7727-ae14-fcaf8ac99ed2', '01a21f0d-aac2-7019-9e78-ca2e7488a3a1', NULL, 'What is friends?', 'friends', 'friends', 'active', 1, 0, '\x667269656e6473', NULL, '{vector 0}', '2026-11-27 22:08:39.06261+00', '2026-11-27 22:08:39.06261+00', 0, 0),
	('01a21f0d-aaa5-7727-ae14-fcaf8ac99ed2', '01a21f0d-aac7-7155-b09b-11ec97da8f59', NULL, 'What is intimate?', 'intimate', 'intimate', 'active', 1, 0, '\x696e74696d617465', NULL, '{vector 0}', '2026-11-27 22:08:39.06261+00', '2026-11-27 22:08:39.06261+00', 0, 0),
	('01a21f0d-aaaa-71c2-bd8f-a2d24908bece', '01a21f0d-aacb-777c-8d61-05eb931ecaff', NULL, 'What is public?', 'public', 'public', 'active', 1, 0, '\x7075626c6963', NULL, '{vector 0}', '2026-11-27 22:08:39.06261+00', '2026-11-27 22:08:39.06261+00', 0, 0),
	('01a21f0d-aaaa-71c2-bd8f-a2d24908bece', '01a21f0d-aace-731a-a77f-5526c0bc7ef0', NULL, 'What is friends?', 'friends', 'friends', 'active', 1, 0, '\x667269656e6473', NULL, '{vector 0}', '2026-11-27 22:08:39.06261+00', '2026-11-27 22:08:39.06261+00', 0, 0),
	('01a21f0d-aaaa-71c2-bd8f-a2d24908bece', '01a21f0d-aad1-7282-acfa-517ba61e157d', NULL, 'What is intimate?', 'intimate', 'intimate', 'active', 1, 0, '\x696e74696d617465', NULL, '{vector 0}', '2026-11-27 22:08:39.06261+00', '2026-11-27 22:08:39.06261+00', 0, 0),
	('01a21f0d-aaa5-7727-ae14-fcaf8ac99ed2', '01a21f0d-aad8-772c-a541-aeb5db855dae', NULL, 'What is friends again?', 'friends again', 'friends', 'active', 1, 0, '\x667269656e647320616761696e', NULL, '{vector 0}', '2026-11-27 22:08:39.06261+00', '2026-11-27 22:08:39.06261+00', 0, 0),
	('01a21f0d-aaa5-7727-ae14-fcaf8ac99ed2', '01a21f0d-aadb-722e-bdcb-18083b3444fd', NULL, 'What is intimate again?', 'intimate again', 'intimate', 'active', 1, 0, '\x696e74696d61746520616761696e', NULL, '{vector 0}', '2026-11-27 22:08:39.06261+00', '2026-11-27 22:08:39.06261+00', 0, 0),
	('01a21f0d-aaa5-7727-ae14-fcaf8ac99ed2', '01a21f0d-aad6-721a-b8cc-57225d9e2947', NULL, 'What is public again?', 'public again', 'public', 'active', 1, 1, '\x7075626c696320616761696e', NULL, '{vector 0}', '2026-11-27 22:08:39.06261+00', '2026-11-27 22:08:39.06261+00', 0, 0);

INSERT INTO public.conversations VALUES
	('01a21f0d-9e86-72b5-8461-19736d1191ce', '01a21f0d-a78a-7426-b399-d893b0875bc3', '01a21f0d-a778-7125-a245-477a16ea387c', 'agent', '2026-11-27 22:08:38.279433+00', '2026-11-27 22:08:38.279433+00', NULL),
	('01a21f0d-9e86-72b5-8461-19736d1191ce', '01a21f0d-a898-73e6-86c0-c318862715e3', '01a21f0d-a778-7125-a245-477a16ea387c', 'agent', '2026-11-27 22:08:38.551015+00', '2026-11-27 22:08:38.551015+00', NULL),
	('01a21f0d-9e86-72b5-8461-19736d1191ce', '01a21f0d-a8d5-75aa-9c04-f7456054e20f', '01a21f0d-a778-7125-a245-477a16ea387c', 'agent', '2026-11-27 22:08:38.611292+00', '2026-11-27 22:08:38.611292+00', NULL),
	('01a21f0d-9e86-72b5-8461-19736d1191ce', '01a21f0d-a8f7-7275-9712-54500879509f', '01a21f0d-a778-7125-a245-477a16ea387c', 'agent', '2026-11-27 22:08:38.646096+00', '2026-11-27 22:08:38.646096+00', NULL),
	('01a21f0d-9e86-72b5-8461-19736d1191ce', '01a21f0d-a91b-7443-8504-396c0b760673', '01a21f0d-a778-7125-a245-477a16ea387c', 'agent', '2026-11-27 22:08:38.679277+00', '2026-11-27 22:08:38.679277+00', NULL),
	('01a21f0d-9e86-72b5-8461-19736d1191ce', '01a21f0d-a94a-7327-92f6-f497efff8fa5', '01a21f0d-a778-7125-a245-477a16ea387c', 'agent', '2026-11-27 22:08:38.728144+00', '2026-11-27 22:08:38.728144+00', NULL),
	('01a21f0d-9e86-72b5-8461-19736d1191ce', '01a21f0d-a988-71e5-9241-25dbb183d454', '01a21f0d-a778-7125-a245-477a16ea387c', 'agent', '2026-11-27 22:08:38.786297+00', '2026-11-27 22:08:38.786297+00', NULL),
	('01a21f0d-9e86-72b5-8461-19736d1191ce', '01a21f0d-aa1a-74ea-8775-615d45b42223', '01a21f0d-a87d-7661-bef6-99eb2f1eb922', 'agent', '2026-11-27 22:08:38.935488+00', '2026-11-27 22:08:38.935488+00', NULL),
	('01a21f0d-aaa5-7727-ae14-fcaf8ac99ed2', '01a21f0d-aade-710b-a809-92e5f3bac081', '01a21f0d-aaa2-77d9-a44f-1cbcf1e6efa8', 'agent', '2026-11-27 22:08:39.06261+00', '2026-11-27 22:08:39.06261+00', NULL),
	('01a21f0d-aaa5-7727-ae14-fcaf8ac99ed2', '01a21f0d-aade-710b-a809-92e694ce9cd1', '01a21f0d-aaa2-77d9-a44f-1cbcf1e6efa8', 'direct', '2026-11-27 22:08:39.06261+00', '2026-11-27 22:08:39.06261+00', NULL);

INSERT INTO public.decision_feedback VALUES
	('01a21f0d-9e86-72b5-8461-19736d1191ce', '01a21f0d-a97c-709b-8394-9be6055cd6bb', '01a21f0d-a958-76fe-a21d-3f8cd0d82e9b', '01a21f0d-a778-7125-a245-477a16ea387c', 'helpful', NULL, '01a21f0d-a620-76c7-bacc-16e0fbcb7da7', 1, '2026-11-27 22:08:38.780517+00', '2026-11-27 22:08:38.780517+00'),
	('01a21f0d-aaa5-7727-ae14-fcaf8ac99ed2', '01a21f0d-aaf0-733f-89e2-dc527db29e09', '01a21f0d-aaeb-7418-9719-22b02b612204', '01a21f0d-aaa2-77d9-a44f-1cbcf1e6efa8', 'helpful', NULL, NULL, NULL, '2026-11-27 22:08:39.06261+00', '2026-11-27 22:08:39.06261+00');

INSERT INTO public.documents VALUES
	('01a21f0d-9e86-72b5-8461-19736d1191ce', '01a21f0d-a631-725e-8909-8eca4301b628', 'public', 'Opening hours', 'hours.md', NULL, '# Opening hours

The bicycle repair workshop is open on the days of the week from Tuesday to Saturday between nine and five.', '\x0c7fde60f377dad5f8914c1be0a95dcb1177b24d29a2d9c1e01690ee1dac96bd', 'ready', NULL, 1, '2026-11-27 22:08:37.936731+00', '2026-11-27 22:08:38.011007+00'),
	('01a21f0d-aaa5-7727-ae14-fcaf8ac99ed2', '01a21f0d-aaaf-759e-a407-7c89553ef9a1', 'public', 'public', 'text', NULL, '', '\x7075626c6963', 'ready', NULL, 0, '2026-11-27 22:08:39.06261+00', '2026-11-27 22:08:39.06261+00'),
	('01a21f0d-aaa5-7727-ae14-fcaf8ac99ed2', '01a21f0d-aac2-7019-9e78-ca2d6abe6cbd', 'friends', 'friends', 'text', NULL, '', '\x667269656e6473', 'ready', NULL, 0, '2026-11-27 22:08:39.06261+00', '2026-11-27 22:08:39.06261+00'),
	('01a21f0d-aaa5-7727-ae14-fcaf8ac99ed2', '01a21f0d-aac7-7155-b09b-11eb25cb82b8', 'intimate', 'intimate', 'text', NULL, '', '\x696e74696d617465', 'ready', NULL, 0, '2026-11-27 22:08:39.06261+00', '2026-11-27 22:08:39.06261+00'),
	('01a21f0d-aaaa-71c2-bd8f-a2d24908bece', '01a21f0d-aacb-777c-8d61-05ea58677aa4', 'public', 'public', 'text', NULL, '', '\x7075626c6963', 'ready', NULL, 0, '2026-11-27 22:08:39.06261+00', '2026-11-27 22:08:39.06261+00'),
	('01a21f0d-aaaa-71c2-bd8f-a2d24908bece', '01a21f0d-aace-731a-a77f-552538ca5be9', 'friends', 'friends', 'text', NULL, '', '\x667269656e6473', 'ready', NULL, 0, '2026-11-27 22:08:39.06261+00', '2026-11-27 22:08:39.06261+00'),
	('01a21f0d-aaaa-71c2-bd8f-a2d24908bece', '01a21f0d-aad1-7282-acfa-517a0fa54d10', 'intimate', 'intimate', 'text', NULL, '', '\x696e74696d617465', 'ready', NULL, 0, '2026-11-27 22:08:39.06261+00', '2026-11-27 22:08:39.06261+00'),
	('01a21f0d-aaa5-7727-ae14-fcaf8ac99ed2', '01a21f0d-aad6-721a-b8cc-572133a1dfb4', 'public', 'public again', 'text', NULL, '', '\x7075626c696320616761696e', 'ready', NULL, 0, '2026-11-27 22:08:39.06261+00', '2026-11-27 22:08:39.06261+00'),
	('01a21f0d-aaa5-7727-ae14-fcaf8ac99ed2', '01a21f0d-aad8-772c-a541-aeb4e6c79765', 'friends', 'friends again', 'text', NULL, '', '\x667269656e647320616761696e', 'ready', NULL, 0, '2026-11-27 22:08:39.06261+00', '2026-11-27 22:08:39.06261+00'),
	('01a21f0d-aaa5-7727-ae14-fcaf8ac99ed2', '01a21f0d-aadb-722e-bdcb-1807610421f8', 'intimate', 'intimate again', 'text', NULL, '', '\x696e74696d61746520616761696e', 'ready', NULL, 0, '2026-11-27 22:08:39.06261+00', '2026-11-27 22:08:39.06261+00');

INSERT INTO public.embedding_model VALUES
	(true, 'all-MiniLM-L6-v2', 384, '2026-11-27 22:08:35.435632+00');

INSERT INTO public.escalation_queue VALUES
	('01a21f0d-9e86-72b5-8461-19736d1191ce', '01a21f0d-a99e-7704-b399-855a9be22016', '01a21f0d-a988-71e5-9241-25dbb183d454', '01a21f0d-a778-7125-a245-477a16ea387c', '01a21f0d-a996-7562-9415-8f91fb95f45b', 'Would you ever teach a class on restoring antique violins?', 'Ada: Would you ever teach a class on restoring antique violins?', 'novel', 'answered', 24, 10, '2026-11-27 22:08:38.815483+00', '2026-11-30 22:08:38.802361+00', '2026-11-27 22:08:38.822576+00', '2026-11-27 22:08:38.890776+00', 'Yes, in autumn.', 'public', '{vector 6}', '2026-11-27 22:08:38.815483+00', '2026-11-27 22:08:38.890776+00', 'Do you teach violin repair?', '{vector 10}', true, NULL, '01a21f0d-a9f4-75e8-8d5c-a398122d7295', NULL, NULL, NULL, NULL, '2026-12-04 22:08:38.822576+00', NULL, '01a21f0d-a99e-7704-b399-855a9be22016', NULL, false, NULL),
	('01a21f0d-9e86-72b5-8461-19736d1191ce', '01a21f0d-aa39-70bc-827e-188907e1187f', '01a21f0d-aa1a-74ea-8775-615d45b42223', '01a21f0d-a87d-7661-bef6-99eb2f1eb922', '01a21f0d-aa25-71fb-969d-cc8272a68943', 'Which wood would you choose for a harpsichord''s soundboard?', 'Otto: Which wood would you choose for a harpsichord''s soundboard?', 'novel', 'accepted', 1.8944444444444443e-05, 9, '2026-11-27 22:08:38.969878+00', '2026-11-30 22:08:38.947568+00', '2026-11-27 22:08:38.975866+00', NULL, NULL, NULL, '{vector 7}', '2026-11-27 22:08:38.969878+00', '2026-11-27 22:08:38.975866+00', NULL, NULL, true, NULL, NULL, NULL, NULL, NULL, NULL, '2026-12-04 22:08:38.975866+00', NULL, '01a21f0d-aa39-70bc-827e-188907e1187f', NULL, false, NULL),
	('01a21f0d-aaa5-7727-ae14-fcaf8ac99ed2', '01a21f0d-aae7-74ae-8383-d807ffbc0394', '01a21f0d-aade-710b-a809-92e5f3bac081', '01a21f0d-aaa2-77d9-a44f-1cbcf1e6efa8', '01a21f0d-aade-710b-a809-92e7cac2c069', 'Which glue holds best?', '', 'novel', 'pending', 24, 10, '2026-11-27 22:08:39.06261+00', '2999-01-01 00:00:00+00', NULL, NULL, NULL, NULL, '{vector 0}', '2026-11-27 22:08:39.06261+00', '2026-11-27 22:08:39.06261+00', NULL, NULL, true, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, false, NULL),
	('01a21f0d-aaa5-7727-ae14-fcaf8ac99ed2', '01a21f0d-aae9-718a-ab5a-ae66a3aaa8d6', '01a21f0d-aade-710b-a809-92e5f3bac081', '01a21f0d-aaa2-77d9-a44f-1cbcf1e6efa8', '01a21f0d-aade-710b-a809-92e7cac2c069', 'Which glue holds best?', '', 'novel', 'accepted', 24, 10, '2026-11-27 22:08:39.06261+00', '2999-01-01 00:00:00+00', '2026-01-01 00:00:00+00', NULL, NULL, NULL, '{vector 0}', '2026-11-27 22:08:39.06261+00', '2026-11-27 22:08:39.06261+00', NULL, NULL, true, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, false, NULL);

INSERT INTO public.events OVERRIDING SYSTEM VALUE VALUES
	('01a21f0d-9e65-766e-aaf0-94f186cfe6ff', 1, 'policy.changed', '{"avee_id": "01a21f0d-9e86-72b5-8461-19736d1191ce"}', '760', '2026-11-27 22:08:35.984447+00'),
	('01a21f0d-9e65-766e-aaf0-94f186cfe6ff', 2, 'answer.added', '{"avee_id": "01a21f0d-9e86-72b5-8461-19736d1191ce", "answer_id": "01a21f0d-a620-76c7-bacc-16e0fbcb7da7"}', '761', '2026-11-27 22:08:37.921164+00'),
	('01a21f0d-9e65-766e-aaf0-94f186cfe6ff', 3, 'document.pending', '{"avee_id": "01a21f0d-9e86-72b5-8461-19736d1191ce", "document_id": "01a21f0d-a631-725e-8909-8eca4301b628"}', '762', '2026-11-27 22:08:37.936731+00'),
	('01a21f0d-9e65-766e-aaf0-94f186cfe6ff', 4, 'document.ready', '{"avee_id": "01a21f0d-9e86-72b5-8461-19736d1191ce", "document_id": "01a21f0d-a631-725e-8909-8eca4301b628"}', '765', '2026-11-27 22:08:38.011007+00'),
	('01a21f0d-9e65-766e-aaf0-94f186cfe6ff', 5, 'policy.changed', '{"avee_id": "01a21f0d-9e86-72b5-8461-19736d1191ce"}', '770', '2026-11-27 22:08:38.540191+00'),
	('01a21f0d-a778-7125-a245-477a16ea387c', 6, 'message.added', '{"avee_id": "01a21f0d-9e86-72b5-8461-19736d1191ce", "message_id": "01a21f0d-a8b4-760d-92b5-4b63f83909e2", "conversation_id": "01a21f0d-a898-73e6-86c0-c318862715e3"}', '772', '2026-11-27 22:08:38.594867+00'),
	('01a21f0d-a778-7125-a245-477a16ea387c', 7, 'message.added', '{"avee_id": "01a21f0d-9e86-72b5-8461-19736d1191ce", "message_id": "01a21f0d-a8c1-74a2-a2fb-04957c03f32d", "conversation_id": "01a21f0d-a898-73e6-86c0-c318862715e3"}', '772', '2026-11-27 22:08:38.594867+00'),
	('01a21f0d-a778-7125-a245-477a16ea387c', 8, 'message.added', '{"avee_id": "01a21f0d-9e86-72b5-8461-19736d1191ce", "message_id": "01a21f0d-a8dd-72b4-9e1c-72c176cf5f7c", "conversation_id": "01a21f0d-a8d5-75aa-9c04-f7456054e20f"}', '775', '2026-11-27 22:08:38.636671+00'),
	('01a21f0d-a778-7125-a245-477a16ea387c', 9, 'message.added', '{"avee_id": "01a21f0d-9e86-72b5-8461-19736d1191ce", "message_id": "01a21f0d-a8eb-76f8-b084-4bf1ccbff7e2", "conversation_id": "01a21f0d-a8d5-75aa-9c04-f7456054e20f"}', '775', '2026-11-27 22:08:38.636671+00'),
	('01a21f0d-a778-7125-a245-477a16ea387c', 10, 'message.added', '{"avee_id": "01a21f0d-9e86-72b5-8461-19736d1191ce", "message_id": "01a21f0d-a8ff-7031-be6d-982cb4e3b269", "conversation_id": "01a21f0d-a8f7-7275-9712-54500879509f"}', '778', '2026-11-27 22:08:38.672883+00'),
	('01a21f0d-a778-7125-a245-477a16ea387c', 11, 'message.added', '{"avee_id": "01a21f0d-9e86-72b5-8461-19736d1191ce", "message_id": "01a21f0d-a90f-71ed-8615-d7b87e194853", "conversation_id": "01a21f0d-a8f7-7275-9712-54500879509f"}', '778', '2026-11-27 22:08:38.672883+00'),
	('01a21f0d-a778-7125-a245-477a16ea387c', 12, 'message.added', '{"avee_id": "01a21f0d-9e86-72b5-8461-19736d1191ce", "message_id": "01a21f0d-a92b-7438-b094-e9d23e6f38ad", "conversation_id": "01a21f0d-a91b-7443-8504-396c0b760673"}', '781', '2026-11-27 22:08:38.720339+00'),
	('01a21f0d-a778-7125-a245-477a16ea387c', 13, 'message.added', '{"avee_id": "01a21f0d-9e86-72b5-8461-19736d1191ce", "message_id": "01a21f0d-a93f-774e-8c2f-9379545dc181", "conversation_id": "01a21f0d-a91b-7443-8504-396c0b760673"}', '781', '2026-11-27 22:08:38.720339+00'),
	('01a21f0d-a778-7125-a245-477a16ea387c', 14, 'message.added', '{"avee_id": "01a21f0d-9e86-72b5-8461-19736d1191ce", "message_id": "01a21f0d-a958-76fe-a21d-3f8b7062d1fe", "conversation_id": "01a21f0d-a94a-7327-92f6-f497efff8fa5"}', '784', '2026-11-27 22:08:38.760078+00'),
	('01a21f0d-a778-7125-a245-477a16ea387c', 15, 'message.added', '{"avee_id": "01a21f0d-9e86-72b5-8461-19736d1191ce", "message_id": "01a21f0d-a967-73e2-b1eb-66f6c4803c1a", "conversation_id": "01a21f0d-a94a-7327-92f6-f497efff8fa5"}', '784', '2026-11-27 22:08:38.760078+00'),
	('01a21f0d-a778-7125-a245-477a16ea387c', 16, 'message.added', '{"avee_id": "01a21f0d-9e86-72b5-8461-19736d1191ce", "message_id": "01a21f0d-a996-7562-9415-8f91fb95f45b", "conversation_id": "01a21f0d-a988-71e5-9241-25dbb183d454"}', '788', '2026-11-27 22:08:38.815483+00'),
	('01a21f0d-a778-7125-a245-477a16ea387c', 17, 'message.added', '{"avee_id": "01a21f0d-9e86-72b5-8461-19736d1191ce", "message_id": "01a21f0d-a99e-7704-b399-855bdf380320", "conversation_id": "01a21f0d-a988-71e5-9241-25dbb183d454"}', '788', '2026-11-27 22:08:38.815483+00'),
	('01a21f0d-a778-7125-a245-477a16ea387c', 18, 'escalation.pending', '{"avee_id": "01a21f0d-9e86-72b5-8461-19736d1191ce", "escalation_id": "01a21f0d-a99e-7704-b399-855a9be22016", "conversation_id": "01a21f0d-a988-71e5-9241-25dbb183d454"}', '788', '2026-11-27 22:08:38.815483+00'),
	('01a21f0d-a778-7125-a245-477a16ea387c', 19, 'escalation.accepted', '{"avee_id": "01a21f0d-9e86-72b5-8461-19736d1191ce", "escalation_id": "01a21f0d-a99e-7704-b399-855a9be22016", "conversation_id": "01a21f0d-a988-71e5-9241-25dbb183d454"}', '790', '2026-11-27 22:08:38.822576+00'),
	('01a21f0d-9e65-766e-aaf0-94f186cfe6ff', 20, 'escalation.accepted', '{"avee_id": "01a21f0d-9e86-72b5-8461-19736d1191ce", "escalation_id": "01a21f0d-a99e-7704-b399-855a9be22016", "conversation_id": "01a21f0d-a988-71e5-9241-25dbb183d454"}', '790', '2026-11-27 22:08:38.822576+00'),
	('01a21f0d-a778-7125-a245-477a16ea387c', 21, 'message.added', '{"avee_id": "01a21f0d-9e86-72b5-8461-19736d1191ce", "message_id": "01a21f0d-a9c8-70df-ae98-db1c2e6dd908", "conversation_id": "01a21f0d-a988-71e5-9241-25dbb183d454"}', '790', '2026-11-27 22:08:38.822576+00'),
	('01a21f0d-9e65-766e-aaf0-94f186cfe6ff', 22, 'message.added', '{"avee_id": "01a21f0d-9e86-72b5-8461-19736d1191ce", "message_id": "01a21f0d-a9c8-70df-ae98-db1c2e6dd908", "conversation_id": "01a21f0d-a988-71e5-9241-25dbb183d454"}', '790', '2026-11-27 22:08:38.822576+00'),
	('01a21f0d-a778-7125-a245-477a16ea387c', 23, 'message.added', '{"avee_id": "01a21f0d-9e86-72b5-8461-19736d1191ce", "message_id": "01a21f0d-a9f4-75e8-8d5c-a398122d7295", "conversation_id": "01a21f0d-a988-71e5-9241-25dbb183d454"}', '791', '2026-11-27 22:08:38.890776+00'),
	('01a21f0d-9e65-766e-aaf0-94f186cfe6ff', 24, 'message.added', '{"avee_id": "01a21f0d-9e86-72b5-8461-19736d1191ce", "message_id": "01a21f0d-a9f4-75e8-8d5c-a398122d7295", "conversation_id": "01a21f0d-a988-71e5-9241-25dbb183d454"}', '791', '2026-11-27 22:08:38.890776+00'),
	('01a21f0d-9e65-766e-aaf0-94f186cfe6ff', 25, 'answer.added', '{"avee_id": "01a21f0d-9e86-72b5-8461-19736d1191ce", "answer_id": "01a21f0d-a99e-7704-b399-855a9be22016"}', '791', '2026-11-27 22:08:38.890776+00'),
	('01a21f0d-a778-7125-a245-477a16ea387c', 26, 'escalation.answered', '{"avee_id": "01a21f0d-9e86-72b5-8461-19736d1191ce", "escalation_id": "01a21f0d-a99e-7704-b399-855a9be22016", "conversation_id": "01a21f0d-a988-71e5-9241-25dbb183d454"}', '791', '2026-11-27 22:08:38.890776+00'),
	('01a21f0d-9e65-766e-aaf0-94f186cfe6ff', 27, 'escalation.answered', '{"avee_id": "01a21f0d-9e86-72b5-8461-19736d1191ce", "escalation_id": "01a21f0d-a99e-7704-b399-855a9be22016", "conversation_id": "01a21f0d-a988-71e5-9241-25dbb183d454"}', '791', '2026-11-27 22:08:38.890776+00'),
	('01a21f0d-a87d-7661-bef6-99eb2f1eb922', 28, 'message.added', '{"avee_id": "01a21f0d-9e86-72b5-8461-19736d1191ce", "message_id": "01a21f0d-aa25-71fb-969d-cc8272a68943", "conversation_id": "01a21f0d-aa1a-74ea-8775-615d45b42223"}', '793', '2026-11-27 22:08:38.969878+00'),
	('01a21f0d-a87d-7661-bef6-99eb2f1eb922', 29, 'message.added', '{"avee_id": "01a21f0d-9e86-72b5-8461-19736d1191ce", "message_id": "01a21f0d-aa39-70bc-827e-188a794a12b4", "conversation_id": "01a21f0d-aa1a-74ea-8775-615d45b42223"}', '793', '2026-11-27 22:08:38.969878+00'),
	('01a21f0d-a87d-7661-bef6-99eb2f1eb922', 30, 'escalation.pending', '{"avee_id": "01a21f0d-9e86-72b5-8461-19736d1191ce", "escalation_id": "01a21f0d-aa39-70bc-827e-188907e1187f", "conversation_id": "01a21f0d-aa1a-74ea-8775-615d45b42223"}', '793', '2026-11-27 22:08:38.969878+00'),
	('01a21f0d-9e65-766e-aaf0-94f186cfe6ff', 31, 'escalation.accepted', '{"avee_id": "01a21f0d-9e86-72b5-8461-19736d1191ce", "escalation_id": "01a21f0d-aa39-70bc-827e-188907e1187f", "conversation_id": "01a21f0d-aa1a-74ea-8775-615d45b42223"}', '795', '2026-11-27 22:08:38.975866+00'),
	('01a21f0d-a87d-7661-bef6-99eb2f1eb922', 32, 'escalation.accepted', '{"avee_id": "01a21f0d-9e86-72b5-8461-19736d1191ce", "escalation_id": "01a21f0d-aa39-70bc-827e-188907e1187f", "conversation_id": "01a21f0d-aa1a-74ea-8775-615d45b42223"}', '795', '2026-11-27 22:08:38.975866+00'),
	('01a21f0d-9e65-766e-aaf0-94f186cfe6ff', 33, 'message.added', '{"avee_id": "01a21f0d-9e86-72b5-8461-19736d1191ce", "message_id": "01a21f0d-aa4b-7010-befc-b8d63e0c26be", "conversation_id": "01a21f0d-aa1a-74ea-8775-615d45b42223"}', '795', '2026-11-27 22:08:38.975866+00'),
	('01a21f0d-a87d-7661-bef6-99eb2f1eb922', 34, 'message.added', '{"avee_id": "01a21f0d-9e86-72b5-8461-19736d1191ce", "message_id": "01a21f0d-aa4b-7010-befc-b8d63e0c26be", "conversation_id": "01a21f0d-aa1a-74ea-8775-615d45b42223"}', '795', '2026-11-27 22:08:38.975866+00'),
	('01a21f0d-aa96-773a-ae11-7e30ee2ab503', 35, 'document.ready', '{"avee_id": "01a21f0d-aaa5-7727-ae14-fcaf8ac99ed2", "document_id": "01a21f0d-aaaf-759e-a407-7c89553ef9a1"}', '796', '2026-11-27 22:08:39.06261+00'),
	('01a21f0d-aa96-773a-ae11-7e30ee2ab503', 36, 'answer.added', '{"avee_id": "01a21f0d-aaa5-7727-ae14-fcaf8ac99ed2", "answer_id": "01a21f0d-aaaf-759e-a407-7c8a9d08218a"}', '796', '2026-11-27 22:08:39.06261+00'),
	('01a21f0d-aa96-773a-ae11-7e30ee2ab503', 37, 'document.ready', '{"avee_id": "01a21f0d-aaa5-7727-ae14-fcaf8ac99ed2", "document_id": "01a21f0d-aac2-7019-9e78-ca2d6abe6cbd"}', '796', '2026-11-27 22:08:39.06261+00'),
	('01a21f0d-aa96-773a-ae11-7e30ee2ab503', 38, 'answer.added', '{"avee_id": "01a21f0d-aaa5-7727-ae14-fcaf8ac99ed2", "answer_id": "01a21f0d-aac2-7019-9e78-ca2e7488a3a1"}', '796', '2026-11-27 22:08:39.06261+00'),
	('01a21f0d-aa96-773a-ae11-7e30ee2ab503', 39, 'document.ready', '{"avee_id": "01a21f0d-aaa5-7727-ae14-fcaf8ac99ed2", "document_id": "01a21f0d-aac7-7155-b09b-11eb25cb82b8"}', '796', '2026-11-27 22:08:39.06261+00'),
	('01a21f0d-aa96-773a-ae11-7e30ee2ab503', 40, 'answer.added', '{"avee_id": "01a21f0d-aaa5-7727-ae14-fcaf8ac99ed2", "answer_id": "01a21f0d-aac7-7155-b09b-11ec97da8f59"}', '796', '2026-11-27 22:08:39.06261+00'),
	('01a21f0d-aa9d-776d-b6f4-14bcb6dcfdd2', 41, 'document.ready', '{"avee_id": "01a21f0d-aaaa-71c2-bd8f-a2d24908bece", "document_id": "01a21f0d-aacb-777c-8d61-05ea58677aa4"}', '796', '2026-11-27 22:08:39.06261+00'),
	('01a21f0d-aa9d-776d-b6f4-14bcb6dcfdd2', 42, 'answer.added', '{"avee_id": "01a21f0d-aaaa-71c2-bd8f-a2d24908bece", "answer_id": "01a21f0d-aacb-777c-8d61-05eb931ecaff"}', '796', '2026-11-27 22:08:39.06261+00'),
	('01a21f0d-aa9d-776d-b6f4-14bcb6dcfdd2', 43, 'document.ready', '{"avee_id": "01a21f0d-aaaa-71c2-bd8f-a2d24908bece", "document_id": "01a21f0d-aace-731a-a77f-552538ca5be9"}', '796', '2026-11-27 22:08:39.06261+00'),
	('01a21f0d-aa9d-776d-b6f4-14bcb6dcfdd2', 44, 'answer.added', '{"avee_id": "01a21f0d-aaaa-71c2-bd8f-a2d24908bece", "answer_id": "01a21f0d-aace-731a-a77f-5526c0bc7ef0"}', '796', '2026-11-27 22:08:39.06261+00'),
	('01a21f0d-aa9d-776d-b6f4-14bcb6dcfdd2', 45, 'document.ready', '{"avee_id": "01a21f0d-aaaa-71c2-bd8f-a2d24908bece", "document_id": "01a21f0d-aad1-7282-acfa-517a0fa54d10"}', '796', '2026-11-27 22:08:39.06261+00'),
	('01a21f0d-aa9d-776d-b6f4-14bcb6dcfdd2', 46, 'answer.added', '{"avee_id": "01a21f0d-aaaa-71c2-bd8f-a2d24908bece", "answer_id": "01a21f0d-aad1-7282-acfa-517ba61e157d"}', '796', '2026-11-27 22:08:39.06261+00'),
	('01a21f0d-aa96-773a-ae11-7e30ee2ab503', 47, 'document.ready', '{"avee_id": "01a21f0d-aaa5-7727-ae14-fcaf8ac99ed2", "document_id": "01a21f0d-aad6-721a-b8cc-572133a1dfb4"}', '796', '2026-11-27 22:08:39.06261+00'),
	('01a21f0d-aa96-773a-ae11-7e30ee2ab503', 48, 'answer.added', '{"avee_id": "01a21f0d-aaa5-7727-ae14-fcaf8ac99ed2", "answer_id": "01a21f0d-aad6-721a-b8cc-57225d9e2947"}', '796', '2026-11-27 22:08:39.06261+00'),
	('01a21f0d-aa96-773a-ae11-7e30ee2ab503', 49, 'document.ready', '{"avee_id": "01a21f0d-aaa5-7727-ae14-fcaf8ac99ed2", "document_id": "01a21f0d-aad8-772c-a541-aeb4e6c79765"}', '796', '2026-11-27 22:08:39.06261+00'),
	('01a21f0d-aa96-773a-ae11-7e30ee2ab503', 50, 'answer.added', '{"avee_id": "01a21f0d-aaa5-7727-ae14-fcaf8ac99ed2", "answer_id": "01a21f0d-aad8-772c-a541-aeb5db855dae"}', '796', '2026-11-27 22:08:39.06261+00');
INSERT INTO public.events OVERRIDING SYSTEM VALUE VALUES
	('01a21f0d-aa96-773a-ae11-7e30ee2ab503', 51, 'document.ready', '{"avee_id": "01a21f0d-aaa5-7727-ae14-fcaf8ac99ed2", "document_id": "01a21f0d-aadb-722e-bdcb-1807610421f8"}', '796', '2026-11-27 22:08:39.06261+00'),
	('01a21f0d-aa96-773a-ae11-7e30ee2ab503', 52, 'answer.added', '{"avee_id": "01a21f0d-aaa5-7727-ae14-fcaf8ac99ed2", "answer_id": "01a21f0d-aadb-722e-bdcb-18083b3444fd"}', '796', '2026-11-27 22:08:39.06261+00'),
	('01a21f0d-aaa2-77d9-a44f-1cbcf1e6efa8', 53, 'message.added', '{"avee_id": "01a21f0d-aaa5-7727-ae14-fcaf8ac99ed2", "message_id": "01a21f0d-aade-710b-a809-92e7cac2c069", "conversation_id": "01a21f0d-aade-710b-a809-92e5f3bac081"}', '796', '2026-11-27 22:08:39.06261+00'),
	('01a21f0d-aaa2-77d9-a44f-1cbcf1e6efa8', 54, 'message.added', '{"avee_id": "01a21f0d-aaa5-7727-ae14-fcaf8ac99ed2", "message_id": "01a21f0d-aade-710b-a809-92e8a1c03530", "conversation_id": "01a21f0d-aade-710b-a809-92e5f3bac081"}', '796', '2026-11-27 22:08:39.06261+00'),
	('01a21f0d-aaa2-77d9-a44f-1cbcf1e6efa8', 55, 'message.added', '{"avee_id": "01a21f0d-aaa5-7727-ae14-fcaf8ac99ed2", "message_id": "01a21f0d-aae5-74ec-8541-e5fa46902136", "conversation_id": "01a21f0d-aade-710b-a809-92e694ce9cd1"}', '796', '2026-11-27 22:08:39.06261+00'),
	('01a21f0d-aa96-773a-ae11-7e30ee2ab503', 56, 'message.added', '{"avee_id": "01a21f0d-aaa5-7727-ae14-fcaf8ac99ed2", "message_id": "01a21f0d-aae5-74ec-8541-e5fa46902136", "conversation_id": "01a21f0d-aade-710b-a809-92e694ce9cd1"}', '796', '2026-11-27 22:08:39.06261+00'),
	('01a21f0d-aaa2-77d9-a44f-1cbcf1e6efa8', 57, 'escalation.pending', '{"avee_id": "01a21f0d-aaa5-7727-ae14-fcaf8ac99ed2", "escalation_id": "01a21f0d-aae7-74ae-8383-d807ffbc0394", "conversation_id": "01a21f0d-aade-710b-a809-92e5f3bac081"}', '796', '2026-11-27 22:08:39.06261+00'),
	('01a21f0d-aaa2-77d9-a44f-1cbcf1e6efa8', 58, 'escalation.accepted', '{"avee_id": "01a21f0d-aaa5-7727-ae14-fcaf8ac99ed2", "escalation_id": "01a21f0d-aae9-718a-ab5a-ae66a3aaa8d6", "conversation_id": "01a21f0d-aade-710b-a809-92e5f3bac081"}', '796', '2026-11-27 22:08:39.06261+00'),
	('01a21f0d-aa96-773a-ae11-7e30ee2ab503', 59, 'escalation.accepted', '{"avee_id": "01a21f0d-aaa5-7727-ae14-fcaf8ac99ed2", "escalation_id": "01a21f0d-aae9-718a-ab5a-ae66a3aaa8d6", "conversation_id": "01a21f0d-aade-710b-a809-92e5f3bac081"}', '796', '2026-11-27 22:08:39.06261+00'),
	('01a21f0d-aaa2-77d9-a44f-1cbcf1e6efa8', 60, 'message', '{}', '796', '2026-11-27 22:08:39.06261+00'),
	('01a21f0d-aa9d-776d-b6f4-14bcb6dcfdd2', 61, 'message', '{}', '796', '2026-11-27 22:08:39.06261+00');

INSERT INTO public.messages VALUES
	('01a21f0d-9e86-72b5-8461-19736d1191ce', '01a21f0d-a8b4-760d-92b5-4b63f83909e2', '01a21f0d-a898-73e6-86c0-c318862715e3', '01a21f0d-a778-7125-a245-477a16ea387c', 'user', 'hello!', 'public', NULL, NULL, '[]', false, '2026-11-27 22:08:38.594867+00', 'message', NULL, NULL, NULL, NULL),
	('01a21f0d-9e86-72b5-8461-19736d1191ce', '01a21f0d-a8c1-74a2-a2fb-04957c03f32d', '01a21f0d-a898-73e6-86c0-c318862715e3', '01a21f0d-a778-7125-a245-477a16ea387c', 'agent', 'Hello! I am Mira''s agent. What would you like to know?', 'public', NULL, '01a21f0d-a8b4-760d-92b5-4b63f83909e2', '[]', false, '2026-11-27 22:08:38.594867+00', 'message', NULL, NULL, NULL, NULL),
	('01a21f0d-9e86-72b5-8461-19736d1191ce', '01a21f0d-a8dd-72b4-9e1c-72c176cf5f7c', '01a21f0d-a8d5-75aa-9c04-f7456054e20f', '01a21f0d-a778-7125-a245-477a16ea387c', 'user', 'On which days of the week is the bicycle repair workshop open?', 'public', NULL, NULL, '[]', false, '2026-11-27 22:08:38.636671+00', 'message', NULL, NULL, NULL, NULL),
	('01a21f0d-9e86-72b5-8461-19736d1191ce', '01a21f0d-a8eb-76f8-b084-4bf1ccbff7e2', '01a21f0d-a8d5-75aa-9c04-f7456054e20f', '01a21f0d-a778-7125-a245-477a16ea387c', 'agent', 'From Mira''s documents:

> The bicycle repair workshop is open on the days of the week from Tuesday to Saturday between nine and five.
>
> — Opening hours [1]', 'public', NULL, '01a21f0d-a8dd-72b4-9e1c-72c176cf5f7c', '[{"id": "01a21f0d-a671-746b-8835-538977e6868f", "kind": "document", "title": "Opening hours", "excerpt": "The bicycle repair workshop is open on the days of the week from Tuesday to Saturday between nine and five.", "document_id": "01a21f0d-a631-725e-8909-8eca4301b628"}]', false, '2026-11-27 22:08:38.636671+00', 'message', NULL, NULL, NULL, NULL),
	('01a21f0d-9e86-72b5-8461-19736d1191ce', '01a21f0d-a8ff-7031-be6d-982cb4e3b269', '01a21f0d-a8f7-7275-9712-54500879509f', '01a21f0d-a778-7125-a245-477a16ea387c', 'user', 'it doesn''t work', 'public', NULL, NULL, '[]', false, '2026-11-27 22:08:38.672883+00', 'message', NULL, NULL, NULL, NULL),
	('01a21f0d-9e86-72b5-8461-19736d1191ce', '01a21f0d-a90f-71ed-8615-d7b87e194853', '01a21f0d-a8f7-7275-9712-54500879509f', '01a21f0d-a778-7125-a245-477a16ea387c', 'agent', 'I would like to help, but I need a little more. What is it about, and what would you like to know from Mira?', 'public', NULL, '01a21f0d-a8ff-7031-be6d-982cb4e3b269', '[]', false, '2026-11-27 22:08:38.672883+00', 'message', NULL, NULL, NULL, NULL),
	('01a21f0d-9e86-72b5-8461-19736d1191ce', '01a21f0d-a92b-7438-b094-e9d23e6f38ad', '01a21f0d-a91b-7443-8504-396c0b760673', '01a21f0d-a778-7125-a245-477a16ea387c', 'user', 'What does the insurance cost?', 'public', NULL, NULL, '[]', false, '2026-11-27 22:08:38.720339+00', 'message', NULL, NULL, NULL, NULL),
	('01a21f0d-9e86-72b5-8461-19736d1191ce', '01a21f0d-a93f-774e-8c2f-9379545dc181', '01a21f0d-a91b-7443-8504-396c0b760673', '01a21f0d-a778-7125-a245-477a16ea387c', 'agent', 'This is a topic that Mira keeps out of this agent, so I do not answer it or pass it on.', 'public', NULL, '01a21f0d-a92b-7438-b094-e9d23e6f38ad', '[]', false, '2026-11-27 22:08:38.720339+00', 'message', NULL, NULL, NULL, NULL),
	('01a21f0d-9e86-72b5-8461-19736d1191ce', '01a21f0d-a958-76fe-a21d-3f8b7062d1fe', '01a21f0d-a94a-7327-92f6-f497efff8fa5', '01a21f0d-a778-7125-a245-477a16ea387c', 'user', 'How can I reset my password?', 'public', NULL, NULL, '[]', false, '2026-11-27 22:08:38.760078+00', 'message', NULL, NULL, NULL, NULL),
	('01a21f0d-9e86-72b5-8461-19736d1191ce', '01a21f0d-a967-73e2-b1eb-66f6c4803c1a', '01a21f0d-a94a-7327-92f6-f497efff8fa5', '01a21f0d-a778-7125-a245-477a16ea387c', 'agent', 'Open the account page and choose *Forgotten password*.

— Mira, 27 November 2026 (answered before)', 'public', NULL, '01a21f0d-a958-76fe-a21d-3f8b7062d1fe', '[{"id": "01a21f0d-a620-76c7-bacc-16e0fbcb7da7", "kind": "canonical_answer", "title": "Open the account page and choose *Forgotten password*.", "excerpt": "Open the account page and choose *Forgotten password*.", "version": 1, "signature": {"by": "Mira", "line": "— Mira, 27 November 2026 (answered before)"}, "answered_at": "2026-11-27T22:08:37.921164+00:00"}]', false, '2026-11-27 22:08:38.760078+00', 'message', NULL, NULL, NULL, NULL),
	('01a21f0d-9e86-72b5-8461-19736d1191ce', '01a21f0d-a996-7562-9415-8f91fb95f45b', '01a21f0d-a988-71e5-9241-25dbb183d454', '01a21f0d-a778-7125-a245-477a16ea387c', 'user', 'Would you ever teach a class on restoring antique violins?', 'public', NULL, NULL, '[]', false, '2026-11-27 22:08:38.815483+00', 'message', NULL, NULL, NULL, NULL),
	('01a21f0d-9e86-72b5-8461-19736d1191ce', '01a21f0d-a99e-7704-b399-855bdf380320', '01a21f0d-a988-71e5-9241-25dbb183d454', '01a21f0d-a778-7125-a245-477a16ea387c', 'agent', 'I have no answer from Mira that I would stand behind. Shall I pass your question on? Mira usually answers within 24 hours. Mira takes 10 more questions today.', 'public', NULL, '01a21f0d-a996-7562-9415-8f91fb95f45b', '[]', false, '2026-11-27 22:08:38.815483+00', 'message', NULL, NULL, NULL, NULL),
	('01a21f0d-9e86-72b5-8461-19736d1191ce', '01a21f0d-a9c8-70df-ae98-db1c2e6dd908', '01a21f0d-a988-71e5-9241-25dbb183d454', '01a21f0d-a778-7125-a245-477a16ea387c', 'agent', 'Your question is with Mira now. The answer comes here, usually within 24 hours.', 'public', NULL, '01a21f0d-a996-7562-9415-8f91fb95f45b', '[]', false, '2026-11-27 22:08:38.822576+00', 'notice', '01a21f0d-a99e-7704-b399-855a9be22016', NULL, NULL, NULL),
	('01a21f0d-9e86-72b5-8461-19736d1191ce', '01a21f0d-a9f4-75e8-8d5c-a398122d7295', '01a21f0d-a988-71e5-9241-25dbb183d454', '01a21f0d-a778-7125-a245-477a16ea387c', 'creator', 'Yes, in autumn.', 'public', NULL, '01a21f0d-a996-7562-9415-8f91fb95f45b', '[]', false, '2026-11-27 22:08:38.890776+00', 'answer', '01a21f0d-a99e-7704-b399-855a9be22016', NULL, NULL, NULL),
	('01a21f0d-9e86-72b5-8461-19736d1191ce', '01a21f0d-aa25-71fb-969d-cc8272a68943', '01a21f0d-aa1a-74ea-8775-615d45b42223', '01a21f0d-a87d-7661-bef6-99eb2f1eb922', 'user', 'Which wood would you choose for a harpsichord''s soundboard?', 'friends', NULL, NULL, '[]', false, '2026-11-27 22:08:38.969878+00', 'message', NULL, NULL, NULL, NULL),
	('01a21f0d-9e86-72b5-8461-19736d1191ce', '01a21f0d-aa39-70bc-827e-188a794a12b4', '01a21f0d-aa1a-74ea-8775-615d45b42223', '01a21f0d-a87d-7661-bef6-99eb2f1eb922', 'agent', 'I have no answer from Mira that I would stand behind. Shall I pass your question on? Mira usually answers within an hour. Mira takes 9 more questions today.', 'friends', NULL, '01a21f0d-aa25-71fb-969d-cc8272a68943', '[]', false, '2026-11-27 22:08:38.969878+00', 'message', NULL, NULL, NULL, NULL),
	('01a21f0d-9e86-72b5-8461-19736d1191ce', '01a21f0d-aa4b-7010-befc-b8d63e0c26be', '01a21f0d-aa1a-74ea-8775-615d45b42223', '01a21f0d-a87d-7661-bef6-99eb2f1eb922', 'agent', 'Your question is with Mira now. The answer comes here, usually within an hour.', 'public', NULL, '01a21f0d-aa25-71fb-969d-cc8272a68943', '[]', false, '2026-11-27 22:08:38.975866+00', 'notice', '01a21f0d-aa39-70bc-827e-188907e1187f', NULL, NULL, NULL),
	('01a21f0d-aaa5-7727-ae14-fcaf8ac99ed2', '01a21f0d-aade-710b-a809-92e7cac2c069', '01a21f0d-aade-710b-a809-92e5f3bac081', '01a21f0d-aaa2-77d9-a44f-1cbcf1e6efa8', 'user', 'How?', 'public', NULL, NULL, '[]', false, '2026-11-27 22:08:39.06261+00', 'message', NULL, NULL, NULL, NULL),
	('01a21f0d-aaa5-7727-ae14-fcaf8ac99ed2', '01a21f0d-aade-710b-a809-92e8a1c03530', '01a21f0d-aade-710b-a809-92e5f3bac081', '01a21f0d-aaa2-77d9-a44f-1cbcf1e6efa8', 'agent', 'So.', 'public', NULL, NULL, '[]', false, '2026-11-27 22:08:39.06261+00', 'message', NULL, NULL, NULL, NULL),
	('01a21f0d-aaa5-7727-ae14-fcaf8ac99ed2', '01a21f0d-aae5-74ec-8541-e5fa46902136', '01a21f0d-aade-710b-a809-92e694ce9cd1', '01a21f0d-aaa2-77d9-a44f-1cbcf1e6efa8', 'user', 'Are you there?', 'public', NULL, NULL, '[]', false, '2026-11-27 22:08:39.06261+00', 'message', NULL, NULL, NULL, NULL);

INSERT INTO public.metric_counts VALUES
	('01a21f0d-aaa5-7727-ae14-fcaf8ac99ed2', 7, '2026-01-01 00:00:00+00', '{}');

INSERT INTO public.notification_deliveries VALUES
	('01a21f0d-aaa2-77d9-a44f-1cbcf1e6efa8', '01a21f0d-ab20-7690-a2e7-43aa8f2f26f1', '01a21f0d-ab1e-75e6-8ce5-70907775b1b8', 'pending', 0, NULL, '2026-11-27 22:08:39.06261+00', '2026-11-27 22:08:39.06261+00'),
	('01a21f0d-aa9d-776d-b6f4-14bcb6dcfdd2', '01a21f0d-ab38-710b-a4b7-1155f88910b9', '01a21f0d-ab38-710b-a4b7-115319521313', 'pending', 0, NULL, '2026-11-27 22:08:39.06261+00', '2026-11-27 22:08:39.06261+00');

INSERT INTO public.notification_settings VALUES
	('01a21f0d-aaa2-77d9-a44f-1cbcf1e6efa8', '[]', 'daily', NULL, NULL, 'UTC', '2026-11-27 22:08:39.06261+00', '2026-11-27 22:08:39.06261+00'),
	('01a21f0d-aa9d-776d-b6f4-14bcb6dcfdd2', '[]', 'daily', NULL, NULL, 'UTC', '2026-11-27 22:08:39.06261+00', '2026-11-27 22:08:39.06261+00');

INSERT INTO public.notification_targets VALUES
	('01a21f0d-aaa2-77d9-a44f-1cbcf1e6efa8', '01a21f0d-ab1e-75e6-8ce5-70907775b1b8', 'json://example.org', NULL, NULL, NULL, '2026-11-27 22:08:39.06261+00'),
	('01a21f0d-aa9d-776d-b6f4-14bcb6dcfdd2', '01a21f0d-ab38-710b-a4b7-115319521313', 'json://example.org', NULL, NULL, NULL, '2026-11-27 22:08:39.06261+00');

INSERT INTO public.notifications VALUES
	('01a21f0d-aaa2-77d9-a44f-1cbcf1e6efa8', '19cfe9ed-58da-48cf-8bc2-ec0cd35152c2', 'answered', '01a21f0d-aaa5-7727-ae14-fcaf8ac99ed2', '01a21f0d-ab30-75e6-ae68-b86b6a4fc297', '01a21f0d-ab30-75e6-ae68-b86c0010bce3', 'waiting', NULL, '2026-11-27 22:08:39.06261+00', 0, NULL, '2026-11-27 22:08:39.06261+00', NULL),
	('01a21f0d-aa9d-776d-b6f4-14bcb6dcfdd2', '617a75a0-3556-4b50-89f9-ac0b64496f27', 'answered', '01a21f0d-aaaa-71c2-bd8f-a2d24908bece', '01a21f0d-ab3a-704e-ad48-891b6f074a27', '01a21f0d-ab3a-704e-ad48-891cec400123', 'waiting', NULL, '2026-11-27 22:08:39.06261+00', 0, NULL, '2026-11-27 22:08:39.06261+00', NULL);

INSERT INTO public.orchestrator_config_versions VALUES
	('01a21f0d-9e86-72b5-8461-19736d1191ce', 1, '{"avee_id": "01a21f0d-9e86-72b5-8461-19736d1191ce", "version": 1, "chat_model": "", "created_at": "2026-11-27T22:08:35.971027+00:00", "trust_mode": "immediate", "updated_at": "2026-11-27T22:08:35.971027+00:00", "temperature": 0.3, "blocked_topics": [], "novelty_threshold": 0.7, "offer_valid_hours": 72, "allowed_user_tiers": ["free", "follower"], "escalation_enabled": true, "moderation_failure": "open", "abuse_rules_enabled": true, "trust_cards_per_day": 3, "vagueness_threshold": 0.5, "availability_windows": {}, "complexity_threshold": 0.6, "wrong_answers_target": 0.05, "answer_deadline_hours": 168, "clarification_enabled": true, "model_confirms_matches": false, "expected_response_hours": 24, "max_escalations_per_day": 10, "max_escalations_per_week": 50, "canonical_match_threshold": 0.85, "max_clarifications_running": 2, "auto_answer_confidence_threshold": 0.75}', '2026-11-27 22:08:35.971027+00', '01a21f0d-9e65-766e-aaf0-94f186cfe6ff', NULL),
	('01a21f0d-9e86-72b5-8461-19736d1191ce', 2, '{"avee_id": "01a21f0d-9e86-72b5-8461-19736d1191ce", "version": 2, "chat_model": "", "created_at": "2026-11-27T22:08:35.971027+00:00", "trust_mode": "immediate", "updated_at": "2026-11-27T22:08:35.984447+00:00", "temperature": 0.3, "blocked_topics": [], "novelty_threshold": 0.7, "offer_valid_hours": 72, "allowed_user_tiers": ["free", "follower"], "escalation_enabled": true, "moderation_failure": "open", "abuse_rules_enabled": true, "trust_cards_per_day": 3, "vagueness_threshold": 0.5, "availability_windows": {}, "complexity_threshold": 0.6, "wrong_answers_target": 0.05, "answer_deadline_hours": 168, "clarification_enabled": true, "model_confirms_matches": false, "expected_response_hours": 24, "max_escalations_per_day": 10, "max_escalations_per_week": 50, "canonical_match_threshold": 0.85, "max_clarifications_running": 2, "auto_answer_confidence_threshold": 0.3}', '2026-11-27 22:08:35.984447+00', '01a21f0d-9e65-766e-aaf0-94f186cfe6ff', NULL),
	('01a21f0d-9e86-72b5-8461-19736d1191ce', 3, '{"avee_id": "01a21f0d-9e86-72b5-8461-19736d1191ce", "version": 3, "chat_model": "", "created_at": "2026-11-27T22:08:35.971027+00:00", "trust_mode": "immediate", "updated_at": "2026-11-27T22:08:38.540191+00:00", "temperature": 0.3, "blocked_topics": ["insurance"], "novelty_threshold": 0.7, "offer_valid_hours": 72, "allowed_user_tiers": ["free", "follower"], "escalation_enabled": true, "moderation_failure": "open", "abuse_rules_enabled": true, "trust_cards_per_day": 3, "vagueness_threshold": 0.5, "availability_windows": {}, "complexity_threshold": 0.6, "wrong_answers_target": 0.05, "answer_deadline_hours": 168, "clarification_enabled": true, "model_confirms_matches": false, "expected_response_hours": 24, "max_escalations_per_day": 10, "max_escalations_per_week": 50, "canonical_match_threshold": 0.85, "max_clarifications_running": 2, "auto_answer_confidence_threshold": 0.3}', '2026-11-27 22:08:38.540191+00', '01a21f0d-9e65-766e-aaf0-94f186cfe6ff', NULL),
	('01a21f0d-aaa5-7727-ae14-fcaf8ac99ed2', 1, '{"avee_id": "01a21f0d-aaa5-7727-ae14-fcaf8ac99ed2", "version": 1, "chat_model": "", "created_at": "2026-11-27T22:08:39.06261+00:00", "trust_mode": "immediate", "updated_at": "2026-11-27T22:08:39.06261+00:00", "temperature": 0.3, "blocked_topics": [], "novelty_threshold": 0.7, "offer_valid_hours": 72, "allowed_user_tiers": ["free", "follower"], "escalation_enabled": true, "moderation_failure": "open", "abuse_rules_enabled": true, "trust_cards_per_day": 3, "vagueness_threshold": 0.5, "availability_windows": {}, "complexity_threshold": 0.6, "wrong_answers_target": 0.05, "answer_deadline_hours": 168, "clarification_enabled": true, "model_confirms_matches": false, "expected_response_hours": 24, "max_escalations_per_day": 10, "max_escalations_per_week": 50, "canonical_match_threshold": 0.85, "max_clarifications_running": 2, "auto_answer_confidence_threshold": 0.75}', '2026-11-27 22:08:39.06261+00', '01a21f0d-aa96-773a-ae11-7e30ee2ab503', NULL),
	('01a21f0d-aaaa-71c2-bd8f-a2d24908bece', 1, '{"avee_id": "01a21f0d-aaaa-71c2-bd8f-a2d24908bece", "version": 1, "chat_model": "", "created_at": "2026-11-27T22:08:39.06261+00:00", "trust_mode": "immediate", "updated_at": "2026-11-27T22:08:39.06261+00:00", "temperature": 0.3, "blocked_topics": [], "novelty_threshold": 0.7, "offer_valid_hours": 72, "allowed_user_tiers": ["free", "follower"], "escalation_enabled": true, "moderation_failure": "open", "abuse_rules_enabled": true, "trust_cards_per_day": 3, "vagueness_threshold": 0.5, "availability_windows": {}, "complexity_threshold": 0.6, "wrong_answers_target": 0.05, "answer_deadline_hours": 168, "clarification_enabled": true, "model_confirms_matches": false, "expected_response_hours": 24, "max_escalations_per_day": 10, "max_escalations_per_week": 50, "canonical_match_threshold": 0.85, "max_clarifications_running": 2, "auto_answer_confidence_threshold": 0.75}', '2026-11-27 22:08:39.06261+00', '01a21f0d-aa9d-776d-b6f4-14bcb6dcfdd2', NULL);

INSERT INTO public.orchestrator_configs VALUES
	('01a21f0d-9e86-72b5-8461-19736d1191ce', 3, 10, 50, true, 0.3, 0.85, 0.7, 0.6, 0.5, true, 2, '["insurance"]', '["free", "follower"]', '{}', 72, 24, '2026-11-27 22:08:35.971027+00', '2026-11-27 22:08:38.540191+00', 168, '', 0.3, true, 'open', 'immediate', 0.05, 3, false),
	('01a21f0d-aaa5-7727-ae14-fcaf8ac99ed2', 1, 10, 50, true, 0.75, 0.85, 0.7, 0.6, 0.5, true, 2, '[]', '["free", "follower"]', '{}', 72, 24, '2026-11-27 22:08:39.06261+00', '2026-11-27 22:08:39.06261+00', 168, '', 0.3, true, 'open', 'immediate', 0.05, 3, false),
	('01a21f0d-aaaa-71c2-bd8f-a2d24908bece', 1, 10, 50, true, 0.75, 0.85, 0.7, 0.6, 0.5, true, 2, '[]', '["free", "follower"]', '{}', 72, 24, '2026-11-27 22:08:39.06261+00', '2026-11-27 22:08:39.06261+00', 168, '', 0.3, true, 'open', 'immediate', 0.05, 3, false);

INSERT INTO public.orchestrator_decisions VALUES
	('01a21f0d-9e86-72b5-8461-19736d1191ce', '01a21f0d-a8b4-760d-92b5-4b6450a8e93a', '01a21f0d-a898-73e6-86c0-c318862715e3', '01a21f0d-a778-7125-a245-477a16ea387c', '01a21f0d-a8b4-760d-92b5-4b63f83909e2', '01a21f0d-a8c1-74a2-a2fb-04957c03f32d', 'hello!', 'A', 87, 9377, 0, 0.062277573585235925, 'small_talk', 'The whole message is small talk (greeting).', '01a21f0d-a620-76c7-bacc-16e0fbcb7da7', NULL, 3, '{"now": "2026-11-27T22:08:38.563785+00:00", "gate": null, "tier": "free", "draft": null, "layer": "public", "trust": {"floor": 0.7311, "proven": null, "voided": 0, "cards_today": 0, "documents_level": 0, "matches_per_day": 0.0}, "usage": {"day": 0, "week": 0, "day_opens_at": null, "week_opens_at": null}, "unsafe": null, "answers": [{"id": "01a21f0d-a620-76c7-bacc-16e0fbcb7da7", "cosine": 0.12270002067089081, "counter": -1.0, "version": 1, "probability": 0.0025, "times_right": 0, "times_wrong": 0}], "choices": [], "signals": {"novelty": 0.9377224264147641, "support": 1, "coverage": 0.0, "vagueness": 0.9377224264147641, "complexity": 0.0, "confidence": 0.008746285327939134, "has_rivals": false, "similarity": 0.062277573585235925, "small_talk": "greeting", "wants_human": false, "answerability": 0.000003726639284186561, "passage_similarity": 0.007738920439406594, "canonical_similarity": 0.062277573585235925, "clarifications_running": 0}, "passages": [{"id": "01a21f0d-a671-746b-8835-538977e6868f", "cosine": 0.1315409392118454, "text_rank": 0, "probability": 0.007738920439406594}], "question": "hello!", "is_edited": false, "moderation": {"failure": null, "objection": null}, "calibration": "all-MiniLM-L6-v2", "suggestions": [], "is_follow_up": false, "creator_present": false}', '{"load_ms": 25.477, "embed_ms": 25.615, "decide_ms": 38.315, "search_ms": 37.085}', '2026-11-27 22:08:38.594867+00', 38),
	('01a21f0d-9e86-72b5-8461-19736d1191ce', '01a21f0d-a8dd-72b4-9e1c-72c2c97aa297', '01a21f0d-a8d5-75aa-9c04-f7456054e20f', '01a21f0d-a778-7125-a245-477a16ea387c', '01a21f0d-a8dd-72b4-9e1c-72c176cf5f7c', '01a21f0d-a8eb-76f8-b084-4bf1ccbff7e2', 'On which days of the week is the bicycle repair workshop open?', 'A', 9549, 3401, 444, 0.6599, 'confident', 'The documents answer it (confidence 95 %, needed 30 %).', '01a21f0d-a620-76c7-bacc-16e0fbcb7da7', NULL, 3, '{"now": "2026-11-27T22:08:38.619371+00:00", "gate": null, "tier": "free", "draft": {"fault": null, "usage": null, "checks": 0, "removed": 0, "is_shared": false, "supported": true, "written_by": "quotes"}, "layer": "public", "trust": {"floor": 0.7311, "proven": null, "voided": 0, "cards_today": 0, "documents_level": 0, "matches_per_day": 0.0}, "usage": {"day": 0, "week": 0, "day_opens_at": null, "week_opens_at": null}, "unsafe": null, "answers": [{"id": "01a21f0d-a620-76c7-bacc-16e0fbcb7da7", "cosine": 0.06740479171276093, "counter": -1.0, "version": 1, "probability": 0.0025, "times_right": 0, "times_wrong": 0}], "choices": [], "signals": {"novelty": 0.34009999999999996, "support": 1, "coverage": 1.0, "vagueness": 0.0, "complexity": 0.04444444444444444, "confidence": 0.9549312295515393, "has_rivals": false, "similarity": 0.6599, "small_talk": null, "wants_human": false, "answerability": 0.7404675369228587, "passage_similarity": 0.6599, "canonical_similarity": 0.05860196450202618, "clarifications_running": 0}, "passages": [{"id": "01a21f0d-a671-746b-8835-538977e6868f", "cosine": 0.8631027936935425, "text_rank": 0.623794, "probability": 0.6599}], "question": "On which days of the week is the bicycle repair workshop open?", "is_edited": false, "moderation": {"failure": null, "objection": null}, "calibration": "all-MiniLM-L6-v2", "suggestions": [], "is_follow_up": false, "creator_present": false}', '{"load_ms": 2.13, "embed_ms": 12.383, "decide_ms": 16.633, "search_ms": 14.947}', '2026-11-27 22:08:38.636671+00', 17),
	('01a21f0d-9e86-72b5-8461-19736d1191ce', '01a21f0d-a8ff-7031-be6d-982d1c18378a', '01a21f0d-a8f7-7275-9712-54500879509f', '01a21f0d-a778-7125-a245-477a16ea387c', '01a21f0d-a8ff-7031-be6d-982cb4e3b269', '01a21f0d-a90f-71ed-8615-d7b87e194853', 'it doesn''t work', 'B', 80, 9104, 0, 0.08961638182235362, 'vague', 'The message says too little to search with, so the agent asks a clarifying question.', '01a21f0d-a620-76c7-bacc-16e0fbcb7da7', NULL, 3, '{"now": "2026-11-27T22:08:38.653045+00:00", "gate": null, "tier": "free", "draft": null, "layer": "public", "trust": {"floor": 0.7311, "proven": null, "voided": 0, "cards_today": 1, "documents_level": 0, "matches_per_day": 0.0}, "usage": {"day": 0, "week": 0, "day_opens_at": null, "week_opens_at": null}, "unsafe": null, "answers": [{"id": "01a21f0d-a620-76c7-bacc-16e0fbcb7da7", "cosine": 0.25474441051483154, "counter": -1.0, "version": 1, "probability": 0.0054291602681761746, "times_right": 0, "times_wrong": 0}], "choices": [], "signals": {"novelty": 0.9103836181776463, "support": 0, "coverage": 0.0, "vagueness": 0.9103836181776463, "complexity": 0.0, "confidence": 0.007966745968880204, "has_rivals": false, "similarity": 0.08961638182235362, "small_talk": null, "wants_human": false, "answerability": 0.000003726639284186561, "passage_similarity": 0.0, "canonical_similarity": 0.08961638182235362, "clarifications_running": 0}, "passages": [{"id": "01a21f0d-a671-746b-8835-538977e6868f", "cosine": -0.0349939689040184, "text_rank": 0, "probability": 0.0}], "question": "it doesn''t work", "is_edited": false, "moderation": {"failure": null, "objection": null}, "calibration": "all-MiniLM-L6-v2", "suggestions": [], "is_follow_up": false, "creator_present": false}', '{"load_ms": 3.007, "embed_ms": 11.711, "decide_ms": 18.651, "search_ms": 18.152}', '2026-11-27 22:08:38.672883+00', 19),
	('01a21f0d-9e86-72b5-8461-19736d1191ce', '01a21f0d-a92b-7438-b094-e9d3645ddc90', '01a21f0d-a91b-7443-8504-396c0b760673', '01a21f0d-a778-7125-a245-477a16ea387c', '01a21f0d-a92b-7438-b094-e9d23e6f38ad', '01a21f0d-a93f-774e-8c2f-9379545dc181', 'What does the insurance cost?', 'F', 123, 9292, 250, 0.07080070218938633, 'blocked_topic', 'It touches “insurance”, a topic Mira keeps out of this agent.', '01a21f0d-a620-76c7-bacc-16e0fbcb7da7', NULL, 3, '{"now": "2026-11-27T22:08:38.695388+00:00", "gate": null, "tier": "free", "draft": null, "layer": "public", "trust": {"floor": 0.7311, "proven": null, "voided": 0, "cards_today": 1, "documents_level": 0, "matches_per_day": 0.0}, "usage": {"day": 0, "week": 0, "day_opens_at": null, "week_opens_at": null}, "unsafe": null, "answers": [{"id": "01a21f0d-a620-76c7-bacc-16e0fbcb7da7", "cosine": 0.10727232694625854, "counter": -1.0, "version": 1, "probability": 0.0025, "times_right": 0, "times_wrong": 0}], "choices": [], "signals": {"novelty": 0.9291992978106136, "support": 1, "coverage": 0.0, "vagueness": 0.0, "complexity": 0.025, "confidence": 0.012293912445043837, "has_rivals": false, "similarity": 0.07080070218938633, "small_talk": null, "wants_human": false, "answerability": 0.07151148135690688, "passage_similarity": 0.0014640455223226465, "canonical_similarity": 0.07080070218938633, "clarifications_running": 0}, "passages": [{"id": "01a21f0d-a671-746b-8835-538977e6868f", "cosine": -0.000007331371307373047, "text_rank": 0, "probability": 0.0014640455223226465}], "question": "What does the insurance cost?", "is_edited": false, "moderation": {"failure": null, "objection": null}, "calibration": "all-MiniLM-L6-v2", "suggestions": [], "is_follow_up": false, "creator_present": false}', '{"load_ms": 4.32, "embed_ms": 19.647, "decide_ms": 24.243, "search_ms": 23.514}', '2026-11-27 22:08:38.720339+00', 24),
	('01a21f0d-9e86-72b5-8461-19736d1191ce', '01a21f0d-a958-76fe-a21d-3f8cd0d82e9b', '01a21f0d-a94a-7327-92f6-f497efff8fa5', '01a21f0d-a778-7125-a245-477a16ea387c', '01a21f0d-a958-76fe-a21d-3f8b7062d1fe', '01a21f0d-a967-73e2-b1eb-66f6c4803c1a', 'How can I reset my password?', 'C', 124, 14, 250, 0.9985665227741665, 'known_question', 'It asks the same as a question Mira answered on 27 November 2026 (match 99 %, needed 85 %).', '01a21f0d-a620-76c7-bacc-16e0fbcb7da7', NULL, 3, '{"now": "2026-11-27T22:08:38.742437+00:00", "gate": null, "tier": "free", "draft": null, "layer": "public", "trust": {"floor": 0.7311, "proven": null, "voided": 0, "cards_today": 1, "documents_level": 0, "matches_per_day": 0.0}, "usage": {"day": 0, "week": 0, "day_opens_at": null, "week_opens_at": null}, "unsafe": null, "answers": [{"id": "01a21f0d-a620-76c7-bacc-16e0fbcb7da7", "cosine": 0.9916533827781677, "counter": -1.0, "version": 1, "probability": 0.925, "times_right": 0, "times_wrong": 0}], "choices": [], "signals": {"novelty": 0.0014334772258335349, "support": 1, "coverage": 0.0, "vagueness": 0.0, "complexity": 0.024999999999999998, "confidence": 0.01241036577444537, "has_rivals": false, "similarity": 0.9985665227741665, "small_talk": null, "wants_human": false, "answerability": 0.07151148135690688, "passage_similarity": 0.004153069444937438, "canonical_similarity": 0.9985665227741665, "clarifications_running": 0}, "passages": [{"id": "01a21f0d-a671-746b-8835-538977e6868f", "cosine": 0.05636613443493843, "text_rank": 0, "probability": 0.004153069444937438}], "question": "How can I reset my password?", "is_edited": false, "moderation": {"failure": null, "objection": null}, "calibration": "all-MiniLM-L6-v2", "suggestions": [], "is_follow_up": false, "creator_present": false}', '{"load_ms": 2.168, "embed_ms": 12.928, "decide_ms": 16.643, "search_ms": 15.567}', '2026-11-27 22:08:38.760078+00', 17),
	('01a21f0d-9e86-72b5-8461-19736d1191ce', '01a21f0d-a996-7562-9415-8f92bc7af77f', '01a21f0d-a988-71e5-9241-25dbb183d454', '01a21f0d-a778-7125-a245-477a16ea387c', '01a21f0d-a996-7562-9415-8f91fb95f45b', '01a21f0d-a99e-7704-b399-855bdf380320', 'Would you ever teach a class on restoring antique violins?', 'D', 173, 9608, 347, 0.03920657286794227, 'worth_asking', 'No stored answer or passage is close to it (novelty 96 %, new from 70 %), and Mira takes questions now.', '01a21f0d-a620-76c7-bacc-16e0fbcb7da7', '01a21f0d-a99e-7704-b399-855a9be22016', 3, '{"now": "2026-11-27T22:08:38.802361+00:00", "gate": null, "tier": "free", "draft": null, "layer": "public", "trust": {"floor": 0.7311, "proven": null, "voided": 0, "cards_today": 2, "documents_level": 0, "matches_per_day": 0.0}, "usage": {"day": 0, "week": 0, "day_opens_at": null, "week_opens_at": null}, "unsafe": null, "answers": [{"id": "01a21f0d-a620-76c7-bacc-16e0fbcb7da7", "cosine": 0.0061223506927490234, "counter": -1.0, "version": 1, "probability": 0.0025, "times_right": 1, "times_wrong": 0}], "choices": [], "signals": {"novelty": 0.9607934271320577, "support": 1, "coverage": 0.0, "vagueness": 0.0, "complexity": 0.034722222222222224, "confidence": 0.01726530425324023, "has_rivals": false, "similarity": 0.03920657286794227, "small_talk": null, "wants_human": false, "answerability": 0.13412132498066057, "passage_similarity": 0.007131097961893683, "canonical_similarity": 0.03920657286794227, "clarifications_running": 0}, "passages": [{"id": "01a21f0d-a671-746b-8835-538977e6868f", "cosine": 0.11879837512969971, "text_rank": 0, "probability": 0.007131097961893683}], "question": "Would you ever teach a class on restoring antique violins?", "is_edited": false, "moderation": {"failure": null, "objection": null}, "calibration": "all-MiniLM-L6-v2", "suggestions": [], "is_follow_up": false, "creator_present": false}', '{"load_ms": 4.82, "embed_ms": 9.157, "decide_ms": 12.522, "search_ms": 11.543}', '2026-11-27 22:08:38.815483+00', 13),
	('01a21f0d-9e86-72b5-8461-19736d1191ce', '01a21f0d-aa25-71fb-969d-cc8381b91d0e', '01a21f0d-aa1a-74ea-8775-615d45b42223', '01a21f0d-a87d-7661-bef6-99eb2f1eb922', '01a21f0d-aa25-71fb-969d-cc8272a68943', '01a21f0d-aa39-70bc-827e-188a794a12b4', 'Which wood would you choose for a harpsichord''s soundboard?', 'D', 139, 7610, 549, 0.2390208633406978, 'worth_asking', 'No stored answer or passage is close to it (novelty 76 %, new from 70 %), and Mira takes questions now.', '01a21f0d-a99e-7704-b399-855a9be22016', '01a21f0d-aa39-70bc-827e-188907e1187f', 3, '{"now": "2026-11-27T22:08:38.947568+00:00", "gate": null, "tier": "free", "draft": null, "layer": "friends", "trust": {"floor": 0.7311, "proven": null, "voided": 0, "cards_today": 2, "documents_level": 0, "matches_per_day": 0.0}, "usage": {"day": 1, "week": 1, "day_opens_at": null, "week_opens_at": null}, "unsafe": null, "answers": [{"id": "01a21f0d-a99e-7704-b399-855a9be22016", "cosine": 0.3110940754413605, "counter": -1.0, "version": 1, "probability": 0.029544779760922478, "times_right": 0, "times_wrong": 0}, {"id": "01a21f0d-a620-76c7-bacc-16e0fbcb7da7", "cosine": -0.012738524004817009, "counter": -1.0, "version": 1, "probability": 0.0025, "times_right": 1, "times_wrong": 0}], "choices": [], "signals": {"novelty": 0.7609791366593022, "support": 1, "coverage": 0.0, "vagueness": 0.0, "complexity": 0.05486111111111111, "confidence": 0.013876084796680791, "has_rivals": false, "similarity": 0.2390208633406978, "small_talk": null, "wants_human": false, "answerability": 0.09758065948977254, "passage_similarity": 0.00020891700871352245, "canonical_similarity": 0.2390208633406978, "clarifications_running": 0}, "passages": [{"id": "01a21f0d-a671-746b-8835-538977e6868f", "cosine": -0.0263202041387558, "text_rank": 0, "probability": 0.00020891700871352245}], "question": "Which wood would you choose for a harpsichord''s soundboard?", "is_edited": false, "moderation": {"failure": null, "objection": null}, "calibration": "all-MiniLM-L6-v2", "suggestions": [], "is_follow_up": false, "creator_present": false}', '{"load_ms": 2.547, "embed_ms": 18.09, "decide_ms": 21.997, "search_ms": 21.041}', '2026-11-27 22:08:38.969878+00', 22),
	('01a21f0d-aaa5-7727-ae14-fcaf8ac99ed2', '01a21f0d-aaeb-7418-9719-22b02b612204', '01a21f0d-aade-710b-a809-92e5f3bac081', '01a21f0d-aaa2-77d9-a44f-1cbcf1e6efa8', '01a21f0d-aade-710b-a809-92e7cac2c069', '01a21f0d-aade-710b-a809-92e8a1c03530', 'How?', 'C', 0, 0, 0, 1, 'known_question', 'It is known.', '01a21f0d-aad6-721a-b8cc-57225d9e2947', NULL, 1, '{}', '{}', '2026-11-27 22:08:39.06261+00', 0);

INSERT INTO public.passages VALUES
	('01a21f0d-9e86-72b5-8461-19736d1191ce', '01a21f0d-a671-746b-8835-538977e6868f', '01a21f0d-a631-725e-8909-8eca4301b628', 0, 'public', 'Opening hours', 'The bicycle repair workshop is open on the days of the week from Tuesday to Saturday between nine and five.', 'english', DEFAULT, '{vector 11}'),
	('01a21f0d-aaa5-7727-ae14-fcaf8ac99ed2', '01a21f0d-aab4-72b3-b737-81ff4c1d9eae', '01a21f0d-aaaf-759e-a407-7c89553ef9a1', 0, 'public', '', 'public', 'english', DEFAULT, '{vector 0}'),
	('01a21f0d-aaa5-7727-ae14-fcaf8ac99ed2', '01a21f0d-aac4-701f-bd99-8a380eb332a8', '01a21f0d-aac2-7019-9e78-ca2d6abe6cbd', 0, 'friends', '', 'friends', 'english', DEFAULT, '{vector 0}'),
	('01a21f0d-aaa5-7727-ae14-fcaf8ac99ed2', '01a21f0d-aac8-7427-9dea-ccd2e99ef56f', '01a21f0d-aac7-7155-b09b-11eb25cb82b8', 0, 'intimate', '', 'intimate', 'english', DEFAULT, '{vector 0}'),
	('01a21f0d-aaaa-71c2-bd8f-a2d24908bece', '01a21f0d-aacc-7215-899a-8324ead1c5c5', '01a21f0d-aacb-777c-8d61-05ea58677aa4', 0, 'public', '', 'public', 'english', DEFAULT, '{vector 0}'),
	('01a21f0d-aaaa-71c2-bd8f-a2d24908bece', '01a21f0d-aacf-76da-8ab5-27246e565762', '01a21f0d-aace-731a-a77f-552538ca5be9', 0, 'friends', '', 'friends', 'english', DEFAULT, '{vector 0}'),
	('01a21f0d-aaaa-71c2-bd8f-a2d24908bece', '01a21f0d-aad2-70d5-b007-2f227013b9d9', '01a21f0d-aad1-7282-acfa-517a0fa54d10', 0, 'intimate', '', 'intimate', 'english', DEFAULT, '{vector 0}'),
	('01a21f0d-aaa5-7727-ae14-fcaf8ac99ed2', '01a21f0d-aad7-7574-bf86-29d7c4366e83', '01a21f0d-aad6-721a-b8cc-572133a1dfb4', 0, 'public', '', 'public again', 'english', DEFAULT, '{vector 0}'),
	('01a21f0d-aaa5-7727-ae14-fcaf8ac99ed2', '01a21f0d-aad9-7486-b3bd-77a37d258b41', '01a21f0d-aad8-772c-a541-aeb4e6c79765', 0, 'friends', '', 'friends again', 'english', DEFAULT, '{vector 0}'),
	('01a21f0d-aaa5-7727-ae14-fcaf8ac99ed2', '01a21f0d-aadc-7732-8254-7c8a317ee2a4', '01a21f0d-aadb-722e-bdcb-1807610421f8', 0, 'intimate', '', 'intimate again', 'english', DEFAULT, '{vector 0}');

INSERT INTO public.phrasings VALUES
	('01a21f0d-aaa5-7727-ae14-fcaf8ac99ed2', '01a21f0d-aaf9-7331-b7f8-b8c11bfde361', '01a21f0d-aad6-721a-b8cc-57225d9e2947', '01a21f0d-aaa2-77d9-a44f-1cbcf1e6efa8', 'How then?', 'card', 'public', 'active', '{vector 0}', '2026-11-27 22:08:39.06261+00');

INSERT INTO public.procrastinate_events VALUES
	(1, 1, 'deferred', '2026-11-27 22:08:39.06261+00');

INSERT INTO public.procrastinate_jobs VALUES
	(1, 'notification', 'check_borderline_match', 0, NULL, NULL, '{"person": "01a21f0d-aa96-773a-ae11-7e30ee2ab503", "avee_id": "01a21f0d-aaa5-7727-ae14-fcaf8ac99ed2", "match_id": "01a21f0d-aaf3-77f5-a98a-e7dae4a017ae"}', 'todo', NULL, 0, false, NULL);

INSERT INTO public.schema_files VALUES
	('functions/accounts/asked_layer.sql', 'd9afc49a37288467057bc378c204c24d08f063868843879209210eacb4607b51'),
	('functions/accounts/current_avee.sql', '0b5dcdcfd51e834a8dd21d9f31a4c24b171f1513f543dc7928f98ee888068616'),
	('functions/accounts/current_person.sql', '24ce945a9397dee9c3419f49407519802852c0f4a9cc6f6de6e4aeb2525da1e0'),
	('functions/accounts/find_credentials.sql', '7fe607fb822781fe6091e7737f3edac486dc3bbc1ce97f4d2859921eb62ccc8d'),
	('functions/accounts/find_person.sql', 'b7f70620f872772a535efe92097c1f0301dee4b127af14ae3fea0326372b49c0'),
	('functions/accounts/find_profile.sql', '8e14393dd6470c764f593715baf403dc23bbb4cae40faaf39a3d49e674638aee'),
	('functions/accounts/get_profiles.sql', 'bbd65ea87c0e7a11a65d75cfee359b3da688fb804eb4a0eb9aab134daeb0c622'),
	('functions/accounts/get_public_avees.sql', 'ac1b98f2ee54a3d3fc5d58c6781c52025bbab0c01bc80726a546b7a8f9bc8716'),
	('functions/accounts/granted_layer.sql', '36868d2ef0fd8f40ab6adc270450a2ef5ed5a460fc21bee69e6905d4fe5bdc2d'),
	('functions/accounts/name_person.sql', 'e5d68930bedf0b7ae7b5d03d5fa9e7573494ecc3085377c3d247f71223dc803a'),
	('functions/accounts/owned_avees.sql', '5ec95413151ef50079230c40cb726a5bb6ea8957ebb7bc4533a0cc09cb4e849a'),
	('functions/accounts/visible_layer.sql', 'b4cfc8e9ead362235f3e17888e683e65c4220faa5aec17a18d35249fb5b6a4f5'),
	('functions/analytics/count_messages.sql', '4be6ee138b7336b9c28bad6742a945f89f272d2b7185a036052a1c1dcb34e7e4'),
	('functions/analytics/get_creator_minutes.sql', '55f8ecc1b6229ad2602d4c87cb620e4ac45d2121978faeb082a9f9f1b44ac7a8'),
	('functions/analytics/get_orchestrator_metrics.sql', '761bf346f739f21b634e831ae7e7f64664f3baeb4919b606eba198459c402271'),
	('functions/answering/find_passages_by_words.sql', 'b519f5db71475a2d663f0c12cbe7a121fb62377bf4990cca1571b7fe3c6f2478'),
	('functions/answering/find_unread_documents.sql', '89b0268d2c0b485d52a4c5f4b8e9777465ca4b95746ffdd9caf8de473912ec29'),
	('functions/answering/searchable_words.sql', '614cc0a40907e7001304b1b4b298fc754c59e9f6e703810da6b1150ec7d25b1a'),
	('functions/answering/sync_passage_vector.sql', '107f686c51586c8216af516a296c6fec270d5d32b81638aecc833de51cee73e0'),
	('functions/answering/text_search_configs.sql', '444e4fbb4087079439627dff7ef8dcc615e15185647dc84640fdbcd9e12ba581'),
	('functions/escalation/count_waiting.sql', '618d4d0d138e4ee9e7126c391c833f926bfd54edd5e3fe1fae6ee04cbd9a9660'),
	('functions/escalation/find_due_escalations.sql', 'be03699691caa76e5271c3efef2d7afe2e1390f9dc92de8b957ee15e2228a721'),
	('functions/escalation/find_similar_waiting.sql', '2a06541568bf511984522085927009eb3b830f724e0ff28763e7cc23f23a72aa'),
	('functions/escalation/get_escalation_count.sql', '79c94249d40d40ea67641c78b58b3898a3a4d1a9e48e0efa920744a151c1103e'),
	('functions/escalation/get_response_hours.sql', '91e7c039299c1c8bd866cecc80d07c36efe13f75fa367dec9db869f6fbee88f7'),
	('functions/escalation/get_window_opening.sql', '066186574aaa59319836a261e8a6298d7df20dde8c6139af3ea26a708ce02ac7'),
	('functions/escalation/lock_escalation.sql', '7acad7cb7a0614b3e63f08ed0cc857a45e6ce846d3da33e8cda8c646cdcc84a5'),
	('functions/escalation/make_canonical_answer.sql', '8d758c919b2f493181d89b5e016a5a8941b8eec2da848a2ec62c6594552b1ff8'),
	('functions/live/emit_answer.sql', '4c6f8eea6c20c172097a20384967333058b597c026a80c7c3593306292ad9c11'),
	('functions/live/emit_document.sql', '94d0b1eaed741b7d3cf0b1199a342d54bb09bcb7d3189f93f74d271e7c9e9d58'),
	('functions/live/emit_escalation.sql', 'ee020430873e3ead0ffa28695f97bda7c2320e0e2945fd7732ee4041e2c28a79'),
	('functions/live/emit_event.sql', 'b76f972a4662245123ccb8809f31414ebce48ab8ee0cb9bdef750f66df33b350'),
	('functions/live/emit_message.sql', '840aa71804889336ff16836efb929b5dbca574cbd25a5c572406f6da13d84dad'),
	('functions/live/emit_policy.sql', 'b49d0c9f67b5dea64c2901531e50d6b7de62e32e4df0f1a0ca3e39a61db26ebe'),
	('functions/live/emit_to_creator.sql', '6ce4a87f694ed6f8ab73c546839ec8a68d1bae9cfb00952d2555f5bc40c34eb3'),
	('functions/live/purge_events.sql', '8f86a3e5061dda8df60a0200b3fd5181c750a9fac88c90067e19a8e1dce2bb45'),
	('functions/matching/copy_answer_layer.sql', 'b858dbf47ba6923896fa78a4bf5e32fe69013c53f3ed9744014a0eb0964e5dd6'),
	('functions/matching/count_reuse.sql', '954c40fbf2c0e7c45f3f97d65c2534564279d2cf1aa5f01cf45a8b3a27ee5383'),
	('functions/matching/count_reuses.sql', '05a5631300e9d717417b575e48b72c25dd8fc5f141c6b29ea87f9aef1353fc38'),
	('functions/matching/enqueue_model_check.sql', 'e9eec0bdd26e64c0b379ebcb10bfbda9186a682a5700e2332b392065a671b5ac'),
	('functions/matching/find_served.sql', 'f862e4082f83f9a436433bb5d57802ef05ebd9a55555caeee13a86b63e48148a'),
	('functions/matching/keep_answer_version.sql', 'c732e51e1ee8cc9db7b56d8ce4cb1eda8ab04ae0de4a4a1685b234e587e6d198'),
	('functions/matching/search/build_vector_indexes.sql', '1e5a4d2cfa8101cd3b65f75d7f72f9f49662127bb57913c462da321bbd0415e2'),
	('functions/matching/search/create_banks.sql', '4dd43c89ca2164083decdaf6605a18953a8c1da8735707533a99311529a0123c'),
	('functions/matching/search/find_nearest.sql', '3c33195f1fcd584cc8643b54086a01dcd299dbbe5411c00c538bb40215fdb707'),
	('functions/matching/search/key_search_vectors.sql', '7b2dbd515fe4ef789d00e27a55e2ec7eb6a27666dd2e526c11870c217f6882c6'),
	('functions/matching/search/layer_rank.sql', 'b330706fa966687145e416e40319fa4a1dbb708fbc391ef119d80c84f85bf0ed'),
	('functions/matching/search/note_bank_change.sql', '7fbd222a26fc5132f0aab65e1ea24975f2fb5ff88de76acb071362f5157cab6a'),
	('functions/matching/search/refresh_banks.sql', '52d0b49135811815911f9b92f69ea7e5670d3756eb63ff6ac3fb67f60dc12142'),
	('functions/matching/search/sync_phrasing_vector.sql', 'cfb72f744c2951fcff580f4de742e7bacb2db64e723bea9c32187a298cfa4e2a');
INSERT INTO public.schema_files VALUES
	('functions/matching/search/vector_index_name.sql', '8fc7eb15cff366d5c6c5fb985b8e4fff1b919eb58a4c638487a08779eaeeef84'),
	('functions/matching/spread_answer_layer.sql', 'eeca6e22d50a041099789a74e52ba83aa10e94f124039afc6ed935e5e1dbf590'),
	('functions/matching/switch_model_phrasings.sql', '4bb4295574469bf26c6225d3bcd8d04b44f7bfd98c5df962f73563de32e2ccb1'),
	('functions/message/escalated_conversations.sql', '33391f21c3df7b0be93449a5481d8eb2806211134eb7ed9675c9577ca78062ca'),
	('functions/message/find_asker.sql', '8507042c0a38d93650dd39edc87a83a46b7a0f9fe2f9287f11a316d806901bf5'),
	('functions/message/hand_back_conversation.sql', '9fb5e487e7032ab743ee8dce913f88202af6464e841b8eed038f1f2b7872c336'),
	('functions/message/silence_agent.sql', '8e1ba129ba180be5559d2f8c5c0661d61b29bde189a9761a30a1c528865097ac'),
	('functions/notifying/add_notification.sql', '9046692c94bf42da76eaf0b8a002af6d3a68079c8900fb82e85f9acae0752ed0'),
	('functions/notifying/add_webhook_deliveries.sql', '3d6be503f5d0cc7f4955756dfc32168fdeb69dbd7b48948902d3c7e96d37f34e'),
	('functions/notifying/enqueue_job.sql', '7b23ed13e33a72544878cc1a9f634766b68ac7f85b8a765c9a8a3f963ea05d9d'),
	('functions/notifying/find_due_deliveries.sql', 'c86da875433189ee89aff45759ddc84902c987b1fc3e0044444d8a97d5e1ff45'),
	('functions/notifying/purge_outbox.sql', '63495a078c343925ce89fe6b199f8669d3df345488118cee4cb73b7aaf8c1d90'),
	('functions/policy/default_config.sql', 'f1128ad75fb138e36e540c17c0cb3a8bbf91f12937e0d137c3c2cfb2dde87ef6'),
	('functions/routing/find_unrouted_messages.sql', '1480c5ca83909482fbbb216a3337ea15c4952df280397c966af82a32f2b73778'),
	('functions/routing/hot_facts.sql', 'e63f5571daf0fc865e19a77ea3c3d8473400b3f92ac444524bffe9219c048aad'),
	('functions/routing/hot_save.sql', 'e57a1c80470ba713cdc5a081ed7251cc0867ee6e50e7b01e52166fad88032155'),
	('functions/routing/hot_search.sql', '9b45d93c6c7c69c4865fe95b5ba73be0b580ba5b6142af9da7a2cbc189f4556f'),
	('functions/routing/load_message_facts.sql', '3967770507eee89e337c562e8c5842b342fcf0a03d0f4ada957f52a30cc7ef0e'),
	('functions/routing/measure_reply.sql', '661316418440a12994893ce4d58371b02285044abb66ca8af88435fa09314d07'),
	('functions/routing/note_reply_time.sql', '2498cd96233e9f23f9cec72fe5d564db7dd1423fd50485c46d70fed4ed7f9586'),
	('functions/trust/count_verdict.sql', 'd36764c21a94860a412a655d9f93b141351cccefbfa0cf5fe34d0866f39e476d'),
	('functions/trust/count_voided.sql', 'ffda7acb29ad31c16af350df7b3dc8c0a1b8684a6055718d9124b2ab3a7ea851'),
	('functions/trust/emit_trust.sql', 'f1d35b92faeda8274844c4e603de829bed209c5f1d29f54dc276448a907158e5'),
	('functions/trust/reset_verdicts.sql', '309bd9e874cecce442566fcd3e1aac51c35439a77f787d764e54a27679630c73'),
	('functions/update_updated_at_column.sql', '75c6605c68bdf7a0bd4dc8172c715e86c87025a04db6e425f2fdf6680db3f790'),
	('triggers/accounts/avee_members.sql', '35bbab6ac177e92187dd3498a8ab02bec32fdfbfc721b6cc8c82344f4b9a74e9'),
	('triggers/accounts/avees.sql', '933cf0d8203da020fe93618ef176c87f619d20b81d0005b44d892d74039dc0b9'),
	('triggers/accounts/users.sql', 'fba0f8ace493721c001e0580474961e94d918706f84074883895fe1586daf343'),
	('triggers/answering/documents.sql', '49d6c5f291dcdb127d2afe449db2575e963eea5bf8e8c1e38efba68c354225e7'),
	('triggers/answering/passages.sql', '5ee8f38ba677da29e556cecc5706bf80d93e142052e20707e6a85bda497d9d0a'),
	('triggers/escalation/escalation_queue.sql', 'ef6e2985300df53e424c3a2c7c4e2d8402f319c391cb849fb196eeedd0eb2a0a'),
	('triggers/matching/answer_deliveries.sql', '9ad18eda366c7a02c9423268b34a2d14763c94b24d5eb19bb659e5049a24d288'),
	('triggers/matching/answer_examples.sql', '4e4c765e2cab2e1df820b1770a6d4cd56b853e1e23326805744b01526794c545'),
	('triggers/matching/borderline_matches.sql', '313a8be460118fb51daa7d255ffc33a929b2fbfc5183d75e8dc2c9cf73663c9a'),
	('triggers/matching/canonical_answers.sql', 'aa23da94e3a53567a60c9fa67233707c8fce21a550e576095db57c36cac7a808'),
	('triggers/matching/phrasings.sql', '561022e5cc4f248ba005a4debb69b9ce19f9ba02d5af982e8678b7b6993f08d9'),
	('triggers/matching/search_vectors.sql', '7a11fefbe0a3f83043000a4ecc1a5b17281915043a2ccefdf8ed31ccc93c4907'),
	('triggers/message/conversations.sql', 'b15e980ec74294f10361c3abc54ef1bdd4f8ba30c6beff81ac12990821b4d149'),
	('triggers/message/messages.sql', '9ca90590883a761a34c1df9de39bb8d613cb0fb42021465af212d8c17c258b53'),
	('triggers/notifying/notification_settings.sql', '1f4401aee2a65533c0d46c91a05e28a8799140d841d7fed5c7417544e896d52e'),
	('triggers/notifying/webhooks.sql', '13d87d587c94083af74a6933c0f44480241a06b2398b14d53c01b26059799bdb'),
	('triggers/policy/orchestrator_configs.sql', '858240e6127d9ab0acfe32c8fa9eaf8f1d0e50f4b68098c8cc0c24b63532f043'),
	('triggers/routing/orchestrator_decisions.sql', 'cf9271e8feafcfe0ea19a0c0759d6b5fec19aded59d0fd05ff36fd842598fbbe'),
	('triggers/trust/decision_feedback.sql', 'd6f07df11f13efaef4743e2507113762c0d8efa68acae4bdc2a93fb0beb08598'),
	('triggers/trust/trust_cards.sql', 'bb89d9a9941c0d9de562de053d2d1477c8bfb7e0a9614d7289fb7d0311c05c29'),
	('triggers/trust/trust_states.sql', 'a247202fb949431fca5472520b036329a9ff884369283294920a4b5b9e19858d');

INSERT INTO public.search_vectors VALUES
	('01a21f0d-9e86-72b5-8461-19736d1191ce', 'answer', 0, '01a21f0d-a620-76c7-bacc-16e0fbcb7da7', '01a21f0d-a620-76c7-bacc-16e0fbcb7da7', '{vector 9}'),
	('01a21f0d-9e86-72b5-8461-19736d1191ce', 'passage', 0, '01a21f0d-a671-746b-8835-538977e6868f', '01a21f0d-a631-725e-8909-8eca4301b628', '{vector 11}'),
	('01a21f0d-9e86-72b5-8461-19736d1191ce', 'answer', 0, '01a21f0d-a99e-7704-b399-855a9be22016', '01a21f0d-a99e-7704-b399-855a9be22016', '{vector 10}'),
	('01a21f0d-aaa5-7727-ae14-fcaf8ac99ed2', 'passage', 0, '01a21f0d-aab4-72b3-b737-81ff4c1d9eae', '01a21f0d-aaaf-759e-a407-7c89553ef9a1', '{vector 0}'),
	('01a21f0d-aaa5-7727-ae14-fcaf8ac99ed2', 'answer', 0, '01a21f0d-aaaf-759e-a407-7c8a9d08218a', '01a21f0d-aaaf-759e-a407-7c8a9d08218a', '{vector 0}'),
	('01a21f0d-aaa5-7727-ae14-fcaf8ac99ed2', 'passage', 1, '01a21f0d-aac4-701f-bd99-8a380eb332a8', '01a21f0d-aac2-7019-9e78-ca2d6abe6cbd', '{vector 0}'),
	('01a21f0d-aaa5-7727-ae14-fcaf8ac99ed2', 'answer', 1, '01a21f0d-aac2-7019-9e78-ca2e7488a3a1', '01a21f0d-aac2-7019-9e78-ca2e7488a3a1', '{vector 0}'),
	('01a21f0d-aaa5-7727-ae14-fcaf8ac99ed2', 'passage', 2, '01a21f0d-aac8-7427-9dea-ccd2e99ef56f', '01a21f0d-aac7-7155-b09b-11eb25cb82b8', '{vector 0}'),
	('01a21f0d-aaa5-7727-ae14-fcaf8ac99ed2', 'answer', 2, '01a21f0d-aac7-7155-b09b-11ec97da8f59', '01a21f0d-aac7-7155-b09b-11ec97da8f59', '{vector 0}'),
	('01a21f0d-aaaa-71c2-bd8f-a2d24908bece', 'passage', 0, '01a21f0d-aacc-7215-899a-8324ead1c5c5', '01a21f0d-aacb-777c-8d61-05ea58677aa4', '{vector 0}'),
	('01a21f0d-aaaa-71c2-bd8f-a2d24908bece', 'answer', 0, '01a21f0d-aacb-777c-8d61-05eb931ecaff', '01a21f0d-aacb-777c-8d61-05eb931ecaff', '{vector 0}'),
	('01a21f0d-aaaa-71c2-bd8f-a2d24908bece', 'passage', 1, '01a21f0d-aacf-76da-8ab5-27246e565762', '01a21f0d-aace-731a-a77f-552538ca5be9', '{vector 0}'),
	('01a21f0d-aaaa-71c2-bd8f-a2d24908bece', 'answer', 1, '01a21f0d-aace-731a-a77f-5526c0bc7ef0', '01a21f0d-aace-731a-a77f-5526c0bc7ef0', '{vector 0}'),
	('01a21f0d-aaaa-71c2-bd8f-a2d24908bece', 'passage', 2, '01a21f0d-aad2-70d5-b007-2f227013b9d9', '01a21f0d-aad1-7282-acfa-517a0fa54d10', '{vector 0}'),
	('01a21f0d-aaaa-71c2-bd8f-a2d24908bece', 'answer', 2, '01a21f0d-aad1-7282-acfa-517ba61e157d', '01a21f0d-aad1-7282-acfa-517ba61e157d', '{vector 0}'),
	('01a21f0d-aaa5-7727-ae14-fcaf8ac99ed2', 'passage', 0, '01a21f0d-aad7-7574-bf86-29d7c4366e83', '01a21f0d-aad6-721a-b8cc-572133a1dfb4', '{vector 0}'),
	('01a21f0d-aaa5-7727-ae14-fcaf8ac99ed2', 'answer', 0, '01a21f0d-aad6-721a-b8cc-57225d9e2947', '01a21f0d-aad6-721a-b8cc-57225d9e2947', '{vector 0}'),
	('01a21f0d-aaa5-7727-ae14-fcaf8ac99ed2', 'passage', 1, '01a21f0d-aad9-7486-b3bd-77a37d258b41', '01a21f0d-aad8-772c-a541-aeb4e6c79765', '{vector 0}'),
	('01a21f0d-aaa5-7727-ae14-fcaf8ac99ed2', 'answer', 1, '01a21f0d-aad8-772c-a541-aeb5db855dae', '01a21f0d-aad8-772c-a541-aeb5db855dae', '{vector 0}'),
	('01a21f0d-aaa5-7727-ae14-fcaf8ac99ed2', 'passage', 2, '01a21f0d-aadc-7732-8254-7c8a317ee2a4', '01a21f0d-aadb-722e-bdcb-1807610421f8', '{vector 0}'),
	('01a21f0d-aaa5-7727-ae14-fcaf8ac99ed2', 'answer', 2, '01a21f0d-aadb-722e-bdcb-18083b3444fd', '01a21f0d-aadb-722e-bdcb-18083b3444fd', '{vector 0}'),
	('01a21f0d-aaa5-7727-ae14-fcaf8ac99ed2', 'answer', 0, '01a21f0d-aaf9-7331-b7f8-b8c11bfde361', '01a21f0d-aad6-721a-b8cc-57225d9e2947', '{vector 0}');

INSERT INTO public.trust_cards VALUES
	('01a21f0d-9e86-72b5-8461-19736d1191ce', '01a21f0d-a8eb-76f8-b084-4bf27e3b6c07', 'audit', NULL, NULL, '01a21f0d-a8d5-75aa-9c04-f7456054e20f', '01a21f0d-a778-7125-a245-477a16ea387c', '01a21f0d-a8dd-72b4-9e1c-72c176cf5f7c', 'On which days of the week is the bicycle repair workshop open?', 0.9549312295515393, 0.3, 'all-MiniLM-L6-v2:documents:quotes:d9c28ffd', NULL, NULL, '2026-11-27 22:08:38.636671+00', 'documents', 'From Mira''s documents:

> The bicycle repair workshop is open on the days of the week from Tuesday to Saturday between nine and five.
>
> — Opening hours [1]', '[{"id": "01a21f0d-a671-746b-8835-538977e6868f", "kind": "document", "title": "Opening hours", "excerpt": "The bicycle repair workshop is open on the days of the week from Tuesday to Saturday between nine and five.", "document_id": "01a21f0d-a631-725e-8909-8eca4301b628"}]'),
	('01a21f0d-9e86-72b5-8461-19736d1191ce', '01a21f0d-a967-73e2-b1eb-66f8a1ad5bb1', 'audit', '01a21f0d-a620-76c7-bacc-16e0fbcb7da7', 1, '01a21f0d-a94a-7327-92f6-f497efff8fa5', '01a21f0d-a778-7125-a245-477a16ea387c', '01a21f0d-a958-76fe-a21d-3f8b7062d1fe', 'How can I reset my password?', 0.9985665227741665, 0.7311, 'all-MiniLM-L6-v2:c3b922f2', NULL, NULL, '2026-11-27 22:08:38.760078+00', 'reuse', NULL, '[]'),
	('01a21f0d-aaa5-7727-ae14-fcaf8ac99ed2', '01a21f0d-aaf1-747f-9b61-2df81a7d706c', 'audit', '01a21f0d-aad6-721a-b8cc-57225d9e2947', 1, '01a21f0d-aade-710b-a809-92e5f3bac081', '01a21f0d-aaa2-77d9-a44f-1cbcf1e6efa8', '01a21f0d-aade-710b-a809-92e7cac2c069', 'How?', 0.9, 0.5, 'one', NULL, NULL, '2026-11-27 22:08:39.06261+00', 'reuse', NULL, '[]');

INSERT INTO public.trust_states VALUES
	('01a21f0d-9e86-72b5-8461-19736d1191ce', '{"began": 0, "floor": 0.7311, "labels": 0, "proofs": [{"wrong": 0, "labels": 0, "is_proven": false, "threshold": 0.9933}, {"wrong": 0, "labels": 0, "is_proven": false, "threshold": 0.9914}, {"wrong": 0, "labels": 0, "is_proven": false, "threshold": 0.989}, {"wrong": 0, "labels": 0, "is_proven": false, "threshold": 0.9859}, {"wrong": 0, "labels": 0, "is_proven": false, "threshold": 0.982}, {"wrong": 0, "labels": 0, "is_proven": false, "threshold": 0.977}, {"wrong": 0, "labels": 0, "is_proven": false, "threshold": 0.9707}, {"wrong": 0, "labels": 0, "is_proven": false, "threshold": 0.9627}, {"wrong": 0, "labels": 0, "is_proven": false, "threshold": 0.9526}, {"wrong": 0, "labels": 0, "is_proven": false, "threshold": 0.9399}, {"wrong": 0, "labels": 0, "is_proven": false, "threshold": 0.9241}, {"wrong": 0, "labels": 0, "is_proven": false, "threshold": 0.9047}, {"wrong": 0, "labels": 0, "is_proven": false, "threshold": 0.8808}, {"wrong": 0, "labels": 0, "is_proven": false, "threshold": 0.852}, {"wrong": 0, "labels": 0, "is_proven": false, "threshold": 0.8176}, {"wrong": 0, "labels": 0, "is_proven": false, "threshold": 0.7773}, {"wrong": 0, "labels": 0, "is_proven": false, "threshold": 0.7311}, {"wrong": 0, "labels": 0, "is_proven": false, "threshold": 0.6792}, {"wrong": 0, "labels": 0, "is_proven": false, "threshold": 0.6225}, {"wrong": 0, "labels": 0, "is_proven": false, "threshold": 0.5622}, {"wrong": 0, "labels": 0, "is_proven": false, "threshold": 0.5}], "scorer": "all-MiniLM-L6-v2:c3b922f2", "voided": 0, "at_most": null, "audited": 0, "missing": 91, "documents": {"began": 0, "floor": 0.3, "level": 0, "labels": 0, "proofs": [{"wrong": 0, "labels": 0, "is_proven": false, "threshold": 0.3}], "voided": 0, "at_most": null, "audited": 0, "missing": 74, "is_proven": false, "threshold": 0.3}, "is_proven": false, "threshold": 0.8176, "matches_per_day": 0.0}', '2026-11-27 22:08:35.984447+00', '2026-11-27 22:08:35.984447+00'),
	('01a21f0d-aaa5-7727-ae14-fcaf8ac99ed2', '{}', '2026-11-27 22:08:39.06261+00', '2026-11-27 22:08:39.06261+00');

INSERT INTO public.uncounted_reuses VALUES
	('01a21f0d-aaa5-7727-ae14-fcaf8ac99ed2', '01a21f0d-aad6-721a-b8cc-57225d9e2947', 1);

INSERT INTO public.user_sessions VALUES
	('01a21f0d-aa9a-7747-8106-e064595aa69f', '01a21f0d-aa96-773a-ae11-7e30ee2ab503', '\x01a21f0daa96773aae117e30ee2ab503', '2026-11-27 22:08:39.06261+00', '2999-01-01 00:00:00+00'),
	('01a21f0d-aa9d-776d-b6f4-14bd02c6e476', '01a21f0d-aa9d-776d-b6f4-14bcb6dcfdd2', '\x01a21f0daa9d776db6f414bcb6dcfdd2', '2026-11-27 22:08:39.06261+00', '2999-01-01 00:00:00+00'),
	('01a21f0d-aaa3-7010-ab0d-199c9f07d09b', '01a21f0d-aaa2-77d9-a44f-1cbcf1e6efa8', '\x01a21f0daaa277d9a44f1cbcf1e6efa8', '2026-11-27 22:08:39.06261+00', '2999-01-01 00:00:00+00'),
	('01a21f0d-aaa4-73da-a41e-75b1aa4e3598', '01a21f0d-aaa4-73da-a41e-75b0f625e220', '\x01a21f0daaa473daa41e75b0f625e220', '2026-11-27 22:08:39.06261+00', '2999-01-01 00:00:00+00');

INSERT INTO public.users VALUES
	('01a21f0d-9e65-766e-aaf0-94f186cfe6ff', 'mira@example.org', 'mira', 'Mira', NULL, '$argon2id$v=19$m=65536,t=3,p=4$LMwmHKGMNmdKW0nmuyXKdg$8XgPKNnWZyLkaCcskYxtDhzg96MB20CxvDiBTKtA6u0', '2026-11-27 22:08:35.962973+00', '2026-11-27 22:08:35.962973+00'),
	('01a21f0d-a778-7125-a245-477a16ea387c', 'ada@example.org', 'ada', 'Ada', NULL, '$argon2id$v=19$m=65536,t=3,p=4$OlR3S7Tn0dTUeeZDfzd2uw$uke4QYTu/alzv++rkLakWrPbM9Uyh951cYfDbRKm470', '2026-11-27 22:08:38.265618+00', '2026-11-27 22:08:38.265618+00'),
	('01a21f0d-a87d-7661-bef6-99eb2f1eb922', 'otto@example.org', 'otto', 'Otto', NULL, '$argon2id$v=19$m=65536,t=3,p=4$XlFOKnU5eYMubsxpF3Csqg$R0xHIvmx4DXZ8ii9qX9tiv9Qo9hFpnyOvqPefYYgoxc', '2026-11-27 22:08:38.526444+00', '2026-11-27 22:08:38.526444+00'),
	('01a21f0d-aa96-773a-ae11-7e30ee2ab503', 'owner@example.org', 'owner', 'Owner', NULL, 'a hash', '2026-11-27 22:08:39.06261+00', '2026-11-27 22:08:39.06261+00'),
	('01a21f0d-aa9d-776d-b6f4-14bcb6dcfdd2', 'other_creator@example.org', 'other_creator', 'Other_Creator', NULL, 'a hash', '2026-11-27 22:08:39.06261+00', '2026-11-27 22:08:39.06261+00'),
	('01a21f0d-aaa2-77d9-a44f-1cbcf1e6efa8', 'asker@example.org', 'asker', 'Asker', NULL, 'a hash', '2026-11-27 22:08:39.06261+00', '2026-11-27 22:08:39.06261+00'),
	('01a21f0d-aaa4-73da-a41e-75b0f625e220', 'stranger@example.org', 'stranger', 'Stranger', NULL, 'a hash', '2026-11-27 22:08:39.06261+00', '2026-11-27 22:08:39.06261+00');

INSERT INTO public.webhook_deliveries VALUES
	('01a21f0d-aaa5-7727-ae14-fcaf8ac99ed2', 'c3338028-9645-4374-8bd5-e658927629dd', '01a21f0d-ab20-7690-a2e7-43a9e3e34e44', 'answered', '{}', 'pending', 0, NULL, '2026-11-27 22:08:39.06261+00', '2026-11-27 22:08:39.06261+00', NULL),
	('01a21f0d-aaaa-71c2-bd8f-a2d24908bece', 'a0a71a40-915f-4fbd-9f9a-20ff35d0ac40', '01a21f0d-ab38-710b-a4b7-1154e716b99f', 'answered', '{}', 'pending', 0, NULL, '2026-11-27 22:08:39.06261+00', '2026-11-27 22:08:39.06261+00', NULL);

INSERT INTO public.webhooks VALUES
	('01a21f0d-aaa5-7727-ae14-fcaf8ac99ed2', '01a21f0d-ab20-7690-a2e7-43a9e3e34e44', 'https://example.org', 'whsec_', '[]', true, NULL, NULL, NULL, NULL, '2026-11-27 22:08:39.06261+00', '2026-11-27 22:08:39.06261+00'),
	('01a21f0d-aaaa-71c2-bd8f-a2d24908bece', '01a21f0d-ab38-710b-a4b7-1154e716b99f', 'https://example.org', 'whsec_', '[]', true, NULL, NULL, NULL, NULL, '2026-11-27 22:08:39.06261+00', '2026-11-27 22:08:39.06261+00');

SELECT pg_catalog.setval('public.events_id_seq', 61, true);

SELECT pg_catalog.setval('public.procrastinate_events_id_seq', 1, true);

SELECT pg_catalog.setval('public.procrastinate_jobs_id_seq', 1, true);

SELECT pg_catalog.setval('public.procrastinate_periodic_defers_id_seq', 1, false);

SELECT pg_catalog.setval('public.procrastinate_workers_id_seq', 1, false);

SELECT pg_catalog.setval('public.uncounted_reuses_id_seq', 1, true);

ALTER TABLE ONLY public.alembic_version
    ADD CONSTRAINT alembic_version_pkc PRIMARY KEY (version_num);

ALTER TABLE ONLY public.answer_deliveries
    ADD CONSTRAINT answer_deliveries_pkey PRIMARY KEY (avee_id, id);

ALTER TABLE ONLY public.answer_examples
    ADD CONSTRAINT answer_examples_pkey PRIMARY KEY (avee_id, id);

ALTER TABLE ONLY public.api_tokens
    ADD CONSTRAINT api_tokens_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.asked_questions
    ADD CONSTRAINT asked_questions_pkey PRIMARY KEY (avee_id, id);

ALTER TABLE ONLY public.avee_members
    ADD CONSTRAINT avee_members_pkey PRIMARY KEY (avee_id, user_id);

ALTER TABLE ONLY public.avees
    ADD CONSTRAINT avees_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.banks
    ADD CONSTRAINT banks_pkey PRIMARY KEY (avee_id, layer_rank);

ALTER TABLE ONLY public.borderline_matches
    ADD CONSTRAINT borderline_matches_pkey PRIMARY KEY (avee_id, id);

ALTER TABLE ONLY public.canonical_answer_versions
    ADD CONSTRAINT canonical_answer_versions_pkey PRIMARY KEY (avee_id, answer_id, version);

ALTER TABLE ONLY public.canonical_answers
    ADD CONSTRAINT canonical_answers_pkey PRIMARY KEY (avee_id, id);

ALTER TABLE ONLY public.conversations
    ADD CONSTRAINT conversations_pkey PRIMARY KEY (avee_id, id);

ALTER TABLE ONLY public.decision_feedback
    ADD CONSTRAINT decision_feedback_pkey PRIMARY KEY (avee_id, id);

ALTER TABLE ONLY public.documents
    ADD CONSTRAINT documents_pkey PRIMARY KEY (avee_id, id);

ALTER TABLE ONLY public.embedding_model
    ADD CONSTRAINT embedding_model_pkey PRIMARY KEY (only_row);

ALTER TABLE ONLY public.escalation_queue
    ADD CONSTRAINT escalation_queue_pkey PRIMARY KEY (avee_id, id);

ALTER TABLE ONLY public.events
    ADD CONSTRAINT events_pkey PRIMARY KEY (user_id, id);

ALTER TABLE ONLY public.messages
    ADD CONSTRAINT messages_pkey PRIMARY KEY (avee_id, id);

ALTER TABLE ONLY public.metric_counts
    ADD CONSTRAINT metric_counts_pkey PRIMARY KEY (avee_id, days);

ALTER TABLE ONLY public.notification_deliveries
    ADD CONSTRAINT notification_deliveries_pkey PRIMARY KEY (user_id, batch_id, target_id);

ALTER TABLE ONLY public.notification_settings
    ADD CONSTRAINT notification_settings_pkey PRIMARY KEY (user_id);

ALTER TABLE ONLY public.notification_targets
    ADD CONSTRAINT notification_targets_pkey PRIMARY KEY (user_id, id);

ALTER TABLE ONLY public.notifications
    ADD CONSTRAINT notifications_pkey PRIMARY KEY (user_id, id);

ALTER TABLE ONLY public.orchestrator_config_versions
    ADD CONSTRAINT orchestrator_config_versions_pkey PRIMARY KEY (avee_id, version);

ALTER TABLE ONLY public.orchestrator_configs
    ADD CONSTRAINT orchestrator_configs_pkey PRIMARY KEY (avee_id);

ALTER TABLE ONLY public.orchestrator_decisions
    ADD CONSTRAINT orchestrator_decisions_pkey PRIMARY KEY (avee_id, id);

ALTER TABLE ONLY public.passages
    ADD CONSTRAINT passages_pkey PRIMARY KEY (avee_id, id);

ALTER TABLE ONLY public.phrasings
    ADD CONSTRAINT phrasings_pkey PRIMARY KEY (avee_id, id);

ALTER TABLE ONLY public.procrastinate_events
    ADD CONSTRAINT procrastinate_events_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.procrastinate_jobs
    ADD CONSTRAINT procrastinate_jobs_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.procrastinate_periodic_defers
    ADD CONSTRAINT procrastinate_periodic_defers_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.procrastinate_periodic_defers
    ADD CONSTRAINT procrastinate_periodic_defers_unique UNIQUE (task_name, periodic_id, defer_timestamp);

ALTER TABLE ONLY public.procrastinate_workers
    ADD CONSTRAINT procrastinate_workers_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.schema_files
    ADD CONSTRAINT schema_files_pkey PRIMARY KEY (name);

ALTER TABLE ONLY public.search_vectors
    ADD CONSTRAINT search_vectors_pkey PRIMARY KEY (avee_id, kind, layer_rank, id) INCLUDE (part_of, embedding);

ALTER TABLE ONLY public.trust_cards
    ADD CONSTRAINT trust_cards_pkey PRIMARY KEY (avee_id, id);

ALTER TABLE ONLY public.trust_states
    ADD CONSTRAINT trust_states_pkey PRIMARY KEY (avee_id);

ALTER TABLE ONLY public.uncounted_reuses
    ADD CONSTRAINT uncounted_reuses_pkey PRIMARY KEY (avee_id, answer_id, id);

ALTER TABLE ONLY public.user_sessions
    ADD CONSTRAINT user_sessions_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.users
    ADD CONSTRAINT users_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.webhook_deliveries
    ADD CONSTRAINT webhook_deliveries_pkey PRIMARY KEY (avee_id, id);

ALTER TABLE ONLY public.webhooks
    ADD CONSTRAINT webhooks_pkey PRIMARY KEY (avee_id, id);

CREATE INDEX answer_deliveries_answer ON public.answer_deliveries USING btree (avee_id, answer_id);

CREATE INDEX answer_deliveries_message ON public.answer_deliveries USING btree (avee_id, message_id);

CREATE INDEX answer_deliveries_user_id ON public.answer_deliveries USING btree (user_id);

CREATE UNIQUE INDEX answer_examples_decision ON public.answer_examples USING btree (avee_id, answer_id, decision_id);

CREATE INDEX answer_examples_user_id ON public.answer_examples USING btree (user_id);

CREATE UNIQUE INDEX api_tokens_secret_hash ON public.api_tokens USING btree (secret_hash);

CREATE INDEX api_tokens_user_id ON public.api_tokens USING btree (user_id);

CREATE INDEX asked_questions_conversation ON public.asked_questions USING btree (avee_id, conversation_id);

CREATE INDEX asked_questions_user_id ON public.asked_questions USING btree (user_id);

CREATE INDEX avee_members_user_id ON public.avee_members USING btree (user_id);

CREATE UNIQUE INDEX avees_handle ON public.avees USING btree (handle);

CREATE INDEX avees_owner_id ON public.avees USING btree (owner_id);

CREATE INDEX borderline_matches_answer ON public.borderline_matches USING btree (avee_id, answer_id);

CREATE INDEX borderline_matches_judged_at ON public.borderline_matches USING btree (avee_id, judged_at);

CREATE UNIQUE INDEX borderline_matches_message ON public.borderline_matches USING btree (avee_id, message_id);

CREATE INDEX borderline_matches_user_id ON public.borderline_matches USING btree (user_id);

CREATE INDEX canonical_answer_versions_words ON public.canonical_answer_versions USING btree (avee_id, md5(((question_pattern || '
'::text) || answer_content)));

CREATE UNIQUE INDEX canonical_answers_content_hash ON public.canonical_answers USING btree (avee_id, content_hash) WHERE (state = 'active'::text);

CREATE INDEX canonical_answers_escalation ON public.canonical_answers USING btree (avee_id, escalation_id);

CREATE INDEX conversations_direct ON public.conversations USING btree (avee_id, id) WHERE (kind = 'direct'::text);

CREATE INDEX conversations_id ON public.conversations USING btree (id);

CREATE INDEX conversations_user_id ON public.conversations USING btree (user_id, id DESC);

CREATE INDEX decision_feedback_answer ON public.decision_feedback USING btree (avee_id, answer_id) WHERE (answer_id IS NOT NULL);

CREATE INDEX decision_feedback_created_at ON public.decision_feedback USING btree (avee_id, created_at) INCLUDE (decision_id, verdict);

CREATE UNIQUE INDEX decision_feedback_decision ON public.decision_feedback USING btree (avee_id, decision_id, user_id);

CREATE INDEX decision_feedback_user_id ON public.decision_feedback USING btree (user_id);

CREATE UNIQUE INDEX documents_content_hash ON public.documents USING btree (avee_id, content_hash);

CREATE INDEX documents_pending ON public.documents USING btree (updated_at) WHERE (status = 'pending'::text);

CREATE INDEX escalation_queue_accepted_at ON public.escalation_queue USING btree (avee_id, accepted_at) WHERE (accepted_at IS NOT NULL);

CREATE INDEX escalation_queue_answers_due ON public.escalation_queue USING btree (deadline_at) WHERE (status = 'accepted'::text);

CREATE INDEX escalation_queue_conversation ON public.escalation_queue USING btree (avee_id, conversation_id);

CREATE INDEX escalation_queue_group ON public.escalation_queue USING btree (avee_id, group_id) WHERE (status = 'accepted'::text);

CREATE INDEX escalation_queue_handled ON public.escalation_queue USING btree (avee_id, COALESCE(answered_at, declined_at)) WHERE (accepted_at IS NOT NULL);

CREATE INDEX escalation_queue_id ON public.escalation_queue USING btree (id);

CREATE INDEX escalation_queue_message ON public.escalation_queue USING btree (avee_id, message_id);

CREATE INDEX escalation_queue_offered_at ON public.escalation_queue USING btree (avee_id, offered_at) INCLUDE (status, accepted_at, expires_at, free_of_quota, message_id);

CREATE INDEX escalation_queue_offers_due ON public.escalation_queue USING btree (expires_at) WHERE (status = 'pending'::text);

CREATE INDEX escalation_queue_status ON public.escalation_queue USING btree (avee_id, status, accepted_at);

CREATE INDEX escalation_queue_used ON public.escalation_queue USING btree (avee_id, accepted_at) WHERE ((accepted_at IS NOT NULL) AND (NOT free_of_quota));

CREATE INDEX escalation_queue_user_id ON public.escalation_queue USING btree (user_id, offered_at);

CREATE INDEX events_created_at ON public.events USING btree (created_at);

CREATE INDEX events_xid ON public.events USING btree (user_id, xid);

CREATE INDEX idx_procrastinate_jobs_worker_not_null ON public.procrastinate_jobs USING btree (worker_id) WHERE ((worker_id IS NOT NULL) AND (status = 'doing'::public.procrastinate_job_status));

CREATE INDEX idx_procrastinate_workers_last_heartbeat ON public.procrastinate_workers USING btree (last_heartbeat);

CREATE INDEX messages_awaits_routing ON public.messages USING btree (created_at) WHERE awaits_routing;

CREATE UNIQUE INDEX messages_client_message_id ON public.messages USING btree (avee_id, conversation_id, client_message_id) WHERE (client_message_id IS NOT NULL);

CREATE INDEX messages_conversation ON public.messages USING btree (avee_id, conversation_id, id DESC);

CREATE INDEX messages_user_id ON public.messages USING btree (user_id);

CREATE INDEX notification_deliveries_due ON public.notification_deliveries USING btree (due_at) WHERE (status = 'pending'::text);

CREATE INDEX notification_deliveries_target ON public.notification_deliveries USING btree (user_id, target_id);

CREATE INDEX notifications_avee ON public.notifications USING btree (avee_id);

CREATE INDEX notifications_due ON public.notifications USING btree (due_at) WHERE (status = 'waiting'::text);

CREATE UNIQUE INDEX notifications_thing ON public.notifications USING btree (user_id, kind, thing_id);

CREATE INDEX orchestrator_config_versions_saved_by ON public.orchestrator_config_versions USING btree (saved_by);

CREATE INDEX orchestrator_decisions_analytics ON public.orchestrator_decisions USING btree (avee_id, created_at) INCLUDE (decision_path, rule, conversation_id, user_id, reply_ms);

CREATE INDEX orchestrator_decisions_answer ON public.orchestrator_decisions USING btree (avee_id, similar_answer_id);

CREATE INDEX orchestrator_decisions_conversation ON public.orchestrator_decisions USING btree (avee_id, conversation_id);

CREATE INDEX orchestrator_decisions_log ON public.orchestrator_decisions USING btree (avee_id, id DESC) INCLUDE (created_at, decision_path, rule);

CREATE UNIQUE INDEX orchestrator_decisions_message ON public.orchestrator_decisions USING btree (avee_id, message_id);

CREATE INDEX orchestrator_decisions_served ON public.orchestrator_decisions USING btree (avee_id, created_at) INCLUDE (similar_answer_id) WHERE (decision_path = 'C'::text);

CREATE INDEX orchestrator_decisions_unanswered ON public.orchestrator_decisions USING btree (avee_id, created_at) WHERE (rule = ANY (ARRAY['worth_asking'::text, 'gate_closed'::text]));

CREATE INDEX orchestrator_decisions_user_id ON public.orchestrator_decisions USING btree (user_id, id DESC);

CREATE UNIQUE INDEX passages_position ON public.passages USING btree (avee_id, document_id, "position");

CREATE INDEX passages_text_config ON public.passages USING btree (avee_id, text_config);

CREATE INDEX passages_words ON public.passages USING gin (public.searchable_words(avee_id, text_search));

CREATE INDEX phrasings_answer ON public.phrasings USING btree (avee_id, answer_id);

CREATE INDEX phrasings_user_id ON public.phrasings USING btree (user_id);

CREATE INDEX procrastinate_events_job_id_fkey_v1 ON public.procrastinate_events USING btree (job_id);

CREATE INDEX procrastinate_jobs_id_lock_idx_v1 ON public.procrastinate_jobs USING btree (id, lock) WHERE (status = ANY (ARRAY['todo'::public.procrastinate_job_status, 'doing'::public.procrastinate_job_status]));

CREATE UNIQUE INDEX procrastinate_jobs_lock_idx_v1 ON public.procrastinate_jobs USING btree (lock) WHERE (status = 'doing'::public.procrastinate_job_status);

CREATE INDEX procrastinate_jobs_priority_idx_v1 ON public.procrastinate_jobs USING btree (priority DESC, id) WHERE (status = 'todo'::public.procrastinate_job_status);

CREATE INDEX procrastinate_jobs_queue_name_idx_v1 ON public.procrastinate_jobs USING btree (queue_name);

CREATE UNIQUE INDEX procrastinate_jobs_queueing_lock_idx_v1 ON public.procrastinate_jobs USING btree (queueing_lock) WHERE (status = 'todo'::public.procrastinate_job_status);

CREATE INDEX procrastinate_periodic_defers_job_id_fkey_v1 ON public.procrastinate_periodic_defers USING btree (job_id);

CREATE INDEX trust_cards_answer ON public.trust_cards USING btree (avee_id, answer_id);

CREATE INDEX trust_cards_created_at ON public.trust_cards USING btree (avee_id, created_at);

CREATE UNIQUE INDEX trust_cards_message ON public.trust_cards USING btree (avee_id, message_id, subject);

CREATE INDEX trust_cards_user_id ON public.trust_cards USING btree (user_id);

CREATE INDEX trust_cards_waiting ON public.trust_cards USING btree (avee_id, id) WHERE (verdict IS NULL);

CREATE UNIQUE INDEX user_sessions_secret_hash ON public.user_sessions USING btree (secret_hash);

CREATE INDEX user_sessions_user_id ON public.user_sessions USING btree (user_id);

CREATE UNIQUE INDEX users_email ON public.users USING btree (lower(email));

CREATE UNIQUE INDEX users_handle ON public.users USING btree (handle);

CREATE INDEX webhook_deliveries_due ON public.webhook_deliveries USING btree (due_at) WHERE (status = 'pending'::text);

CREATE INDEX webhook_deliveries_webhook ON public.webhook_deliveries USING btree (avee_id, webhook_id, created_at DESC);

CREATE TRIGGER answer_deliveries_count AFTER INSERT ON public.answer_deliveries FOR EACH ROW WHEN (new.is_reuse) EXECUTE FUNCTION public.count_reuse();

CREATE TRIGGER answer_examples_layer BEFORE INSERT ON public.answer_examples FOR EACH ROW EXECUTE FUNCTION public.copy_answer_layer();

CREATE TRIGGER avee_members_updated_at BEFORE UPDATE ON public.avee_members FOR EACH ROW EXECUTE FUNCTION public.update_updated_at_column();

CREATE TRIGGER avees_create_banks AFTER INSERT ON public.avees FOR EACH ROW EXECUTE FUNCTION public.create_banks();

CREATE TRIGGER avees_default_config AFTER INSERT ON public.avees FOR EACH ROW EXECUTE FUNCTION public.default_config();

CREATE TRIGGER avees_updated_at BEFORE UPDATE ON public.avees FOR EACH ROW EXECUTE FUNCTION public.update_updated_at_column();

CREATE TRIGGER borderline_matches_enqueue AFTER INSERT ON public.borderline_matches FOR EACH ROW EXECUTE FUNCTION public.enqueue_model_check();

CREATE TRIGGER canonical_answers_emit AFTER UPDATE ON public.canonical_answers FOR EACH ROW WHEN (((old.version <> new.version) OR (old.state <> new.state))) EXECUTE FUNCTION public.emit_answer();

CREATE TRIGGER canonical_answers_emit_new AFTER INSERT ON public.canonical_answers FOR EACH ROW EXECUTE FUNCTION public.emit_answer();

CREATE TRIGGER canonical_answers_first_version AFTER INSERT ON public.canonical_answers FOR EACH ROW EXECUTE FUNCTION public.keep_answer_version();

CREATE TRIGGER canonical_answers_forget BEFORE UPDATE OF version ON public.canonical_answers FOR EACH ROW WHEN ((new.version <> old.version)) EXECUTE FUNCTION public.reset_verdicts();

CREATE TRIGGER canonical_answers_next_version AFTER UPDATE OF version ON public.canonical_answers FOR EACH ROW WHEN ((old.version <> new.version)) EXECUTE FUNCTION public.keep_answer_version();

CREATE TRIGGER canonical_answers_pass_on AFTER UPDATE OF layer, state ON public.canonical_answers FOR EACH ROW WHEN (((old.layer <> new.layer) OR (old.state <> new.state))) EXECUTE FUNCTION public.spread_answer_layer();

CREATE TRIGGER canonical_answers_updated_at BEFORE UPDATE ON public.canonical_answers FOR EACH ROW WHEN (((old.version <> new.version) OR (old.question_pattern <> new.question_pattern) OR (old.answer_content <> new.answer_content) OR (old.layer <> new.layer) OR (old.state <> new.state) OR (old.expires_at IS DISTINCT FROM new.expires_at))) EXECUTE FUNCTION public.update_updated_at_column();

CREATE TRIGGER canonical_answers_vector AFTER INSERT OR DELETE ON public.canonical_answers FOR EACH ROW EXECUTE FUNCTION public.sync_phrasing_vector();

CREATE TRIGGER canonical_answers_vector_again AFTER UPDATE ON public.canonical_answers FOR EACH ROW WHEN (((old.state <> new.state) OR (old.layer <> new.layer) OR (old.version <> new.version))) EXECUTE FUNCTION public.sync_phrasing_vector();

CREATE TRIGGER conversations_updated_at BEFORE UPDATE ON public.conversations FOR EACH ROW EXECUTE FUNCTION public.update_updated_at_column();

CREATE TRIGGER decision_feedback_count AFTER UPDATE OF verdict ON public.decision_feedback FOR EACH ROW WHEN (((new.answer_id IS NOT NULL) AND (new.verdict IS DISTINCT FROM old.verdict))) EXECUTE FUNCTION public.count_verdict();

CREATE TRIGGER decision_feedback_count_new AFTER INSERT ON public.decision_feedback FOR EACH ROW WHEN ((new.answer_id IS NOT NULL)) EXECUTE FUNCTION public.count_verdict();

CREATE TRIGGER decision_feedback_updated_at BEFORE UPDATE ON public.decision_feedback FOR EACH ROW EXECUTE FUNCTION public.update_updated_at_column();

CREATE TRIGGER documents_emit AFTER UPDATE OF status ON public.documents FOR EACH ROW WHEN ((old.status <> new.status)) EXECUTE FUNCTION public.emit_document();

CREATE TRIGGER documents_emit_new AFTER INSERT ON public.documents FOR EACH ROW EXECUTE FUNCTION public.emit_document();

CREATE TRIGGER documents_updated_at BEFORE UPDATE ON public.documents FOR EACH ROW EXECUTE FUNCTION public.update_updated_at_column();

CREATE TRIGGER escalation_queue_answered AFTER UPDATE OF status ON public.escalation_queue FOR EACH ROW WHEN (((new.status = 'answered'::text) AND (old.status <> 'answered'::text) AND (new.creator_answer IS NOT NULL) AND new.reuse)) EXECUTE FUNCTION public.make_canonical_answer();

CREATE TRIGGER escalation_queue_emit AFTER UPDATE OF status ON public.escalation_queue FOR EACH ROW WHEN ((old.status <> new.status)) EXECUTE FUNCTION public.emit_escalation();

CREATE TRIGGER escalation_queue_emit_new AFTER INSERT ON public.escalation_queue FOR EACH ROW EXECUTE FUNCTION public.emit_escalation();

CREATE TRIGGER escalation_queue_updated_at BEFORE UPDATE ON public.escalation_queue FOR EACH ROW EXECUTE FUNCTION public.update_updated_at_column();

CREATE TRIGGER messages_emit AFTER INSERT ON public.messages FOR EACH ROW EXECUTE FUNCTION public.emit_message();

CREATE TRIGGER messages_silence AFTER INSERT ON public.messages FOR EACH ROW WHEN (((new.role = 'creator'::text) AND (new.kind = 'message'::text))) EXECUTE FUNCTION public.silence_agent();

CREATE TRIGGER notification_settings_updated_at BEFORE UPDATE ON public.notification_settings FOR EACH ROW EXECUTE FUNCTION public.update_updated_at_column();

CREATE TRIGGER orchestrator_configs_emit AFTER UPDATE OF version ON public.orchestrator_configs FOR EACH ROW WHEN ((old.version <> new.version)) EXECUTE FUNCTION public.emit_policy();

CREATE TRIGGER orchestrator_configs_model AFTER UPDATE OF model_confirms_matches ON public.orchestrator_configs FOR EACH ROW WHEN ((old.model_confirms_matches <> new.model_confirms_matches)) EXECUTE FUNCTION public.switch_model_phrasings();

CREATE TRIGGER orchestrator_configs_updated_at BEFORE UPDATE ON public.orchestrator_configs FOR EACH ROW EXECUTE FUNCTION public.update_updated_at_column();

CREATE TRIGGER orchestrator_decisions_reply_ms BEFORE INSERT ON public.orchestrator_decisions FOR EACH ROW EXECUTE FUNCTION public.note_reply_time();

CREATE TRIGGER passages_vector AFTER INSERT OR DELETE ON public.passages FOR EACH ROW EXECUTE FUNCTION public.sync_passage_vector();

CREATE TRIGGER passages_vector_again AFTER UPDATE ON public.passages FOR EACH ROW WHEN (((old.layer <> new.layer) OR (old.heading <> new.heading) OR (old.content <> new.content))) EXECUTE FUNCTION public.sync_passage_vector();

CREATE TRIGGER phrasings_layer BEFORE INSERT ON public.phrasings FOR EACH ROW EXECUTE FUNCTION public.copy_answer_layer();

CREATE TRIGGER phrasings_vector AFTER INSERT OR DELETE ON public.phrasings FOR EACH ROW EXECUTE FUNCTION public.sync_phrasing_vector();

CREATE TRIGGER phrasings_vector_again AFTER UPDATE ON public.phrasings FOR EACH ROW WHEN (((old.state <> new.state) OR (old.layer <> new.layer) OR (old.question <> new.question))) EXECUTE FUNCTION public.sync_phrasing_vector();

CREATE TRIGGER procrastinate_jobs_notify_queue_job_aborted_v1 AFTER UPDATE OF abort_requested ON public.procrastinate_jobs FOR EACH ROW WHEN (((old.abort_requested = false) AND (new.abort_requested = true) AND (new.status = 'doing'::public.procrastinate_job_status))) EXECUTE FUNCTION public.procrastinate_notify_queue_abort_job_v1();

CREATE TRIGGER procrastinate_jobs_notify_queue_job_inserted_v1 AFTER INSERT ON public.procrastinate_jobs FOR EACH ROW WHEN ((new.status = 'todo'::public.procrastinate_job_status)) EXECUTE FUNCTION public.procrastinate_notify_queue_job_inserted_v1();

CREATE TRIGGER procrastinate_trigger_abort_requested_events_v1 AFTER UPDATE OF abort_requested ON public.procrastinate_jobs FOR EACH ROW WHEN ((new.abort_requested = true)) EXECUTE FUNCTION public.procrastinate_trigger_abort_requested_events_procedure_v1();

CREATE TRIGGER procrastinate_trigger_delete_jobs_v1 BEFORE DELETE ON public.procrastinate_jobs FOR EACH ROW EXECUTE FUNCTION public.procrastinate_unlink_periodic_defers_v1();

CREATE TRIGGER procrastinate_trigger_scheduled_events_v1 AFTER INSERT OR UPDATE ON public.procrastinate_jobs FOR EACH ROW WHEN (((new.scheduled_at IS NOT NULL) AND (new.status = 'todo'::public.procrastinate_job_status))) EXECUTE FUNCTION public.procrastinate_trigger_function_scheduled_events_v1();

CREATE TRIGGER procrastinate_trigger_status_events_insert_v1 AFTER INSERT ON public.procrastinate_jobs FOR EACH ROW WHEN ((new.status = 'todo'::public.procrastinate_job_status)) EXECUTE FUNCTION public.procrastinate_trigger_function_status_events_insert_v1();

CREATE TRIGGER procrastinate_trigger_status_events_update_v1 AFTER UPDATE OF status ON public.procrastinate_jobs FOR EACH ROW EXECUTE FUNCTION public.procrastinate_trigger_function_status_events_update_v1();

CREATE TRIGGER search_vectors_bank_in AFTER INSERT ON public.search_vectors FOR EACH ROW WHEN (((new.kind = 'answer'::text) AND (new.id = new.part_of))) EXECUTE FUNCTION public.note_bank_change();

CREATE TRIGGER search_vectors_bank_out AFTER DELETE ON public.search_vectors FOR EACH ROW WHEN (((old.kind = 'answer'::text) AND (old.id = old.part_of))) EXECUTE FUNCTION public.note_bank_change();

CREATE TRIGGER trust_cards_count AFTER UPDATE OF verdict ON public.trust_cards FOR EACH ROW WHEN ((new.verdict IS DISTINCT FROM old.verdict)) EXECUTE FUNCTION public.count_verdict();

CREATE TRIGGER trust_states_emit AFTER INSERT OR UPDATE ON public.trust_states FOR EACH ROW EXECUTE FUNCTION public.emit_trust();

CREATE TRIGGER trust_states_updated_at BEFORE UPDATE ON public.trust_states FOR EACH ROW EXECUTE FUNCTION public.update_updated_at_column();

CREATE TRIGGER users_updated_at BEFORE UPDATE ON public.users FOR EACH ROW EXECUTE FUNCTION public.update_updated_at_column();

CREATE TRIGGER webhooks_updated_at BEFORE UPDATE ON public.webhooks FOR EACH ROW EXECUTE FUNCTION public.update_updated_at_column();

ALTER TABLE ONLY public.answer_deliveries
    ADD CONSTRAINT answer_deliveries_avee_id_answer_id_fkey FOREIGN KEY (avee_id, answer_id) REFERENCES public.canonical_answers(avee_id, id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.answer_deliveries
    ADD CONSTRAINT answer_deliveries_avee_id_message_id_fkey FOREIGN KEY (avee_id, message_id) REFERENCES public.messages(avee_id, id) ON DELETE CASCADE;

ALTER TABLE ONLY public.answer_deliveries
    ADD CONSTRAINT answer_deliveries_user_id_fkey FOREIGN KEY (user_id) REFERENCES public.users(id) ON DELETE CASCADE;

ALTER TABLE ONLY public.answer_examples
    ADD CONSTRAINT answer_examples_avee_id_answer_id_fkey FOREIGN KEY (avee_id, answer_id) REFERENCES public.canonical_answers(avee_id, id) ON DELETE CASCADE;

ALTER TABLE ONLY public.answer_examples
    ADD CONSTRAINT answer_examples_user_id_fkey FOREIGN KEY (user_id) REFERENCES public.users(id) ON DELETE CASCADE;

ALTER TABLE ONLY public.api_tokens
    ADD CONSTRAINT api_tokens_user_id_fkey FOREIGN KEY (user_id) REFERENCES public.users(id) ON DELETE CASCADE;

ALTER TABLE ONLY public.asked_questions
    ADD CONSTRAINT asked_questions_avee_id_conversation_id_fkey FOREIGN KEY (avee_id, conversation_id) REFERENCES public.conversations(avee_id, id) ON DELETE CASCADE;

ALTER TABLE ONLY public.asked_questions
    ADD CONSTRAINT asked_questions_avee_id_id_fkey FOREIGN KEY (avee_id, id) REFERENCES public.orchestrator_decisions(avee_id, id) ON DELETE CASCADE;

ALTER TABLE ONLY public.asked_questions
    ADD CONSTRAINT asked_questions_user_id_fkey FOREIGN KEY (user_id) REFERENCES public.users(id) ON DELETE CASCADE;

ALTER TABLE ONLY public.avee_members
    ADD CONSTRAINT avee_members_avee_id_fkey FOREIGN KEY (avee_id) REFERENCES public.avees(id) ON DELETE CASCADE;

ALTER TABLE ONLY public.avee_members
    ADD CONSTRAINT avee_members_user_id_fkey FOREIGN KEY (user_id) REFERENCES public.users(id) ON DELETE CASCADE;

ALTER TABLE ONLY public.avees
    ADD CONSTRAINT avees_owner_id_fkey FOREIGN KEY (owner_id) REFERENCES public.users(id) ON DELETE CASCADE;

ALTER TABLE ONLY public.banks
    ADD CONSTRAINT banks_avee_id_fkey FOREIGN KEY (avee_id) REFERENCES public.avees(id) ON DELETE CASCADE;

ALTER TABLE ONLY public.borderline_matches
    ADD CONSTRAINT borderline_matches_avee_id_answer_id_fkey FOREIGN KEY (avee_id, answer_id) REFERENCES public.canonical_answers(avee_id, id) ON DELETE CASCADE;

ALTER TABLE ONLY public.borderline_matches
    ADD CONSTRAINT borderline_matches_avee_id_message_id_fkey FOREIGN KEY (avee_id, message_id) REFERENCES public.messages(avee_id, id) ON DELETE CASCADE;

ALTER TABLE ONLY public.borderline_matches
    ADD CONSTRAINT borderline_matches_user_id_fkey FOREIGN KEY (user_id) REFERENCES public.users(id) ON DELETE CASCADE;

ALTER TABLE ONLY public.canonical_answer_versions
    ADD CONSTRAINT canonical_answer_versions_avee_id_answer_id_fkey FOREIGN KEY (avee_id, answer_id) REFERENCES public.canonical_answers(avee_id, id) ON DELETE CASCADE;

ALTER TABLE ONLY public.canonical_answers
    ADD CONSTRAINT canonical_answers_avee_id_escalation_id_fkey FOREIGN KEY (avee_id, escalation_id) REFERENCES public.escalation_queue(avee_id, id) ON DELETE SET NULL (escalation_id);

ALTER TABLE ONLY public.canonical_answers
    ADD CONSTRAINT canonical_answers_avee_id_fkey FOREIGN KEY (avee_id) REFERENCES public.avees(id) ON DELETE CASCADE;

ALTER TABLE ONLY public.conversations
    ADD CONSTRAINT conversations_avee_id_fkey FOREIGN KEY (avee_id) REFERENCES public.avees(id) ON DELETE CASCADE;

ALTER TABLE ONLY public.conversations
    ADD CONSTRAINT conversations_user_id_fkey FOREIGN KEY (user_id) REFERENCES public.users(id) ON DELETE CASCADE;

ALTER TABLE ONLY public.decision_feedback
    ADD CONSTRAINT decision_feedback_avee_id_decision_id_fkey FOREIGN KEY (avee_id, decision_id) REFERENCES public.orchestrator_decisions(avee_id, id) ON DELETE CASCADE;

ALTER TABLE ONLY public.decision_feedback
    ADD CONSTRAINT decision_feedback_user_id_fkey FOREIGN KEY (user_id) REFERENCES public.users(id) ON DELETE CASCADE;

ALTER TABLE ONLY public.documents
    ADD CONSTRAINT documents_avee_id_fkey FOREIGN KEY (avee_id) REFERENCES public.avees(id) ON DELETE CASCADE;

ALTER TABLE ONLY public.escalation_queue
    ADD CONSTRAINT escalation_queue_avee_id_conversation_id_fkey FOREIGN KEY (avee_id, conversation_id) REFERENCES public.conversations(avee_id, id) ON DELETE CASCADE;

ALTER TABLE ONLY public.escalation_queue
    ADD CONSTRAINT escalation_queue_avee_id_message_id_fkey FOREIGN KEY (avee_id, message_id) REFERENCES public.messages(avee_id, id) ON DELETE CASCADE;

ALTER TABLE ONLY public.escalation_queue
    ADD CONSTRAINT escalation_queue_user_id_fkey FOREIGN KEY (user_id) REFERENCES public.users(id) ON DELETE CASCADE;

ALTER TABLE ONLY public.events
    ADD CONSTRAINT events_user_id_fkey FOREIGN KEY (user_id) REFERENCES public.users(id) ON DELETE CASCADE;

ALTER TABLE ONLY public.messages
    ADD CONSTRAINT messages_avee_id_conversation_id_fkey FOREIGN KEY (avee_id, conversation_id) REFERENCES public.conversations(avee_id, id) ON DELETE CASCADE;

ALTER TABLE ONLY public.messages
    ADD CONSTRAINT messages_user_id_fkey FOREIGN KEY (user_id) REFERENCES public.users(id) ON DELETE CASCADE;

ALTER TABLE ONLY public.metric_counts
    ADD CONSTRAINT metric_counts_avee_id_fkey FOREIGN KEY (avee_id) REFERENCES public.avees(id) ON DELETE CASCADE;

ALTER TABLE ONLY public.notification_deliveries
    ADD CONSTRAINT notification_deliveries_user_id_target_id_fkey FOREIGN KEY (user_id, target_id) REFERENCES public.notification_targets(user_id, id) ON DELETE CASCADE;

ALTER TABLE ONLY public.notification_settings
    ADD CONSTRAINT notification_settings_user_id_fkey FOREIGN KEY (user_id) REFERENCES public.users(id) ON DELETE CASCADE;

ALTER TABLE ONLY public.notification_targets
    ADD CONSTRAINT notification_targets_user_id_fkey FOREIGN KEY (user_id) REFERENCES public.users(id) ON DELETE CASCADE;

ALTER TABLE ONLY public.notifications
    ADD CONSTRAINT notifications_avee_id_fkey FOREIGN KEY (avee_id) REFERENCES public.avees(id) ON DELETE CASCADE;

ALTER TABLE ONLY public.notifications
    ADD CONSTRAINT notifications_user_id_fkey FOREIGN KEY (user_id) REFERENCES public.users(id) ON DELETE CASCADE;

ALTER TABLE ONLY public.orchestrator_config_versions
    ADD CONSTRAINT orchestrator_config_versions_avee_id_fkey FOREIGN KEY (avee_id) REFERENCES public.avees(id) ON DELETE CASCADE;

ALTER TABLE ONLY public.orchestrator_config_versions
    ADD CONSTRAINT orchestrator_config_versions_saved_by_fkey FOREIGN KEY (saved_by) REFERENCES public.users(id) ON DELETE SET NULL;

ALTER TABLE ONLY public.orchestrator_configs
    ADD CONSTRAINT orchestrator_configs_avee_id_fkey FOREIGN KEY (avee_id) REFERENCES public.avees(id) ON DELETE CASCADE;

ALTER TABLE ONLY public.orchestrator_decisions
    ADD CONSTRAINT orchestrator_decisions_avee_id_conversation_id_fkey FOREIGN KEY (avee_id, conversation_id) REFERENCES public.conversations(avee_id, id) ON DELETE CASCADE;

ALTER TABLE ONLY public.orchestrator_decisions
    ADD CONSTRAINT orchestrator_decisions_avee_id_message_id_fkey FOREIGN KEY (avee_id, message_id) REFERENCES public.messages(avee_id, id) ON DELETE CASCADE;

ALTER TABLE ONLY public.orchestrator_decisions
    ADD CONSTRAINT orchestrator_decisions_avee_id_similar_answer_id_fkey FOREIGN KEY (avee_id, similar_answer_id) REFERENCES public.canonical_answers(avee_id, id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.orchestrator_decisions
    ADD CONSTRAINT orchestrator_decisions_user_id_fkey FOREIGN KEY (user_id) REFERENCES public.users(id) ON DELETE CASCADE;

ALTER TABLE ONLY public.passages
    ADD CONSTRAINT passages_avee_id_document_id_fkey FOREIGN KEY (avee_id, document_id) REFERENCES public.documents(avee_id, id) ON DELETE CASCADE;

ALTER TABLE ONLY public.phrasings
    ADD CONSTRAINT phrasings_avee_id_answer_id_fkey FOREIGN KEY (avee_id, answer_id) REFERENCES public.canonical_answers(avee_id, id) ON DELETE CASCADE;

ALTER TABLE ONLY public.phrasings
    ADD CONSTRAINT phrasings_user_id_fkey FOREIGN KEY (user_id) REFERENCES public.users(id) ON DELETE CASCADE;

ALTER TABLE ONLY public.procrastinate_events
    ADD CONSTRAINT procrastinate_events_job_id_fkey FOREIGN KEY (job_id) REFERENCES public.procrastinate_jobs(id) ON DELETE CASCADE;

ALTER TABLE ONLY public.procrastinate_jobs
    ADD CONSTRAINT procrastinate_jobs_worker_id_fkey FOREIGN KEY (worker_id) REFERENCES public.procrastinate_workers(id) ON DELETE SET NULL;

ALTER TABLE ONLY public.procrastinate_periodic_defers
    ADD CONSTRAINT procrastinate_periodic_defers_job_id_fkey FOREIGN KEY (job_id) REFERENCES public.procrastinate_jobs(id);

ALTER TABLE ONLY public.search_vectors
    ADD CONSTRAINT search_vectors_avee_id_fkey FOREIGN KEY (avee_id) REFERENCES public.avees(id) ON DELETE CASCADE;

ALTER TABLE ONLY public.trust_cards
    ADD CONSTRAINT trust_cards_avee_id_answer_id_fkey FOREIGN KEY (avee_id, answer_id) REFERENCES public.canonical_answers(avee_id, id) ON DELETE CASCADE;

ALTER TABLE ONLY public.trust_cards
    ADD CONSTRAINT trust_cards_avee_id_message_id_fkey FOREIGN KEY (avee_id, message_id) REFERENCES public.messages(avee_id, id) ON DELETE CASCADE;

ALTER TABLE ONLY public.trust_cards
    ADD CONSTRAINT trust_cards_user_id_fkey FOREIGN KEY (user_id) REFERENCES public.users(id) ON DELETE CASCADE;

ALTER TABLE ONLY public.trust_states
    ADD CONSTRAINT trust_states_avee_id_fkey FOREIGN KEY (avee_id) REFERENCES public.avees(id) ON DELETE CASCADE;

ALTER TABLE ONLY public.uncounted_reuses
    ADD CONSTRAINT uncounted_reuses_avee_id_answer_id_fkey FOREIGN KEY (avee_id, answer_id) REFERENCES public.canonical_answers(avee_id, id) ON DELETE CASCADE;

ALTER TABLE ONLY public.user_sessions
    ADD CONSTRAINT user_sessions_user_id_fkey FOREIGN KEY (user_id) REFERENCES public.users(id) ON DELETE CASCADE;

ALTER TABLE ONLY public.webhook_deliveries
    ADD CONSTRAINT webhook_deliveries_avee_id_webhook_id_fkey FOREIGN KEY (avee_id, webhook_id) REFERENCES public.webhooks(avee_id, id) ON DELETE CASCADE;

ALTER TABLE ONLY public.webhooks
    ADD CONSTRAINT webhooks_avee_id_fkey FOREIGN KEY (avee_id) REFERENCES public.avees(id) ON DELETE CASCADE;

ALTER TABLE public.answer_deliveries ENABLE ROW LEVEL SECURITY;

ALTER TABLE public.answer_examples ENABLE ROW LEVEL SECURITY;

ALTER TABLE public.api_tokens ENABLE ROW LEVEL SECURITY;

ALTER TABLE public.asked_questions ENABLE ROW LEVEL SECURITY;

CREATE POLICY asker ON public.answer_examples FOR SELECT USING (((avee_id = ( SELECT public.current_avee() AS current_avee)) AND (state = 'active'::text) AND (NOT serves) AND (layer <= ( SELECT public.visible_layer() AS visible_layer))));

CREATE POLICY asker ON public.banks FOR SELECT USING (((avee_id = ( SELECT public.current_avee() AS current_avee)) AND (layer_rank <= ( SELECT public.layer_rank(public.visible_layer()) AS layer_rank))));

CREATE POLICY asker ON public.canonical_answers FOR SELECT USING (((avee_id = ( SELECT public.current_avee() AS current_avee)) AND (state = 'active'::text) AND (layer <= ( SELECT public.visible_layer() AS visible_layer))));

CREATE POLICY asker ON public.conversations USING ((user_id = ( SELECT public.current_person() AS current_person))) WITH CHECK ((user_id = ( SELECT public.current_person() AS current_person)));

CREATE POLICY asker ON public.decision_feedback USING ((user_id = ( SELECT public.current_person() AS current_person))) WITH CHECK (((user_id = ( SELECT public.current_person() AS current_person)) AND (EXISTS ( SELECT 1
   FROM public.orchestrator_decisions d
  WHERE ((d.avee_id = decision_feedback.avee_id) AND (d.id = decision_feedback.decision_id) AND (d.user_id = decision_feedback.user_id))))));

CREATE POLICY asker ON public.documents FOR SELECT USING (((avee_id = ( SELECT public.current_avee() AS current_avee)) AND (status = 'ready'::text) AND (layer <= ( SELECT public.visible_layer() AS visible_layer))));

CREATE POLICY asker ON public.passages FOR SELECT USING (((avee_id = ( SELECT public.current_avee() AS current_avee)) AND (layer <= ( SELECT public.visible_layer() AS visible_layer))));

CREATE POLICY asker ON public.phrasings FOR SELECT USING (((avee_id = ( SELECT public.current_avee() AS current_avee)) AND (state = 'active'::text) AND (layer <= ( SELECT public.visible_layer() AS visible_layer))));

CREATE POLICY asker ON public.search_vectors FOR SELECT USING (((avee_id = ( SELECT public.current_avee() AS current_avee)) AND (layer_rank <= ( SELECT public.layer_rank(public.visible_layer()) AS layer_rank))));

CREATE POLICY asker_asks ON public.borderline_matches FOR INSERT WITH CHECK (((user_id = ( SELECT public.current_person() AS current_person)) AND (verdict IS NULL) AND (EXISTS ( SELECT 1
   FROM public.conversations c
  WHERE ((c.avee_id = borderline_matches.avee_id) AND (c.id = borderline_matches.conversation_id) AND (c.user_id = borderline_matches.user_id))))));

CREATE POLICY asker_draws ON public.trust_cards FOR INSERT WITH CHECK (((user_id = ( SELECT public.current_person() AS current_person)) AND (verdict IS NULL) AND (EXISTS ( SELECT 1
   FROM public.conversations c
  WHERE ((c.avee_id = trust_cards.avee_id) AND (c.id = trust_cards.conversation_id) AND (c.user_id = trust_cards.user_id))))));

CREATE POLICY asker_moves ON public.escalation_queue FOR UPDATE USING (((user_id = ( SELECT public.current_person() AS current_person)) AND (status = ANY (ARRAY['pending'::text, 'accepted'::text])))) WITH CHECK (((user_id = ( SELECT public.current_person() AS current_person)) AND (status = ANY (ARRAY['accepted'::text, 'declined'::text, 'expired'::text])) AND (creator_answer IS NULL)));

CREATE POLICY asker_reads ON public.answer_deliveries FOR SELECT USING ((user_id = ( SELECT public.current_person() AS current_person)));

CREATE POLICY asker_reads ON public.escalation_queue FOR SELECT USING ((user_id = ( SELECT public.current_person() AS current_person)));

CREATE POLICY asker_reads ON public.messages FOR SELECT USING ((user_id = ( SELECT public.current_person() AS current_person)));

CREATE POLICY asker_reads ON public.orchestrator_decisions FOR SELECT USING ((user_id = ( SELECT public.current_person() AS current_person)));

CREATE POLICY asker_routes ON public.messages FOR UPDATE USING (((user_id = ( SELECT public.current_person() AS current_person)) AND awaits_routing)) WITH CHECK ((user_id = ( SELECT public.current_person() AS current_person)));

CREATE POLICY asker_writes ON public.answer_deliveries FOR INSERT WITH CHECK (((user_id = ( SELECT public.current_person() AS current_person)) AND (EXISTS ( SELECT 1
   FROM public.canonical_answers a
  WHERE ((a.avee_id = answer_deliveries.avee_id) AND (a.id = answer_deliveries.answer_id))))));

CREATE POLICY asker_writes ON public.asked_questions FOR INSERT WITH CHECK (((user_id = ( SELECT public.current_person() AS current_person)) AND (EXISTS ( SELECT 1
   FROM public.conversations c
  WHERE ((c.avee_id = asked_questions.avee_id) AND (c.id = asked_questions.conversation_id) AND (c.user_id = asked_questions.user_id))))));

CREATE POLICY asker_writes ON public.escalation_queue FOR INSERT WITH CHECK (((user_id = ( SELECT public.current_person() AS current_person)) AND (status = 'pending'::text) AND (creator_answer IS NULL) AND (accepted_at IS NULL) AND (EXISTS ( SELECT 1
   FROM public.conversations c
  WHERE ((c.avee_id = escalation_queue.avee_id) AND (c.id = escalation_queue.conversation_id) AND (c.user_id = escalation_queue.user_id))))));

CREATE POLICY asker_writes ON public.messages FOR INSERT WITH CHECK (((user_id = ( SELECT public.current_person() AS current_person)) AND (role = ANY (ARRAY['user'::text, 'agent'::text])) AND (EXISTS ( SELECT 1
   FROM public.conversations c
  WHERE ((c.avee_id = messages.avee_id) AND (c.id = messages.conversation_id) AND (c.user_id = messages.user_id))))));

CREATE POLICY asker_writes ON public.orchestrator_decisions FOR INSERT WITH CHECK (((user_id = ( SELECT public.current_person() AS current_person)) AND (EXISTS ( SELECT 1
   FROM public.conversations c
  WHERE ((c.avee_id = orchestrator_decisions.avee_id) AND (c.id = orchestrator_decisions.conversation_id) AND (c.user_id = orchestrator_decisions.user_id))))));

ALTER TABLE public.avee_members ENABLE ROW LEVEL SECURITY;

ALTER TABLE public.avees ENABLE ROW LEVEL SECURITY;

ALTER TABLE public.banks ENABLE ROW LEVEL SECURITY;

ALTER TABLE public.borderline_matches ENABLE ROW LEVEL SECURITY;

ALTER TABLE public.canonical_answer_versions ENABLE ROW LEVEL SECURITY;

ALTER TABLE public.canonical_answers ENABLE ROW LEVEL SECURITY;

ALTER TABLE public.conversations ENABLE ROW LEVEL SECURITY;

CREATE POLICY creator ON public.answer_deliveries FOR SELECT USING ((avee_id IN ( SELECT public.owned_avees() AS owned_avees)));

CREATE POLICY creator ON public.answer_examples USING ((avee_id IN ( SELECT public.owned_avees() AS owned_avees))) WITH CHECK ((avee_id IN ( SELECT public.owned_avees() AS owned_avees)));

CREATE POLICY creator ON public.asked_questions FOR SELECT USING ((avee_id IN ( SELECT public.owned_avees() AS owned_avees)));

CREATE POLICY creator ON public.avee_members USING ((avee_id IN ( SELECT public.owned_avees() AS owned_avees))) WITH CHECK ((avee_id IN ( SELECT public.owned_avees() AS owned_avees)));

CREATE POLICY creator ON public.avees USING ((owner_id = ( SELECT public.current_person() AS current_person))) WITH CHECK ((owner_id = ( SELECT public.current_person() AS current_person)));

CREATE POLICY creator ON public.banks FOR SELECT USING ((avee_id IN ( SELECT public.owned_avees() AS owned_avees)));

CREATE POLICY creator ON public.canonical_answer_versions FOR SELECT USING ((avee_id IN ( SELECT public.owned_avees() AS owned_avees)));

CREATE POLICY creator ON public.canonical_answers USING ((avee_id IN ( SELECT public.owned_avees() AS owned_avees))) WITH CHECK ((avee_id IN ( SELECT public.owned_avees() AS owned_avees)));

CREATE POLICY creator ON public.decision_feedback FOR SELECT USING ((avee_id IN ( SELECT public.owned_avees() AS owned_avees)));

CREATE POLICY creator ON public.documents USING ((avee_id IN ( SELECT public.owned_avees() AS owned_avees))) WITH CHECK ((avee_id IN ( SELECT public.owned_avees() AS owned_avees)));

CREATE POLICY creator ON public.escalation_queue FOR SELECT USING (((accepted_at IS NOT NULL) AND (avee_id IN ( SELECT public.owned_avees() AS owned_avees))));

CREATE POLICY creator ON public.metric_counts USING ((avee_id IN ( SELECT public.owned_avees() AS owned_avees))) WITH CHECK ((avee_id IN ( SELECT public.owned_avees() AS owned_avees)));

CREATE POLICY creator ON public.orchestrator_config_versions USING ((avee_id IN ( SELECT public.owned_avees() AS owned_avees))) WITH CHECK ((avee_id IN ( SELECT public.owned_avees() AS owned_avees)));

CREATE POLICY creator ON public.orchestrator_configs USING ((avee_id IN ( SELECT public.owned_avees() AS owned_avees))) WITH CHECK ((avee_id IN ( SELECT public.owned_avees() AS owned_avees)));

CREATE POLICY creator ON public.orchestrator_decisions FOR SELECT USING ((avee_id IN ( SELECT public.owned_avees() AS owned_avees)));

CREATE POLICY creator ON public.passages USING ((avee_id IN ( SELECT public.owned_avees() AS owned_avees))) WITH CHECK ((avee_id IN ( SELECT public.owned_avees() AS owned_avees)));

CREATE POLICY creator ON public.phrasings USING ((avee_id IN ( SELECT public.owned_avees() AS owned_avees))) WITH CHECK ((avee_id IN ( SELECT public.owned_avees() AS owned_avees)));

CREATE POLICY creator ON public.search_vectors FOR SELECT USING ((avee_id IN ( SELECT public.owned_avees() AS owned_avees)));

CREATE POLICY creator ON public.trust_states USING ((avee_id IN ( SELECT public.owned_avees() AS owned_avees))) WITH CHECK ((avee_id IN ( SELECT public.owned_avees() AS owned_avees)));

CREATE POLICY creator ON public.uncounted_reuses FOR SELECT USING ((avee_id IN ( SELECT public.owned_avees() AS owned_avees)));

CREATE POLICY creator ON public.webhook_deliveries USING ((avee_id IN ( SELECT public.owned_avees() AS owned_avees))) WITH CHECK ((avee_id IN ( SELECT public.owned_avees() AS owned_avees)));

CREATE POLICY creator ON public.webhooks USING ((avee_id IN ( SELECT public.owned_avees() AS owned_avees))) WITH CHECK ((avee_id IN ( SELECT public.owned_avees() AS owned_avees)));

CREATE POLICY creator_delivers ON public.answer_deliveries FOR INSERT WITH CHECK (((NOT is_reuse) AND (avee_id IN ( SELECT public.owned_avees() AS owned_avees))));

CREATE POLICY creator_direct ON public.conversations FOR SELECT USING (((kind = 'direct'::text) AND (avee_id IN ( SELECT public.owned_avees() AS owned_avees))));

CREATE POLICY creator_direct ON public.messages FOR SELECT USING (((avee_id IN ( SELECT public.owned_avees() AS owned_avees)) AND (EXISTS ( SELECT 1
   FROM public.conversations c
  WHERE ((c.avee_id = messages.avee_id) AND (c.id = messages.conversation_id) AND (c.kind = 'direct'::text))))));

CREATE POLICY creator_escalated ON public.conversations FOR SELECT USING (((avee_id IN ( SELECT public.owned_avees() AS owned_avees)) AND (id IN ( SELECT public.escalated_conversations() AS escalated_conversations))));

CREATE POLICY creator_escalated ON public.messages FOR SELECT USING (((avee_id IN ( SELECT public.owned_avees() AS owned_avees)) AND (conversation_id IN ( SELECT public.escalated_conversations() AS escalated_conversations))));

CREATE POLICY creator_judges ON public.borderline_matches FOR UPDATE USING ((avee_id IN ( SELECT public.owned_avees() AS owned_avees))) WITH CHECK ((avee_id IN ( SELECT public.owned_avees() AS owned_avees)));

CREATE POLICY creator_judges ON public.trust_cards FOR UPDATE USING ((avee_id IN ( SELECT public.owned_avees() AS owned_avees))) WITH CHECK ((avee_id IN ( SELECT public.owned_avees() AS owned_avees)));

CREATE POLICY creator_moves ON public.escalation_queue FOR UPDATE USING (((accepted_at IS NOT NULL) AND (avee_id IN ( SELECT public.owned_avees() AS owned_avees)))) WITH CHECK (((accepted_at IS NOT NULL) AND (status <> 'pending'::text) AND (avee_id IN ( SELECT public.owned_avees() AS owned_avees))));

CREATE POLICY creator_reads ON public.borderline_matches FOR SELECT USING ((avee_id IN ( SELECT public.owned_avees() AS owned_avees)));

CREATE POLICY creator_reads ON public.trust_cards FOR SELECT USING ((avee_id IN ( SELECT public.owned_avees() AS owned_avees)));

CREATE POLICY creator_writes ON public.messages FOR INSERT WITH CHECK (((avee_id IN ( SELECT public.owned_avees() AS owned_avees)) AND (role = ANY (ARRAY['creator'::text, 'agent'::text])) AND (public.find_asker(avee_id, conversation_id) = user_id)));

ALTER TABLE public.decision_feedback ENABLE ROW LEVEL SECURITY;

ALTER TABLE public.documents ENABLE ROW LEVEL SECURITY;

ALTER TABLE public.escalation_queue ENABLE ROW LEVEL SECURITY;

ALTER TABLE public.events ENABLE ROW LEVEL SECURITY;

CREATE POLICY member ON public.avee_members FOR SELECT USING ((user_id = ( SELECT public.current_person() AS current_person)));

ALTER TABLE public.messages ENABLE ROW LEVEL SECURITY;

ALTER TABLE public.metric_counts ENABLE ROW LEVEL SECURITY;

CREATE POLICY my_moves ON public.notifications FOR UPDATE USING ((user_id = ( SELECT public.current_person() AS current_person))) WITH CHECK ((user_id = ( SELECT public.current_person() AS current_person)));

CREATE POLICY my_sessions ON public.user_sessions USING ((user_id = ( SELECT public.current_person() AS current_person))) WITH CHECK ((user_id = ( SELECT public.current_person() AS current_person)));

CREATE POLICY my_tokens ON public.api_tokens USING ((user_id = ( SELECT public.current_person() AS current_person))) WITH CHECK ((user_id = ( SELECT public.current_person() AS current_person)));

CREATE POLICY myself ON public.events FOR SELECT USING ((user_id = ( SELECT public.current_person() AS current_person)));

CREATE POLICY myself ON public.notification_deliveries USING ((user_id = ( SELECT public.current_person() AS current_person))) WITH CHECK ((user_id = ( SELECT public.current_person() AS current_person)));

CREATE POLICY myself ON public.notification_settings USING ((user_id = ( SELECT public.current_person() AS current_person))) WITH CHECK ((user_id = ( SELECT public.current_person() AS current_person)));

CREATE POLICY myself ON public.notification_targets USING ((user_id = ( SELECT public.current_person() AS current_person))) WITH CHECK ((user_id = ( SELECT public.current_person() AS current_person)));

CREATE POLICY myself ON public.notifications FOR SELECT USING ((user_id = ( SELECT public.current_person() AS current_person)));

CREATE POLICY myself ON public.users USING ((id = ( SELECT public.current_person() AS current_person))) WITH CHECK ((id = ( SELECT public.current_person() AS current_person)));

ALTER TABLE public.notification_deliveries ENABLE ROW LEVEL SECURITY;

ALTER TABLE public.notification_settings ENABLE ROW LEVEL SECURITY;

ALTER TABLE public.notification_targets ENABLE ROW LEVEL SECURITY;

ALTER TABLE public.notifications ENABLE ROW LEVEL SECURITY;

ALTER TABLE public.orchestrator_config_versions ENABLE ROW LEVEL SECURITY;

ALTER TABLE public.orchestrator_configs ENABLE ROW LEVEL SECURITY;

ALTER TABLE public.orchestrator_decisions ENABLE ROW LEVEL SECURITY;

ALTER TABLE public.passages ENABLE ROW LEVEL SECURITY;

ALTER TABLE public.phrasings ENABLE ROW LEVEL SECURITY;

CREATE POLICY schema_owner ON public.answer_deliveries TO orchestrator_owner USING (true) WITH CHECK (true);

CREATE POLICY schema_owner ON public.answer_examples TO orchestrator_owner USING (true) WITH CHECK (true);

CREATE POLICY schema_owner ON public.api_tokens TO orchestrator_owner USING (true) WITH CHECK (true);

CREATE POLICY schema_owner ON public.asked_questions TO orchestrator_owner USING (true) WITH CHECK (true);

CREATE POLICY schema_owner ON public.avee_members TO orchestrator_owner USING (true) WITH CHECK (true);

CREATE POLICY schema_owner ON public.avees TO orchestrator_owner USING (true) WITH CHECK (true);

CREATE POLICY schema_owner ON public.banks TO orchestrator_owner USING (true) WITH CHECK (true);

CREATE POLICY schema_owner ON public.borderline_matches TO orchestrator_owner USING (true) WITH CHECK (true);

CREATE POLICY schema_owner ON public.canonical_answer_versions TO orchestrator_owner USING (true) WITH CHECK (true);

CREATE POLICY schema_owner ON public.canonical_answers TO orchestrator_owner USING (true) WITH CHECK (true);

CREATE POLICY schema_owner ON public.conversations TO orchestrator_owner USING (true) WITH CHECK (true);

CREATE POLICY schema_owner ON public.decision_feedback TO orchestrator_owner USING (true) WITH CHECK (true);

CREATE POLICY schema_owner ON public.documents TO orchestrator_owner USING (true) WITH CHECK (true);

CREATE POLICY schema_owner ON public.escalation_queue TO orchestrator_owner USING (true) WITH CHECK (true);

CREATE POLICY schema_owner ON public.events TO orchestrator_owner USING (true) WITH CHECK (true);

CREATE POLICY schema_owner ON public.messages TO orchestrator_owner USING (true) WITH CHECK (true);

CREATE POLICY schema_owner ON public.metric_counts TO orchestrator_owner USING (true) WITH CHECK (true);

CREATE POLICY schema_owner ON public.notification_deliveries TO orchestrator_owner USING (true) WITH CHECK (true);

CREATE POLICY schema_owner ON public.notification_settings TO orchestrator_owner USING (true) WITH CHECK (true);

CREATE POLICY schema_owner ON public.notification_targets TO orchestrator_owner USING (true) WITH CHECK (true);

CREATE POLICY schema_owner ON public.notifications TO orchestrator_owner USING (true) WITH CHECK (true);

CREATE POLICY schema_owner ON public.orchestrator_config_versions TO orchestrator_owner USING (true) WITH CHECK (true);

CREATE POLICY schema_owner ON public.orchestrator_configs TO orchestrator_owner USING (true) WITH CHECK (true);

CREATE POLICY schema_owner ON public.orchestrator_decisions TO orchestrator_owner USING (true) WITH CHECK (true);

CREATE POLICY schema_owner ON public.passages TO orchestrator_owner USING (true) WITH CHECK (true);

CREATE POLICY schema_owner ON public.phrasings TO orchestrator_owner USING (true) WITH CHECK (true);

CREATE POLICY schema_owner ON public.search_vectors TO orchestrator_owner USING (true) WITH CHECK (true);

CREATE POLICY schema_owner ON public.trust_cards TO orchestrator_owner USING (true) WITH CHECK (true);

CREATE POLICY schema_owner ON public.trust_states TO orchestrator_owner USING (true) WITH CHECK (true);

CREATE POLICY schema_owner ON public.uncounted_reuses TO orchestrator_owner USING (true) WITH CHECK (true);

CREATE POLICY schema_owner ON public.user_sessions TO orchestrator_owner USING (true) WITH CHECK (true);

CREATE POLICY schema_owner ON public.users TO orchestrator_owner USING (true) WITH CHECK (true);

CREATE POLICY schema_owner ON public.webhook_deliveries TO orchestrator_owner USING (true) WITH CHECK (true);

CREATE POLICY schema_owner ON public.webhooks TO orchestrator_owner USING (true) WITH CHECK (true);

ALTER TABLE public.search_vectors ENABLE ROW LEVEL SECURITY;

ALTER TABLE public.trust_cards ENABLE ROW LEVEL SECURITY;

ALTER TABLE public.trust_states ENABLE ROW LEVEL SECURITY;

ALTER TABLE public.uncounted_reuses ENABLE ROW LEVEL SECURITY;

ALTER TABLE public.user_sessions ENABLE ROW LEVEL SECURITY;

ALTER TABLE public.users ENABLE ROW LEVEL SECURITY;

ALTER TABLE public.webhook_deliveries ENABLE ROW LEVEL SECURITY;

ALTER TABLE public.webhooks ENABLE ROW LEVEL SECURITY;
