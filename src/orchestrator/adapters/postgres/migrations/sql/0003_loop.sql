-- The loop: what an escalation needs from offer to answer, versions of answers, feedback, direct conversations.

ALTER TABLE orchestrator_configs ADD COLUMN answer_deadline_hours integer NOT NULL DEFAULT 168 CHECK (answer_deadline_hours > 0);

ALTER TABLE escalation_queue
    -- The creator's wording of the question: theirs to edit, shown to nobody else.
    ADD COLUMN question_pattern text,
    ADD COLUMN pattern_embedding halfvec({width}),
    -- Whether the answer may be served to others.
    ADD COLUMN reuse boolean NOT NULL DEFAULT true,
    ADD COLUMN answer_expires_at timestamptz,
    ADD COLUMN answer_message_id uuid,
    ADD COLUMN deferred_at timestamptz,
    ADD COLUMN declined_at timestamptz,
    ADD COLUMN declined_by text CHECK (declined_by IN ('asker', 'creator')),
    ADD COLUMN decline_reason text,
    ADD COLUMN deadline_at timestamptz,
    ADD COLUMN expired_at timestamptz,
    -- Questions that ask the same share the id of the one that came first.
    ADD COLUMN group_id uuid,
    -- An answer to the group that did not pass the check for this member: a draft for the creator to confirm.
    ADD COLUMN draft_answer text,
    -- Does not count against the limits: a join, or the way out of an answer that was not the asker's.
    ADD COLUMN free_of_quota boolean NOT NULL DEFAULT false;

CREATE INDEX escalation_queue_group ON escalation_queue (avee_id, group_id) WHERE status = 'accepted';
CREATE INDEX escalation_queue_offers_due ON escalation_queue (expires_at) WHERE status = 'pending';
CREATE INDEX escalation_queue_answers_due ON escalation_queue (deadline_at) WHERE status = 'accepted';

ALTER TABLE messages
    ADD COLUMN kind text NOT NULL DEFAULT 'message'
        CHECK (kind IN ('message', 'answer', 'correction', 'notice')),
    ADD COLUMN escalation_id uuid,
    ADD COLUMN answer_id uuid,
    ADD COLUMN answer_version integer;

CREATE TABLE canonical_answer_versions (
    avee_id uuid NOT NULL,
    answer_id uuid NOT NULL,
    version integer NOT NULL,
    question_pattern text NOT NULL,
    answer_content text NOT NULL,
    layer layer NOT NULL,
    created_at timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (avee_id, answer_id, version),
    FOREIGN KEY (avee_id, answer_id) REFERENCES canonical_answers ON DELETE CASCADE
);

-- What the asker thought of a reply: a label for the trust in reuse.
CREATE TABLE decision_feedback (
    avee_id uuid NOT NULL,
    id uuid NOT NULL,
    decision_id uuid NOT NULL,
    user_id uuid NOT NULL REFERENCES users ON DELETE CASCADE,
    verdict text NOT NULL CHECK (verdict IN ('helpful', 'not_my_question', 'wrong')),
    comment text,
    answer_id uuid,
    answer_version integer,
    created_at timestamptz NOT NULL DEFAULT now(),
    updated_at timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (avee_id, id),
    FOREIGN KEY (avee_id, decision_id) REFERENCES orchestrator_decisions ON DELETE CASCADE
);
CREATE UNIQUE INDEX decision_feedback_decision ON decision_feedback (avee_id, decision_id, user_id);
CREATE INDEX decision_feedback_answer ON decision_feedback (avee_id, answer_id) WHERE answer_id IS NOT NULL;
CREATE INDEX decision_feedback_user_id ON decision_feedback (user_id);
CREATE TRIGGER decision_feedback_updated_at BEFORE UPDATE ON decision_feedback
    FOR EACH ROW EXECUTE FUNCTION update_updated_at_column();

