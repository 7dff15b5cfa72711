-- Documents that wait to be read although no job will read them, because a program was killed or a job failed for good.
-- Ids only, with the person whose permissions apply to reading.
CREATE OR REPLACE FUNCTION find_unread_documents(p_older_than_s double precision, p_limit integer)
RETURNS TABLE (person uuid, avee_id uuid, document_id uuid)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS
$$
    SELECT a.owner_id, d.avee_id, d.id FROM documents d JOIN avees a ON a.id = d.avee_id
    WHERE d.status = 'pending' AND d.updated_at < now() - make_interval(secs => p_older_than_s)
    AND NOT EXISTS (SELECT FROM procrastinate_jobs j WHERE j.task_name = 'embed_document' AND j.status IN ('todo', 'doing')
                    AND j.args ->> 'document_id' = d.id::text)
    ORDER BY d.updated_at LIMIT p_limit
$$;
