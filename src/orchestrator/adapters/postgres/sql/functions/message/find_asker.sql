-- The asker of a conversation with an avee of the person, or of one with an agent of the person's team; an answer, a notice or a correction is written under the
-- asker's name.
CREATE OR REPLACE FUNCTION find_asker(p_avee uuid, p_conversation uuid) RETURNS uuid
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS
$$
    SELECT user_id FROM conversations WHERE avee_id = p_avee AND id = p_conversation
    AND (avee_id IN (SELECT owned_avees()) OR kind = 'agent' AND avee_id IN (SELECT team_avees('answerer')))
$$;
