-- Sources whose time has come, and those whose look was ended without a job that goes on. Ids only, with the person whose
-- permissions apply to looking.
CREATE OR REPLACE FUNCTION find_due_sources(p_limit integer)
RETURNS TABLE (person uuid, avee_id uuid, source_id uuid)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS
$$
    SELECT a.owner_id, s.avee_id, s.id FROM sources s JOIN avees a ON a.id = s.avee_id
    WHERE s.next_look_at <= now()
    AND NOT EXISTS (SELECT FROM procrastinate_jobs j WHERE j.task_name = 'look_at_source' AND j.status IN ('todo', 'doing')
                    AND j.args ->> 'source_id' = s.id::text)
    ORDER BY s.next_look_at LIMIT p_limit
$$;
