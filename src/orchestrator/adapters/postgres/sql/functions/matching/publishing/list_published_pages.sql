-- The addresses of the published answers of all agents, after the one named, for search engines. Served by
-- canonical_answers_in_sitemap.
CREATE OR REPLACE FUNCTION list_published_pages(p_avee uuid, p_slug text, p_skip integer, p_limit integer)
RETURNS TABLE (avee_id uuid, handle text, slug text, modified_at timestamptz)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS
$$
    SELECT a.avee_id, v.handle, a.slug, greatest(a.updated_at, a.published_at)
    FROM canonical_answers a JOIN avees v ON v.id = a.avee_id
    WHERE a.published AND (a.expires_at IS NULL OR a.expires_at > now()) AND (a.avee_id, a.slug) > (p_avee, p_slug)
    ORDER BY a.avee_id, a.slug OFFSET p_skip LIMIT p_limit
$$;
