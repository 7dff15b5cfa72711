-- The passages of an avee's documents nearest to a text, whatever their layer, for its team; nothing for anybody else. Best first:
-- by meaning, and by the share of the text's words that a passage has. SECURITY DEFINER, because somebody of the team may read
-- every passage, and as an asker perhaps only the public ones. Served as in hot_search().
CREATE OR REPLACE FUNCTION find_team_passages(p_avee uuid, p_text text, p_embedding halfvec, p_limit integer)
RETURNS TABLE (id uuid, document_id uuid, document_title text, "position" integer, heading text, content text, layer layer)
LANGUAGE plpgsql STABLE ROWS 12 SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS
$$
DECLARE
    words tsquery;
    named text := coalesce(current_setting('app.avee', true), '');
    layer_named text := coalesce(current_setting('app.visible_layer', true), '');
BEGIN
    IF p_avee IS NULL OR p_avee NOT IN (SELECT team_avees('viewer')) THEN
        RETURN;
    END IF;
    PERFORM set_config('app.avee', p_avee::text, true), set_config('app.visible_layer', 'intimate', true);
    words := searched_words(p_avee, p_text);
    RETURN QUERY
        WITH found AS (
            SELECT n.id FROM find_nearest(p_avee, 'passage', p_embedding, p_limit) n
            UNION
            SELECT w.id FROM find_passages_by_words(words, p_limit) w),
        lexemes AS (SELECT w.word FROM unnest(string_to_array(words::text, ' | ')) AS w (word))
        SELECT c.id, c.document_id, d.title, c.position, c.heading, c.content, c.layer
        FROM found
        JOIN passages c ON c.avee_id = p_avee AND c.id = found.id
        JOIN documents d ON d.avee_id = c.avee_id AND d.id = c.document_id AND d.status = 'ready'
        ORDER BY -(c.embedding <#> p_embedding)
            + coalesce((SELECT avg((c.text_search @@ l.word::tsquery)::integer) FROM lexemes l), 0) DESC, c.id
        LIMIT p_limit;
    PERFORM set_config('app.avee', named, true), set_config('app.visible_layer', layer_named, true);
END
$$;
