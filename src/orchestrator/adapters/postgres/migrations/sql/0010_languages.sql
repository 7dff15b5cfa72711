-- Documents are searched in their own languages: a message's words are stemmed once for each of them.
CREATE INDEX document_chunks_text_config ON document_chunks (avee_id, text_config);

-- The configurations in use, one step through document_chunks_text_config each, however many passages there are. It looks past
-- row security so that passages of a private layer are not walked through one by one; it tells nothing of them but a language.
CREATE FUNCTION spoken_configs(p_avee uuid) RETURNS SETOF regconfig LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public AS
$$
DECLARE
    config regconfig := (SELECT c.text_config FROM document_chunks c WHERE c.avee_id = p_avee ORDER BY c.text_config LIMIT 1);
BEGIN
    WHILE config IS NOT NULL LOOP
        RETURN NEXT config;
        config := (SELECT c.text_config FROM document_chunks c WHERE c.avee_id = p_avee AND c.text_config > config ORDER BY c.text_config LIMIT 1);
    END LOOP;
END
$$;
