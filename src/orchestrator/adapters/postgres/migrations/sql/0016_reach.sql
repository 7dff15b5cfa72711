-- An answer goes no further than its layer, on whatever way it travels; and it is as old as its words, not as its row.

-- That an answer is no longer given: the message says so and holds none of it.
ALTER TABLE answer_deliveries ADD COLUMN is_withdrawal boolean NOT NULL DEFAULT false;

-- Whom an answer reached in a version before p_version and not in it: each conversation once, with the words that they have, and
-- whether p_version may go to them: within their layer, or no more private than what they were given. One who was told that it is
-- withdrawn is told again only where it is theirs once more. For the avee's owner.
DROP FUNCTION find_served(uuid, uuid, integer);
CREATE FUNCTION find_served(p_avee uuid, p_answer uuid, p_version integer)
RETURNS TABLE (conversation_id uuid, user_id uuid, had text, may_see boolean)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public AS
$$
    WITH newest AS (
        SELECT DISTINCT ON (m.conversation_id, d.user_id) m.conversation_id, d.user_id, d.answer_version, d.is_withdrawal,
            CASE WHEN o.owner_id = d.user_id THEN 'intimate' ELSE coalesce(t.layer, 'public') END AS granted
        FROM answer_deliveries d
        JOIN messages m ON m.avee_id = d.avee_id AND m.id = d.message_id
        JOIN avees o ON o.id = d.avee_id
        LEFT JOIN avee_members t ON t.avee_id = d.avee_id AND t.user_id = d.user_id
        WHERE d.avee_id = p_avee AND d.answer_id = p_answer AND p_avee IN (SELECT owned_avees())
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

-- As before, and now with how many other people wait in each one's group, however many of them are near: one who asks twice is one.
DROP FUNCTION find_similar_waiting(uuid, integer);
CREATE FUNCTION find_similar_waiting(p_escalation uuid, p_limit integer)
RETURNS TABLE (id uuid, group_id uuid, question text, cosine double precision, people bigint)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public AS
$$
    SELECT n.id, n.group_id, n.question, n.cosine,
        (SELECT count(DISTINCT g.user_id) FROM escalation_queue g
         WHERE g.avee_id = n.avee_id AND g.status = 'accepted' AND coalesce(g.group_id, g.id) = n.group_id AND g.user_id <> n.asker)
    FROM (
        SELECT w.avee_id, e.user_id AS asker, w.id, coalesce(w.group_id, w.id) AS group_id, w.original_message AS question, -(w.embedding <#> e.embedding) AS cosine
        FROM escalation_queue e
        JOIN escalation_queue w ON w.avee_id = e.avee_id AND w.status = 'accepted' AND w.id <> e.id
        WHERE e.id = p_escalation
        AND (e.user_id = current_person() OR e.avee_id IN (SELECT owned_avees()))
        ORDER BY w.embedding <#> e.embedding LIMIT p_limit) n
    ORDER BY n.cosine DESC
$$;

-- The time that an answer is dated with is that of its words. Being reused, judged, embedded anew or imported again is no edit.
DROP TRIGGER canonical_answers_updated_at ON canonical_answers;
CREATE TRIGGER canonical_answers_updated_at BEFORE UPDATE ON canonical_answers FOR EACH ROW
    WHEN ((OLD.version, OLD.question_pattern, OLD.answer_content, OLD.layer, OLD.state, OLD.expires_at)
          IS DISTINCT FROM (NEW.version, NEW.question_pattern, NEW.answer_content, NEW.layer, NEW.state, NEW.expires_at))
    EXECUTE FUNCTION update_updated_at_column();

-- Finds by its words what an answer once said, so that importing an old file brings nothing back that was corrected or retired.
CREATE INDEX canonical_answer_versions_words ON canonical_answer_versions (avee_id, md5(question_pattern || E'\n' || answer_content));

-- As before, without those that a job of their own failed to route for good: they wait for whoever mends what is wrong, and hold
-- nobody up meanwhile.
CREATE OR REPLACE FUNCTION find_unrouted_messages(p_older_than_s double precision, p_limit integer)
RETURNS TABLE (user_id uuid, message_id uuid)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public AS
$$
    SELECT m.user_id, m.id FROM messages m
    WHERE m.awaits_routing AND m.created_at < now() - make_interval(secs => p_older_than_s)
    AND NOT EXISTS (SELECT FROM procrastinate_jobs j WHERE j.task_name = 'route_failing_message' AND j.status IN ('todo', 'doing', 'failed')
                    AND j.args ->> 'message_id' = m.id::text)
    ORDER BY m.created_at LIMIT p_limit
$$;

-- Documents that wait to be read, and no job will: the program that was reading them was killed, or its job gave up. Ids only, with
-- whose eyes to read them.
CREATE FUNCTION find_unread_documents(p_older_than_s double precision, p_limit integer)
RETURNS TABLE (person uuid, avee_id uuid, document_id uuid)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public AS
$$
    SELECT a.owner_id, d.avee_id, d.id FROM documents d JOIN avees a ON a.id = d.avee_id
    WHERE d.status = 'pending' AND d.updated_at < now() - make_interval(secs => p_older_than_s)
    AND NOT EXISTS (SELECT FROM procrastinate_jobs j WHERE j.task_name = 'embed_document' AND j.status IN ('todo', 'doing')
                    AND j.args ->> 'document_id' = d.id::text)
    ORDER BY d.updated_at LIMIT p_limit
$$;
CREATE INDEX documents_pending ON documents (updated_at) WHERE status = 'pending';
