-- The hot path in one statement a step, each a transaction of its own: it names whose eyes it sees with and does the step, so that a
-- step is one message to the server and one back. With the caller's rights: row security stands behind every one. What these read is
-- always read by a key; a plan made while a table was small would otherwise be kept, and read all of it, when it no longer is.

-- As before; each turn's decision is looked up by its key, and what waits is found among the conversation's last.
CREATE OR REPLACE FUNCTION load_message_facts(p_conversation uuid, p_client_message_id text, p_turns integer) RETURNS jsonb
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public AS
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
                                SELECT q.answer_layer FROM escalation_queue q WHERE q.avee_id = c.avee_id AND q.id = m.escalation_id LIMIT 1) END,
                            CASE WHEN m.answer_id IS NOT NULL THEN (
                                SELECT a.layer FROM canonical_answers a WHERE a.avee_id = c.avee_id AND a.id = m.answer_id LIMIT 1) END) AS layer
                    FROM (SELECT * FROM recent WHERE NOT awaits_routing ORDER BY id DESC LIMIT p_turns) m
                    LEFT JOIN LATERAL (
                        SELECT o.decision_path, o.evidence ->> 'question' AS question FROM orchestrator_decisions o
                        WHERE o.avee_id = c.avee_id AND o.message_id = m.in_reply_to LIMIT 1) d ON true) t), '[]'),
            'trust', (
                -- Served by trust_cards_created_at.
                SELECT jsonb_build_object('standing', s.standing, 'cards_today', (
                    SELECT count(*) FROM trust_cards k WHERE k.avee_id = c.avee_id AND k.created_at > now() - interval '24 hours'))
                FROM (SELECT 1) one LEFT JOIN trust_standings s ON s.avee_id = c.avee_id),
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

CREATE FUNCTION hot_facts(p_person text, p_conversation uuid, p_client_message_id text, p_turns integer) RETURNS jsonb LANGUAGE plpgsql
SET enable_seqscan = off SET enable_bitmapscan = off SET enable_sort = off SET plan_cache_mode = force_generic_plan AS
$$
BEGIN
    PERFORM name_person(p_person, '', '');
    RETURN load_message_facts(p_conversation, p_client_message_id, p_turns);
END
$$;

-- The nearest by meaning, eight passages and as many phrasings of answers, patterns and aliases, as the second look wants to see side
-- by side, and four passages by words. find_nearest() says how each is found without a look at anybody else's rows: by the primary key
-- of quotables, or by the shelf's own HNSW index; find_worded() by document_chunks_words. What they name is then read by primary keys,
-- where row security looks once more; each LIMIT 1 keeps that a look-up a row, never a reading of all that the avee has. The message's
-- words are read as each language that the avee's documents are in reads them. Vectors are of unit length, so the negative inner
-- product orders like the cosine distance and costs less.
CREATE FUNCTION hot_search(p_person text, p_avee uuid, p_layer text, p_text text, p_embedding halfvec, p_candidates integer)
RETURNS TABLE (answers jsonb, bank jsonb, passages jsonb) LANGUAGE plpgsql
SET enable_seqscan = off SET plan_cache_mode = force_generic_plan AS
$$
DECLARE
    middle halfvec;
    known bigint;
    words tsquery;
