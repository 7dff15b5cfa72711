-- Trust in reuse: a card asks the creator whether a stored answer is right for a message; what the cards prove is the standing.
ALTER TABLE orchestrator_configs
    ADD COLUMN trust_mode text NOT NULL DEFAULT 'immediate' CHECK (trust_mode IN ('cautious', 'immediate')),
    ADD COLUMN wrong_answers_target double precision NOT NULL DEFAULT 0.05 CHECK (wrong_answers_target > 0 AND wrong_answers_target <= 0.5),
    ADD COLUMN trust_cards_per_day integer NOT NULL DEFAULT 3 CHECK (trust_cards_per_day BETWEEN 0 AND 50);
UPDATE orchestrator_config_versions
    SET config = '{"trust_mode": "immediate", "wrong_answers_target": 0.05, "trust_cards_per_day": 3}' || config;

CREATE TABLE trust_cards (
    avee_id uuid NOT NULL,
    id uuid NOT NULL,
    -- An audit asks about an answer that was served; a suggestion about one that was not.
    kind text NOT NULL CHECK (kind IN ('audit', 'suggestion')),
    answer_id uuid NOT NULL,
    answer_version integer NOT NULL,
    conversation_id uuid NOT NULL,
    user_id uuid NOT NULL REFERENCES users ON DELETE CASCADE,
    message_id uuid NOT NULL,
    question text NOT NULL,
    score double precision NOT NULL CHECK (score BETWEEN 0 AND 1),
    -- Every match that scored at least this had the same chance of a card.
    floor double precision NOT NULL CHECK (floor BETWEEN 0 AND 1),
    -- Which scorer the score is of: labels of another one prove nothing.
    scorer text NOT NULL,
    verdict text CHECK (verdict IN ('right', 'wrong', 'unsure')),
    judged_at timestamptz,
    created_at timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (avee_id, id),
    FOREIGN KEY (avee_id, answer_id) REFERENCES canonical_answers ON DELETE CASCADE,
    FOREIGN KEY (avee_id, message_id) REFERENCES messages ON DELETE CASCADE,
    CHECK ((verdict IS NULL) = (judged_at IS NULL))
);
CREATE UNIQUE INDEX trust_cards_message ON trust_cards (avee_id, message_id);
CREATE INDEX trust_cards_created_at ON trust_cards (avee_id, created_at);
CREATE INDEX trust_cards_waiting ON trust_cards (avee_id, id) WHERE verdict IS NULL;
CREATE INDEX trust_cards_answer ON trust_cards (avee_id, answer_id);
CREATE INDEX trust_cards_user_id ON trust_cards (user_id);

CREATE TABLE trust_standings (
    avee_id uuid PRIMARY KEY REFERENCES avees ON DELETE CASCADE,
    standing jsonb NOT NULL,
    created_at timestamptz NOT NULL DEFAULT now(),
    updated_at timestamptz NOT NULL DEFAULT now()
);
CREATE TRIGGER trust_standings_updated_at BEFORE UPDATE ON trust_standings FOR EACH ROW EXECUTE FUNCTION update_updated_at_column();

ALTER TABLE trust_cards ENABLE ROW LEVEL SECURITY;
ALTER TABLE trust_cards FORCE ROW LEVEL SECURITY;
CREATE POLICY schema_owner ON trust_cards TO CURRENT_USER USING (true) WITH CHECK (true);
CREATE POLICY creator_reads ON trust_cards FOR SELECT USING (avee_id IN (SELECT owned_avees()));
CREATE POLICY creator_judges ON trust_cards FOR UPDATE
    USING (avee_id IN (SELECT owned_avees())) WITH CHECK (avee_id IN (SELECT owned_avees()));
-- Drawn while the asker's message is routed; never with a verdict in it.
CREATE POLICY asker_draws ON trust_cards FOR INSERT WITH CHECK (
    user_id = (SELECT current_person()) AND verdict IS NULL
    AND EXISTS (SELECT 1 FROM conversations c WHERE c.avee_id = trust_cards.avee_id AND c.id = trust_cards.conversation_id
                AND c.user_id = trust_cards.user_id));

ALTER TABLE trust_standings ENABLE ROW LEVEL SECURITY;
ALTER TABLE trust_standings FORCE ROW LEVEL SECURITY;
CREATE POLICY schema_owner ON trust_standings TO CURRENT_USER USING (true) WITH CHECK (true);
CREATE POLICY creator ON trust_standings
    USING (avee_id IN (SELECT owned_avees())) WITH CHECK (avee_id IN (SELECT owned_avees()));

-- What was said of an answer since it was last changed, by its creator on cards and by askers: it tightens what one answer needs.
ALTER TABLE canonical_answers
    ADD COLUMN times_right integer NOT NULL DEFAULT 0,
    ADD COLUMN times_wrong integer NOT NULL DEFAULT 0;

-- A word on an answer does not make it newer.
DROP TRIGGER canonical_answers_updated_at ON canonical_answers;
CREATE TRIGGER canonical_answers_updated_at BEFORE UPDATE ON canonical_answers FOR EACH ROW
    WHEN (OLD.times_reused = NEW.times_reused AND OLD.times_right = NEW.times_right AND OLD.times_wrong = NEW.times_wrong)
    EXECUTE FUNCTION update_updated_at_column();

CREATE FUNCTION count_verdict() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public AS
$$
DECLARE
    was text := CASE WHEN TG_OP = 'UPDATE' THEN OLD.verdict END;
