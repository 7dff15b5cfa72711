-- The text configurations of the avee's documents, one step through document_chunks_text_config each, however many passages there are.
-- SECURITY DEFINER so that passages of a private layer are not walked one by one; it tells only which languages there are. ROWS is low
-- so that what is joined to it is read by key.
CREATE OR REPLACE FUNCTION spoken_configs(p_avee uuid) RETURNS SETOF regconfig
LANGUAGE plpgsql STABLE ROWS 2 SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS
$$
DECLARE
    config regconfig := (SELECT c.text_config FROM document_chunks c WHERE c.avee_id = p_avee ORDER BY c.text_config LIMIT 1);
BEGIN
    WHILE config IS NOT NULL LOOP
        RETURN NEXT config;
        config := (
            SELECT c.text_config FROM document_chunks c
            WHERE c.avee_id = p_avee AND c.text_config > config ORDER BY c.text_config LIMIT 1);
    END LOOP;
END
$$;