CREATE FUNCTION keep_answer_version() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public AS
$$
BEGIN
    INSERT INTO canonical_answer_versions (avee_id, answer_id, version, question_pattern, answer_content, layer)
    VALUES (NEW.avee_id, NEW.id, NEW.version, NEW.question_pattern, NEW.answer_content, NEW.layer)
    ON CONFLICT DO NOTHING;
    RETURN NULL;
END
$$;
CREATE TRIGGER canonical_answers_first_version AFTER INSERT ON canonical_answers FOR EACH ROW EXECUTE FUNCTION keep_answer_version();
CREATE TRIGGER canonical_answers_next_version AFTER UPDATE OF version ON canonical_answers FOR EACH ROW
    WHEN (OLD.version <> NEW.version) EXECUTE FUNCTION keep_answer_version();
INSERT INTO canonical_answer_versions (avee_id, answer_id, version, question_pattern, answer_content, layer)
    SELECT avee_id, id, version, question_pattern, answer_content, layer FROM canonical_answers;

-- As before, and now only what may be reused, under the creator's own wording of the question.
CREATE OR REPLACE FUNCTION make_canonical_answer() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public AS
$$
DECLARE
    pattern text := coalesce(NEW.question_pattern, NEW.original_message);
BEGIN
    INSERT INTO canonical_answers
        (avee_id, id, escalation_id, question_pattern, answer_content, layer, content_hash, expires_at, embedding)
    VALUES (NEW.avee_id, NEW.id, NEW.id, pattern, NEW.creator_answer, coalesce(NEW.answer_layer, 'public'),
            sha256(convert_to(pattern || E'\n' || NEW.creator_answer, 'UTF8')), NEW.answer_expires_at,
            coalesce(NEW.pattern_embedding, NEW.embedding))
    ON CONFLICT (avee_id, content_hash) WHERE state = 'active' DO NOTHING;
    RETURN NULL;
END
$$;
DROP TRIGGER escalation_queue_answered ON escalation_queue;
CREATE TRIGGER escalation_queue_answered AFTER UPDATE OF status ON escalation_queue FOR EACH ROW
    WHEN (NEW.status = 'answered' AND OLD.status <> 'answered' AND NEW.creator_answer IS NOT NULL AND NEW.reuse)
    EXECUTE FUNCTION make_canonical_answer();

CREATE OR REPLACE FUNCTION get_escalation_count(avee_id uuid, hours integer) RETURNS bigint
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public AS
$$
BEGIN
    RETURN (
        SELECT count(*) FROM escalation_queue q
        WHERE q.avee_id = get_escalation_count.avee_id AND NOT q.free_of_quota
        AND q.accepted_at > now() - make_interval(hours => get_escalation_count.hours));
END
$$;

CREATE OR REPLACE FUNCTION get_window_opening(p_avee uuid, p_hours integer, p_limit integer) RETURNS timestamptz
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public AS
$$
BEGIN
    RETURN (
        SELECT accepted_at + make_interval(hours => p_hours) FROM escalation_queue
        WHERE p_limit > 0 AND avee_id = p_avee AND NOT free_of_quota AND accepted_at > now() - make_interval(hours => p_hours)
        ORDER BY accepted_at DESC OFFSET greatest(p_limit - 1, 0) LIMIT 1);
END
$$;

-- An escalation that concerns the person (as asker or as creator), locked until the transaction ends together with its avee's
-- limits: two that accept at once take turns, so a limit is exact. The count is read after the lock was got, in a statement of
-- its own, so that it sees what the one before committed. NULL where it does not concern the person.
CREATE FUNCTION lock_escalation(p_escalation uuid) RETURNS jsonb LANGUAGE plpgsql SECURITY DEFINER SET search_path = public AS
$$
DECLARE
    q escalation_queue;
