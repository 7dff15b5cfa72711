-- The 24 phrasings nearest by the second embedding model, whatever their language, as in the answers of hot_search: `meaning`
-- is the cosine by this model, `cosine` the one by the first. It runs with the caller's rights, so row-level security
-- applies. All rows of the avee are compared, found by the primary key.
CREATE OR REPLACE FUNCTION find_in_any_language(p_avee uuid, p_multilingual halfvec, p_embedding halfvec) RETURNS jsonb
LANGUAGE plpgsql STABLE SET search_path = pg_catalog, public, pg_temp
SET enable_seqscan = off SET plan_cache_mode = force_generic_plan AS
$$
BEGIN
    RETURN (
        WITH near AS (
            SELECT v.id, v.part_of, v.language, -(v.embedding <#> p_multilingual) AS meaning FROM multilingual_vectors v
            WHERE v.avee_id = p_avee AND v.layer_rank <= layer_rank(visible_layer()) AND v.embedding IS NOT NULL
            ORDER BY v.embedding <#> p_multilingual LIMIT 24)
        SELECT coalesce(jsonb_agg(to_jsonb(a) ORDER BY a.meaning DESC), '[]') FROM (
            SELECT c.id, coalesce(x.question, c.question_pattern) AS question_pattern, c.answer_content, c.expires_at, c.version,
                CASE WHEN c.is_own_wording THEN c.question_pattern ELSE '' END AS shown_question,
                    -- Whether the asker may also see another answer that has these words.
                    CASE WHEN least(c.disputed_from, x.disputed_from) <= (SELECT layer_rank(visible_layer())) THEN 'open'
                        WHEN CASE WHEN x.id IS NULL THEN c.shared_from ELSE x.shared_from END <= (SELECT layer_rank(visible_layer())) THEN 'apart'
                        ELSE '' END AS dispute, c.times_right, c.times_wrong,
                c.updated_at AS answered_at, -(coalesce(x.embedding, c.embedding) <#> p_embedding) AS cosine, 0 AS common,
                -- The passage that it is quoted from, if the asker may open it.
                CASE WHEN c.passage_id IS NOT NULL THEN (
                    SELECT jsonb_build_object('passage_id', p.id, 'document_id', p.document_id, 'title', c.document_title, 'heading', p.heading)
                    FROM passages p WHERE p.avee_id = p_avee AND p.id = c.passage_id AND position(c.answer_content IN p.content) > 0
                    LIMIT 1) END AS quoted_from,
                -- Served by answer_examples_decision.
                (SELECT max(-(e.embedding <#> p_embedding)) FROM answer_examples e
                 WHERE e.avee_id = p_avee AND e.answer_id = c.id AND NOT e.serves) AS counter,
                near.meaning, near.language
            FROM near
            CROSS JOIN LATERAL (
                SELECT * FROM canonical_answers WHERE avee_id = p_avee AND canonical_answers.id = near.part_of LIMIT 1) c
            LEFT JOIN phrasings x ON near.id <> near.part_of AND x.avee_id = p_avee AND x.id = near.id) a);
END
$$;
