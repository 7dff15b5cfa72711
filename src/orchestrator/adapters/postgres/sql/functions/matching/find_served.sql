-- The conversations that got an earlier version of an answer but not p_version, each once, with the text that they have
-- and whether they may get p_version: it is within their layer, or no more private than what they were given. A
-- conversation that was told of a withdrawal is listed again only if it may see the answer again. For the avee's owner.
CREATE OR REPLACE FUNCTION find_served(p_avee uuid, p_answer uuid, p_version integer)
RETURNS TABLE (conversation_id uuid, user_id uuid, had text, may_see boolean)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS
$$
    WITH newest AS (
        SELECT DISTINCT ON (m.conversation_id, d.user_id) m.conversation_id, d.user_id, d.answer_version, d.is_withdrawal,
            CASE WHEN o.owner_id = d.user_id THEN 'intimate' ELSE coalesce(t.layer, 'public') END AS granted
        FROM answer_deliveries d
        JOIN messages m ON m.avee_id = d.avee_id AND m.id = d.message_id
        JOIN avees o ON o.id = d.avee_id
        LEFT JOIN avee_members t ON t.avee_id = d.avee_id AND t.user_id = d.user_id
        WHERE d.avee_id = p_avee AND d.answer_id = p_answer AND p_avee IN (SELECT team_avees('viewer'))
        ORDER BY m.conversation_id, d.user_id, d.answer_version DESC, d.is_withdrawal),
    -- The answer may have been changed once more meanwhile: the more private of the two holds.
    now AS (
        SELECT greatest(a.layer, v.layer) AS layer, a.state
        FROM canonical_answers a JOIN canonical_answer_versions v ON v.avee_id = a.avee_id AND v.answer_id = a.id AND v.version = p_version
        WHERE a.avee_id = p_avee AND a.id = p_answer)
    SELECT n.conversation_id, n.user_id, v.answer_content, now.layer <= n.granted OR NOT n.is_withdrawal AND now.layer <= v.layer
    FROM now, newest n
    JOIN canonical_answer_versions v ON v.avee_id = p_avee AND v.answer_id = p_answer AND v.version = n.answer_version
    WHERE n.answer_version < p_version AND (NOT n.is_withdrawal OR now.layer <= n.granted AND now.state = 'active')
$$;
