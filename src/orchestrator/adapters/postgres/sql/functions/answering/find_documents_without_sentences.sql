-- Ready documents whose sentences have no vectors yet: read by an earlier version, or before the embedding model
-- changed. Ids only, with the person whose permissions apply. Served by documents_without_sentences.
CREATE OR REPLACE FUNCTION find_documents_without_sentences(p_limit integer)
RETURNS TABLE (person uuid, avee_id uuid, document_id uuid)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS
$$
    SELECT a.owner_id, d.avee_id, d.id FROM documents d JOIN avees a ON a.id = d.avee_id
    WHERE d.status = 'ready' AND NOT d.has_sentences
    ORDER BY d.id LIMIT p_limit
$$;
