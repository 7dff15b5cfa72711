-- Agents with questions that the larger English model has not embedded yet, each with the person whose permissions apply. Ids
-- only. Served by multilingual_vectors_not_large.
CREATE OR REPLACE FUNCTION find_missing_large(p_limit integer) RETURNS TABLE (person uuid, avee_id uuid)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS
$$
    SELECT a.owner_id, a.id FROM (
        SELECT v.avee_id FROM multilingual_vectors v WHERE v.large IS NULL ORDER BY v.avee_id LIMIT p_limit) m
    JOIN avees a ON a.id = m.avee_id GROUP BY a.id
$$;