BEGIN
    UPDATE canonical_answers SET
        times_right = greatest(0, times_right + (coalesce(NEW.verdict, '') IN ('right', 'helpful'))::int - (coalesce(was, '') IN ('right', 'helpful'))::int),
        times_wrong = greatest(0, times_wrong + (coalesce(NEW.verdict, '') IN ('wrong', 'not_my_question'))::int
                                              - (coalesce(was, '') IN ('wrong', 'not_my_question'))::int)
    WHERE avee_id = NEW.avee_id AND id = NEW.answer_id AND version = NEW.answer_version;
    RETURN NULL;
END
$$;
CREATE TRIGGER trust_cards_count AFTER UPDATE OF verdict ON trust_cards FOR EACH ROW
    WHEN (NEW.verdict IS DISTINCT FROM OLD.verdict) EXECUTE FUNCTION count_verdict();
CREATE TRIGGER decision_feedback_count_new AFTER INSERT ON decision_feedback FOR EACH ROW
    WHEN (NEW.answer_id IS NOT NULL) EXECUTE FUNCTION count_verdict();
CREATE TRIGGER decision_feedback_count AFTER UPDATE OF verdict ON decision_feedback FOR EACH ROW
    WHEN (NEW.answer_id IS NOT NULL AND NEW.verdict IS DISTINCT FROM OLD.verdict) EXECUTE FUNCTION count_verdict();

-- A changed answer starts anew.
CREATE FUNCTION forget_verdicts() RETURNS trigger LANGUAGE plpgsql SET search_path = public AS
$$
BEGIN
    NEW.times_right := 0;
    NEW.times_wrong := 0;
    RETURN NEW;
END
$$;
CREATE TRIGGER canonical_answers_forget BEFORE UPDATE OF version ON canonical_answers FOR EACH ROW
    WHEN (NEW.version <> OLD.version) EXECUTE FUNCTION forget_verdicts();

-- As before, and now with where trust in reuse stands.
CREATE OR REPLACE FUNCTION load_message_facts(p_conversation uuid, p_client_message_id text, p_turns integer) RETURNS jsonb
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public AS
$$
BEGIN
    RETURN (
        SELECT jsonb_build_object(
            'kind', c.kind,
            'user_id', c.user_id,
            'agent', jsonb_build_object('id', a.id, 'owner_id', a.owner_id, 'handle', a.handle, 'display_name', a.display_name,
                                        'creator_name', u.display_name, 'persona', a.persona),
            'policy', to_jsonb(p),
            'tier', CASE WHEN a.owner_id = c.user_id THEN 'paid' ELSE coalesce(m.tier, 'free') END,
            'layer', granted_layer(a.id),
            'now', now(),
            'creator_present', coalesce(c.agent_silenced_until > now(), false),
            'usage', jsonb_build_object(
                'day', get_escalation_count(a.id, 24),
                'week', get_escalation_count(a.id, 168),
                'day_opens_at', get_window_opening(a.id, 24, p.max_escalations_per_day),
                'week_opens_at', get_window_opening(a.id, 168, p.max_escalations_per_week),
                'median_response_hours', get_response_hours(a.id)),
            'turns', coalesce((
                SELECT jsonb_agg(to_jsonb(t) ORDER BY t.id) FROM (
                    SELECT t.id, t.role, t.content, t.sources, d.decision_path AS path, d.evidence ->> 'question' AS question,
                        greatest(
                            t.layer,
                            (SELECT q.answer_layer FROM escalation_queue q WHERE q.avee_id = t.avee_id AND q.id = t.escalation_id),
                            (SELECT a.layer FROM canonical_answers a WHERE a.avee_id = t.avee_id AND a.id = t.answer_id)) AS layer
                    FROM messages t LEFT JOIN orchestrator_decisions d ON d.avee_id = t.avee_id AND d.message_id = t.in_reply_to
                    WHERE t.avee_id = c.avee_id AND t.conversation_id = c.id AND NOT t.awaits_routing
                    ORDER BY t.id DESC LIMIT p_turns) t), '[]'),
            'trust', (
                -- Served by trust_cards_created_at.
                SELECT jsonb_build_object('standing', s.standing, 'cards_today', (
                    SELECT count(*) FROM trust_cards k WHERE k.avee_id = c.avee_id AND k.created_at > now() - interval '24 hours'))
                FROM (SELECT 1) one LEFT JOIN trust_standings s ON s.avee_id = c.avee_id),
            'waiting', coalesce((
                SELECT jsonb_agg(jsonb_build_object('id', w.id, 'content', w.content, 'layer', w.layer) ORDER BY w.id) FROM messages w
                WHERE w.avee_id = c.avee_id AND w.conversation_id = c.id AND w.role = 'user' AND w.awaits_routing
                AND w.created_at > now() - interval '2 minutes'), '[]'),
            'sent_before', (
                SELECT jsonb_build_object('id', s.id, 'content', s.content, 'awaits_routing', s.awaits_routing) FROM messages s
                WHERE s.avee_id = c.avee_id AND s.conversation_id = c.id AND s.client_message_id = p_client_message_id))
        FROM conversations c
        JOIN avees a ON a.id = c.avee_id
        JOIN users u ON u.id = a.owner_id
        JOIN orchestrator_configs p ON p.avee_id = a.id
        LEFT JOIN avee_members m ON m.avee_id = a.id AND m.user_id = c.user_id
        WHERE c.id = p_conversation AND c.user_id = current_person());
END
$$;
