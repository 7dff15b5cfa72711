-- What anybody may read of an agent's answers: the published ones that have not expired, newest publication first. With p_slug, that
-- one; with p_words, those in which each word occurs. Nothing here tells of askers. Served by canonical_answers_by_publication, and
-- with p_slug by canonical_answers_slug.
CREATE OR REPLACE FUNCTION get_published_answers(p_avee uuid, p_slug text, p_words text[], p_skip integer, p_limit integer)
RETURNS TABLE (slug text, question text, answer text, answered_at timestamptz, modified_at timestamptz)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS
$$
    SELECT a.slug, a.question_pattern, a.answer_content, a.updated_at, greatest(a.updated_at, a.published_at, v.updated_at, u.updated_at)
    FROM canonical_answers a JOIN avees v ON v.id = a.avee_id JOIN users u ON u.id = v.owner_id
    WHERE a.avee_id = p_avee AND a.published AND (a.expires_at IS NULL OR a.expires_at > now()) AND (p_slug IS NULL OR a.slug = p_slug)
        AND NOT EXISTS (SELECT FROM unnest(p_words) AS w (word) WHERE strpos(lower(a.question_pattern || E'\n' || a.answer_content), w.word) = 0)
    ORDER BY a.published_at DESC, a.slug OFFSET p_skip LIMIT p_limit
$$;
