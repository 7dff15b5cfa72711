-- The nearest by meaning (24 phrasings of answers, eight passages) and four passages by words, each passage with its two
-- nearest sentences. find_nearest() and
-- find_passages_by_words() find them without reading other avees' rows. Their rows are then read by primary key, where
-- row-level security is checked again; each LIMIT 1 makes that a lookup of one row. Vectors have unit length, so the
-- negative inner product orders like the cosine distance and costs less. p_multilingual is the message's vector of the
-- second model; NULL where it is not asked.
CREATE OR REPLACE FUNCTION hot_search(p_person text, p_avee uuid, p_layer text, p_text text, p_embedding halfvec, p_candidates integer,
    p_wording text, p_multilingual halfvec)
RETURNS TABLE (answers jsonb, bank jsonb, passages jsonb, asked jsonb, multilingual jsonb) LANGUAGE plpgsql
SET enable_seqscan = off SET plan_cache_mode = force_generic_plan AS
$$
DECLARE
    middle halfvec;
    known bigint;
    words tsquery;
BEGIN
    PERFORM name_person(p_person, p_avee::text, p_layer);
    SELECT b.centre, b.answers INTO middle, known FROM banks b WHERE b.avee_id = p_avee AND b.layer_rank = layer_rank(visible_layer());
    words := searched_words(p_avee, p_text);
    RETURN QUERY
        WITH near AS (
            -- Without a centre, as where the first answer came after the bank was read, nothing is common.
            SELECT n.id, n.part_of, n.cosine,
                coalesce(-(n.embedding <#> middle), 0) AS common
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
                    CASE WHEN c.is_own_wording THEN c.question_pattern ELSE '' END AS shown_question,
                    -- Whether the asker may also see another answer that has these words.
                    CASE WHEN least(c.disputed_from, x.disputed_from) <= (SELECT layer_rank(visible_layer())) THEN 'open'
                        WHEN CASE WHEN x.id IS NULL THEN c.shared_from ELSE x.shared_from END <= (SELECT layer_rank(visible_layer())) THEN 'apart'
                        ELSE '' END AS dispute, c.times_right, c.times_wrong, c.updated_at AS answered_at, near.cosine, near.common,
                    -- The passage that it is quoted from, if the asker may open it.
                    CASE WHEN c.passage_id IS NOT NULL THEN (
                        SELECT jsonb_build_object('passage_id', p.id, 'document_id', p.document_id, 'title', c.document_title, 'heading', p.heading)
                        FROM passages p WHERE p.avee_id = p_avee AND p.id = c.passage_id AND position(c.answer_content IN p.content) > 0
                        LIMIT 1) END AS quoted_from,
                    -- Served by answer_examples_decision.
                    (SELECT max(-(e.embedding <#> p_embedding)) FROM answer_examples e
                     WHERE e.avee_id = p_avee AND e.answer_id = c.id AND NOT e.serves) AS counter,
                    CASE WHEN w.mean IS NOT NULL THEN jsonb_build_object('phrasings', w.phrasings, 'cosine', -(w.mean <#> p_embedding),
                        'common', coalesce(-(w.mean <#> middle), 0), 'spread', -(w.mean <#> w.mean)) END AS centroid
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
                    ts_rank_cd(c.text_search, words, 1) AS text_rank, d.title, s.sentences
                FROM found
                CROSS JOIN LATERAL (SELECT * FROM passages WHERE avee_id = p_avee AND passages.id = found.id LIMIT 1) c
                -- The two sentences nearest to the message; served by the primary key.
                CROSS JOIN LATERAL (
                    SELECT coalesce(jsonb_agg(jsonb_build_array(n.content, n.cosine) ORDER BY n.cosine DESC), '[]') AS sentences
                    FROM (SELECT x.content, -(x.embedding <#> p_embedding) AS cosine FROM passage_sentences x
                          WHERE x.avee_id = p_avee AND x.passage_id = c.id ORDER BY x.embedding <#> p_embedding LIMIT 2) n) s
                CROSS JOIN LATERAL (
                    SELECT title FROM documents WHERE avee_id = p_avee AND documents.id = c.document_id AND status = 'ready'
                    LIMIT 1) d) p), '[]'),
            -- What this person was asked about before in the same words; served by close_questions_asked.
            (SELECT jsonb_object_agg(k.answer_id, coalesce(k.verdict, '')) FROM close_questions k
             WHERE k.avee_id = p_avee AND k.user_id = current_person() AND k.wording = p_wording),
            CASE WHEN p_multilingual IS NULL THEN '[]' ELSE find_in_any_language(p_avee, p_multilingual, p_embedding) END;
END
$$;