BEGIN
    SELECT e.* INTO q FROM escalation_queue e JOIN avees a ON a.id = e.avee_id
    WHERE e.id = p_escalation
    AND (e.user_id = current_person() OR a.owner_id = current_person() AND e.accepted_at IS NOT NULL);
    IF NOT FOUND THEN
        RETURN NULL;
    END IF;
    PERFORM 1 FROM orchestrator_configs WHERE avee_id = q.avee_id FOR UPDATE;
    SELECT e.* INTO q FROM escalation_queue e WHERE e.avee_id = q.avee_id AND e.id = p_escalation FOR UPDATE;
    RETURN (
        SELECT jsonb_build_object(
            'escalation', to_jsonb(q) - 'embedding' - 'pattern_embedding',
            'policy', to_jsonb(p),
            'owner_id', a.owner_id,
            'creator_name', u.display_name,
            'tier', CASE WHEN a.owner_id = q.user_id THEN 'paid' ELSE coalesce(m.tier, 'free') END,
            'now', now(),
            'usage', jsonb_build_object(
                'day', get_escalation_count(a.id, 24),
                'week', get_escalation_count(a.id, 168),
                'day_opens_at', get_window_opening(a.id, 24, p.max_escalations_per_day),
                'week_opens_at', get_window_opening(a.id, 168, p.max_escalations_per_week),
                'median_response_hours', get_response_hours(a.id)))
        FROM avees a JOIN users u ON u.id = a.owner_id JOIN orchestrator_configs p ON p.avee_id = a.id
        LEFT JOIN avee_members m ON m.avee_id = a.id AND m.user_id = q.user_id
        WHERE a.id = q.avee_id);
END
$$;

