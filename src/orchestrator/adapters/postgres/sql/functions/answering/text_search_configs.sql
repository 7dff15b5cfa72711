-- The text search configurations of the avee's documents, found with one step through passages_text_config for each,
-- however many passages there are. SECURITY DEFINER, so that passages of a private layer are not checked one by one; it
-- returns only the languages. ROWS is low, so that joined tables are read by key.
CREATE OR REPLACE FUNCTION text_search_configs(p_avee uuid) RETURNS SETOF regconfig
LANGUAGE plpgsql STABLE ROWS 2 SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS
$$
DECLARE
    config regconfig := (SELECT c.text_config FROM passages c WHERE c.avee_id = p_avee ORDER BY c.text_config LIMIT 1);
BEGIN
    WHILE config IS NOT NULL LOOP
        RETURN NEXT config;
        config := (
            SELECT c.text_config FROM passages c
            WHERE c.avee_id = p_avee AND c.text_config > config ORDER BY c.text_config LIMIT 1);
    END LOOP;
END
$$;
