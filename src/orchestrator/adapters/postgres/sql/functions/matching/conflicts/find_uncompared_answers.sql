-- Agents with answers that were not compared yet, each with the person whose permissions apply. Ids only. Served by the primary
-- key.
CREATE OR REPLACE FUNCTION find_uncompared_answers(p_limit integer) RETURNS TABLE (person uuid, avee_id uuid)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS
$$
    SELECT a.owner_id, a.id FROM (
        SELECT u.avee_id FROM uncompared_answers u ORDER BY u.avee_id LIMIT p_limit) m
    JOIN avees a ON a.id = m.avee_id GROUP BY a.id
$$;