-- Waiting questions of the avee nearest to this one, with what the check of a pair reads. For the asker's own transaction,
-- which may not see other people's questions: it gets ids and texts for the pure check, and hands none of them out.
CREATE FUNCTION find_similar_waiting(p_escalation uuid, p_limit integer)
RETURNS TABLE (id uuid, group_id uuid, question text, cosine double precision)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public AS
$$
    SELECT w.id, coalesce(w.group_id, w.id), w.original_message, -(w.embedding <#> e.embedding)
    FROM escalation_queue e
    JOIN escalation_queue w ON w.avee_id = e.avee_id AND w.status = 'accepted' AND w.id <> e.id
    WHERE e.id = p_escalation
    AND (e.user_id = current_person() OR e.avee_id IN (SELECT owned_avees()))
    ORDER BY w.embedding <#> e.embedding LIMIT p_limit
$$;

-- Whose conversation with an own avee it is: an answer, a notice or a correction is written into it under the asker's name.
CREATE FUNCTION find_asker(p_avee uuid, p_conversation uuid) RETURNS uuid
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public AS
$$ SELECT user_id FROM conversations WHERE avee_id = p_avee AND id = p_conversation AND avee_id IN (SELECT owned_avees()) $$;

-- What is due: ids and whose eyes to act with, for the job that ends it.
CREATE FUNCTION find_due_escalations(p_limit integer) RETURNS TABLE (escalation_id uuid, person uuid)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public AS
$$
    (SELECT q.id, q.user_id FROM escalation_queue q WHERE q.status = 'pending' AND q.expires_at <= now()
     ORDER BY q.expires_at LIMIT p_limit)
    UNION ALL
    (SELECT q.id, a.owner_id FROM escalation_queue q JOIN avees a ON a.id = q.avee_id
     WHERE q.status = 'accepted' AND q.deadline_at <= now() ORDER BY q.deadline_at LIMIT p_limit)
$$;

ALTER TABLE canonical_answer_versions ENABLE ROW LEVEL SECURITY;
ALTER TABLE canonical_answer_versions FORCE ROW LEVEL SECURITY;
CREATE POLICY schema_owner ON canonical_answer_versions TO CURRENT_USER USING (true) WITH CHECK (true);
CREATE POLICY creator ON canonical_answer_versions FOR SELECT USING (avee_id IN (SELECT owned_avees()));

ALTER TABLE decision_feedback ENABLE ROW LEVEL SECURITY;
ALTER TABLE decision_feedback FORCE ROW LEVEL SECURITY;
CREATE POLICY schema_owner ON decision_feedback TO CURRENT_USER USING (true) WITH CHECK (true);
CREATE POLICY asker ON decision_feedback USING (user_id = (SELECT current_person())) WITH CHECK (
    user_id = (SELECT current_person())
    AND EXISTS (SELECT 1 FROM orchestrator_decisions d WHERE d.avee_id = decision_feedback.avee_id
                AND d.id = decision_feedback.decision_id AND d.user_id = decision_feedback.user_id));
CREATE POLICY creator ON decision_feedback FOR SELECT USING (avee_id IN (SELECT owned_avees()));

-- The asker ends an offer, or accepts it; an answer is never theirs to write.
CREATE POLICY asker_moves ON escalation_queue FOR UPDATE
    USING (user_id = (SELECT current_person()) AND status IN ('pending', 'accepted'))
    WITH CHECK (user_id = (SELECT current_person()) AND status IN ('accepted', 'declined', 'expired') AND creator_answer IS NULL);
CREATE POLICY creator_moves ON escalation_queue FOR UPDATE
    USING (accepted_at IS NOT NULL AND avee_id IN (SELECT owned_avees()))
    WITH CHECK (accepted_at IS NOT NULL AND status <> 'pending' AND avee_id IN (SELECT owned_avees()));

-- A conversation with an accepted question in it is open to its creator, who answers in it.
-- By a function, as a policy on conversations may not read the queue, whose own policy reads conversations.
CREATE FUNCTION escalated_conversations() RETURNS SETOF uuid LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public AS
$$
    SELECT q.conversation_id FROM escalation_queue q
    WHERE q.accepted_at IS NOT NULL AND q.avee_id IN (SELECT owned_avees())
$$;
CREATE POLICY creator_escalated ON conversations FOR SELECT
    USING (avee_id IN (SELECT owned_avees()) AND id IN (SELECT escalated_conversations()));
CREATE POLICY creator_escalated ON messages FOR SELECT
    USING (avee_id IN (SELECT owned_avees()) AND conversation_id IN (SELECT escalated_conversations()));
CREATE POLICY creator_writes ON messages FOR INSERT WITH CHECK (
    avee_id IN (SELECT owned_avees()) AND role IN ('creator', 'agent') AND find_asker(avee_id, conversation_id) = user_id);

-- A delivery is a reuse, or the first giving of an answer to those who waited for it, or a correction of an earlier one.
ALTER TABLE answer_deliveries ADD COLUMN is_reuse boolean NOT NULL DEFAULT true;
DROP TRIGGER answer_deliveries_count ON answer_deliveries;
CREATE TRIGGER answer_deliveries_count AFTER INSERT ON answer_deliveries FOR EACH ROW
    WHEN (NEW.is_reuse) EXECUTE FUNCTION count_reuse();
CREATE POLICY creator_delivers ON answer_deliveries FOR INSERT WITH CHECK (
    NOT is_reuse AND avee_id IN (SELECT owned_avees()));

-- Whom an answer reached in a version before p_version and not in it: each conversation once. For the avee's owner.
CREATE FUNCTION find_served(p_avee uuid, p_answer uuid, p_version integer)
RETURNS TABLE (conversation_id uuid, user_id uuid)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public AS
$$
    SELECT m.conversation_id, d.user_id
    FROM answer_deliveries d JOIN messages m ON m.avee_id = d.avee_id AND m.id = d.message_id
    WHERE d.avee_id = p_avee AND d.answer_id = p_answer AND p_avee IN (SELECT owned_avees())
    GROUP BY m.conversation_id, d.user_id
    HAVING max(d.answer_version) < p_version
$$;
