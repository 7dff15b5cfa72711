-- The distinct words of a message, as a query for passages with any of them: the first 64, read in each language of the
-- avee's documents. A word that is repeated a thousand times counts once, because the time of the search and of the
-- ranking grows with the number of words, and faster than it.
CREATE OR REPLACE FUNCTION searched_words(p_avee uuid, p_text text) RETURNS tsquery LANGUAGE plpgsql STABLE AS
$$
BEGIN
    RETURN (
        SELECT coalesce(string_agg(quoted, ' | '), '')::tsquery
        FROM (
            -- As tsquery reads a quoted word: backslashes and apostrophes are doubled.
            SELECT '''' || replace(replace(word.lexeme, '\', '\\'), '''', '''''') || '''' AS quoted
            FROM text_search_configs(p_avee) AS config, unnest(to_tsvector(config, p_text)) AS word
            GROUP BY word.lexeme
            ORDER BY min(word.positions[1]), word.lexeme
            LIMIT 64) AS words);
END
$$;
