-- The hot path in one statement a step, each a transaction of its own: it names whose eyes it sees with and does the step, so that a
-- step is one message to the server and one back. With the caller's rights: row security stands behind every one.

CREATE FUNCTION hot_facts(p_person text, p_conversation uuid, p_client_message_id text, p_turns integer) RETURNS jsonb LANGUAGE plpgsql AS
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
RETURNS TABLE (answers jsonb, bank jsonb, passages jsonb) LANGUAGE plpgsql SET plan_cache_mode = force_generic_plan AS
$$
DECLARE
    middle halfvec;
    known bigint;
    words tsquery;
BEGIN
    PERFORM name_person(p_person, p_avee::text, p_layer);
    SELECT b.centre, b.answers INTO middle, known FROM find_bank(p_avee) b;
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

-- Everything that a routed message leaves behind, or nothing: false where the message waited and was routed meanwhile, or was answered
-- with a later one. The routing is as hot_path.py writes it.
CREATE FUNCTION hot_save(p_person text, p_avee uuid, p_layer text, p_routing jsonb, p_embedding halfvec) RETURNS boolean LANGUAGE plpgsql AS
$$
DECLARE
    r record;
BEGIN
    PERFORM name_person(p_person, p_avee::text, p_layer);
    SELECT * INTO r FROM jsonb_to_record(p_routing) AS saved (message_id uuid, conversation_id uuid, user_id uuid, content text, layer layer,
        client_message_id text, is_saved boolean, answers_too uuid[], reply_id uuid, reply_content text, sources jsonb, offer jsonb,
        reused jsonb, cards jsonb, grey jsonb, decision jsonb);
    IF r.is_saved THEN
        UPDATE messages SET awaits_routing = false WHERE avee_id = p_avee AND id = r.message_id AND awaits_routing;
        IF NOT FOUND THEN
            RETURN false;
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
    RETURN true;
END
$$;