BEGIN
    PERFORM name_person(p_person, p_avee::text, p_layer);
    SELECT b.centre, b.answers INTO middle, known FROM banks b WHERE b.avee_id = p_avee AND b.depth = depth(reach());
    words := (
        SELECT coalesce(string_agg(nullif(replace(plainto_tsquery(config, p_text)::text, '&', '|'), ''), ' | '), '')::tsquery
        FROM spoken_configs(p_avee) AS config);
    RETURN QUERY
        WITH near AS (
            SELECT n.id, n.part_of, n.cosine, -(n.embedding <#> middle) AS common FROM find_nearest(p_avee, 'answer', p_embedding, 24) n),
        -- All phrasings of each of the nearest answers, by their mean: the pattern, and aliases by answer_aliases_answer.
        wholes AS (
            SELECT best.id, count(*) AS phrasings, avg(p.embedding)::halfvec AS mean
            FROM (SELECT part_of AS id FROM near GROUP BY part_of ORDER BY max(near.cosine) DESC LIMIT p_candidates) best
            CROSS JOIN LATERAL (
                (SELECT c.embedding FROM canonical_answers c WHERE c.avee_id = p_avee AND c.id = best.id LIMIT 1)
                UNION ALL
                (SELECT x.embedding FROM answer_aliases x WHERE x.avee_id = p_avee AND x.answer_id = best.id AND x.state = 'active' LIMIT 64)) p
            GROUP BY best.id),
        found AS (
            SELECT n.id FROM find_nearest(p_avee, 'passage', p_embedding, 8) n
            UNION
            SELECT w.id FROM find_worded(words, 4) w)
        SELECT
            coalesce((SELECT jsonb_agg(to_jsonb(a) ORDER BY a.cosine DESC) FROM (
                SELECT c.id, coalesce(x.question, c.question_pattern) AS question_pattern, c.answer_content, c.expires_at, c.version,
                    c.times_right, c.times_wrong, c.updated_at AS answered_at, near.cosine, near.common,
                    -- Served by answer_examples_decision.
                    (SELECT max(-(e.embedding <#> p_embedding)) FROM answer_examples e
                     WHERE e.avee_id = p_avee AND e.answer_id = c.id AND NOT e.serves) AS counter,
                    CASE WHEN w.mean IS NOT NULL THEN jsonb_build_object('phrasings', w.phrasings, 'cosine', -(w.mean <#> p_embedding),
                        'common', -(w.mean <#> middle), 'spread', -(w.mean <#> w.mean)) END AS whole
                FROM near
                CROSS JOIN LATERAL (SELECT * FROM canonical_answers WHERE avee_id = p_avee AND canonical_answers.id = near.part_of LIMIT 1) c
                LEFT JOIN answer_aliases x ON near.id <> near.part_of AND x.avee_id = p_avee AND x.id = near.id
                LEFT JOIN wholes w ON w.id = near.part_of) a), '[]'),
            CASE WHEN known > 0 THEN jsonb_build_object('answers', known, 'common', -(middle <#> p_embedding), 'spread', -(middle <#> middle))
                ELSE '{}' END,
            coalesce((SELECT jsonb_agg(to_jsonb(p) ORDER BY p.cosine DESC) FROM (
                SELECT c.id, c.document_id, c.position, c.heading, c.content, -(c.embedding <#> p_embedding) AS cosine,
                    ts_rank_cd(c.text_search, words, 1) AS text_rank, d.title
                FROM found
                CROSS JOIN LATERAL (SELECT * FROM document_chunks WHERE avee_id = p_avee AND document_chunks.id = found.id LIMIT 1) c
                CROSS JOIN LATERAL (
                    SELECT title FROM documents WHERE avee_id = p_avee AND documents.id = c.document_id AND status = 'ready' LIMIT 1) d) p), '[]');
END
$$;

-- NOTIFY takes one lock for the whole server, held until its transaction is on disk: where every message notified, all would wait for each
-- other. So a transaction may say that it wakes later, and is told whom.
CREATE OR REPLACE FUNCTION emit_event(p_users uuid[], p_kind text, p_payload jsonb) RETURNS void
LANGUAGE plpgsql SET search_path = public AS
$$
BEGIN
    INSERT INTO events (user_id, kind, payload)
        SELECT DISTINCT u, p_kind, p_payload FROM unnest(p_users) u WHERE u IS NOT NULL;
    IF current_setting('app.wakes_later', true) = 'on' THEN
        PERFORM set_config('app.to_wake', concat_ws(',', nullif(current_setting('app.to_wake', true), ''), array_to_string(p_users, ',')), true);
    ELSE
        PERFORM pg_notify('orchestrator_events', u::text) FROM unnest(p_users) u WHERE u IS NOT NULL;
    END IF;
END
$$;

-- Everything that a routed message leaves behind, or nothing: NULL where the message waited and was routed meanwhile, or was answered
-- with a later one, else whom to wake, parted by commas. The routing is as hot_path.py writes it.
CREATE FUNCTION hot_save(p_person text, p_avee uuid, p_layer text, p_routing jsonb, p_embedding halfvec) RETURNS text LANGUAGE plpgsql
SET enable_seqscan = off SET enable_bitmapscan = off SET plan_cache_mode = force_generic_plan AS
$$
DECLARE
    r record;
BEGIN
    PERFORM name_person(p_person, p_avee::text, p_layer), set_config('app.wakes_later', 'on', true), set_config('app.to_wake', '', true);
    SELECT * INTO r FROM jsonb_to_record(p_routing) AS saved (message_id uuid, conversation_id uuid, user_id uuid, content text, layer layer,
        client_message_id text, is_saved boolean, answers_too uuid[], reply_id uuid, reply_content text, sources jsonb, offer jsonb,
        reused jsonb, cards jsonb, grey jsonb, decision jsonb);
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
        FROM jsonb_to_record(r.offer) AS o (id uuid, original_message text, escalation_reason text, expected_response_hours double precision,
            remaining_today integer, expires_at timestamptz);
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
        INSERT INTO trust_cards (avee_id, id, subject, kind, answer_id, answer_version, conversation_id, user_id, message_id, question, score,
            floor, scorer, reply, sources)
        SELECT p_avee, k.id, k.subject, k.kind, k.answer_id, k.answer_version, r.conversation_id, r.user_id, r.message_id, k.question, k.score,
            k.floor, k.scorer, k.reply, coalesce(k.sources, '[]')
        FROM jsonb_to_recordset(r.cards) AS k (id uuid, subject text, kind text, answer_id uuid, answer_version integer, question text,
            score double precision, floor double precision, scorer text, reply text, sources jsonb);
    END IF;
    IF r.grey IS NOT NULL THEN
        INSERT INTO grey_matches (avee_id, id, answer_id, answer_version, conversation_id, user_id, message_id, question, score)
        SELECT p_avee, g.id, g.answer_id, g.answer_version, r.conversation_id, r.user_id, r.message_id, g.question, g.score
        FROM jsonb_to_record(r.grey) AS g (id uuid, answer_id uuid, answer_version integer, question text, score double precision);
    END IF;
    RETURN current_setting('app.to_wake');
END
$$;

-- The middle of an avee's answers as each layer sees them: of the first 200 by the key, whose mean is close to that of all. Kept, as every
-- search asks for it and few answers change it.
CREATE TABLE banks (
    avee_id uuid NOT NULL REFERENCES avees ON DELETE CASCADE,
    depth smallint NOT NULL,
    answers bigint NOT NULL DEFAULT 0,
    -- Of no width, so that another embedding model needs no other column.
    centre halfvec,
    -- The last of the 200; what stands behind it changes nothing.
    last_depth smallint,
    last_id uuid,
    PRIMARY KEY (avee_id, depth)
);

CREATE FUNCTION open_banks() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public AS
$$
BEGIN
    INSERT INTO banks (avee_id, depth) SELECT NEW.id, generate_series(0, 2);
    RETURN NULL;
END
$$;
CREATE TRIGGER avees_open_banks AFTER INSERT ON avees FOR EACH ROW EXECUTE FUNCTION open_banks();

-- One at a time for an avee, so that none of two answers at once is missing.
CREATE FUNCTION refresh_banks(p_avee uuid) RETURNS void LANGUAGE plpgsql SECURITY DEFINER SET search_path = public
SET enable_seqscan = off SET enable_bitmapscan = off SET plan_cache_mode = force_generic_plan AS
$$
BEGIN
    PERFORM FROM banks WHERE avee_id = p_avee ORDER BY depth FOR UPDATE;
    UPDATE banks b SET (answers, centre, last_depth, last_id) = (
        SELECT count(*), avg(s.embedding)::halfvec, (array_agg(s.depth ORDER BY s.depth DESC, s.id DESC))[1],
            (array_agg(s.id ORDER BY s.depth DESC, s.id DESC))[1]
        FROM (SELECT q.depth, q.id, q.embedding FROM quotables q
              WHERE q.avee_id = p_avee AND q.kind = 'answer' AND q.depth <= b.depth AND q.id = q.part_of
              ORDER BY q.depth, q.id LIMIT 200) s)
    WHERE b.avee_id = p_avee;
END
$$;

CREATE FUNCTION note_banked() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public SET enable_seqscan = off AS
$$
DECLARE
    changed quotables := CASE TG_OP WHEN 'DELETE' THEN OLD ELSE NEW END;
BEGIN
    IF EXISTS (
        SELECT FROM banks b WHERE b.avee_id = changed.avee_id AND b.depth >= changed.depth
        AND (b.answers < 200 OR (changed.depth, changed.id) <= (b.last_depth, b.last_id)))
    THEN
        PERFORM refresh_banks(changed.avee_id);
    END IF;
    RETURN NULL;
END
$$;
CREATE TRIGGER quotables_bank_in AFTER INSERT ON quotables FOR EACH ROW WHEN (NEW.kind = 'answer' AND NEW.id = NEW.part_of)
    EXECUTE FUNCTION note_banked();
CREATE TRIGGER quotables_bank_out AFTER DELETE ON quotables FOR EACH ROW WHEN (OLD.kind = 'answer' AND OLD.id = OLD.part_of)
    EXECUTE FUNCTION note_banked();

INSERT INTO banks (avee_id, depth) SELECT a.id, d FROM avees a, generate_series(0, 2) d;
SELECT refresh_banks(id) FROM avees;

DROP FUNCTION find_bank(uuid);

ALTER TABLE banks ENABLE ROW LEVEL SECURITY;
ALTER TABLE banks FORCE ROW LEVEL SECURITY;
CREATE POLICY schema_owner ON banks TO CURRENT_USER USING (true) WITH CHECK (true);
-- Written by triggers alone.
CREATE POLICY creator ON banks FOR SELECT USING (avee_id IN (SELECT owned_avees()));
CREATE POLICY asker ON banks FOR SELECT USING (avee_id = (SELECT current_avee()) AND depth <= (SELECT depth(reach())));

-- A question by its id alone, as its asker and its creator open it.
CREATE INDEX escalation_queue_id ON escalation_queue (id);
