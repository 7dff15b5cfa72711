-- How many answers are published, over all agents.
CREATE OR REPLACE FUNCTION count_published_pages() RETURNS bigint
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS
$$ SELECT count(*) FROM canonical_answers a WHERE a.published AND (a.expires_at IS NULL OR a.expires_at > now()) $$;
