-- The policy of each avee. Trust in reuse: wrong_answers_target is the share of wrong answers that the creator accepts.
CREATE TABLE orchestrator_configs (
    avee_id uuid PRIMARY KEY REFERENCES avees ON DELETE CASCADE,
    version integer NOT NULL DEFAULT 1,
    max_escalations_per_day integer NOT NULL DEFAULT 10 CHECK (max_escalations_per_day >= 0),
    max_escalations_per_week integer NOT NULL DEFAULT 50 CHECK (max_escalations_per_week >= 0),
    escalation_enabled boolean NOT NULL DEFAULT true,
    auto_answer_confidence_threshold double precision NOT NULL DEFAULT 0.75
        CHECK (auto_answer_confidence_threshold BETWEEN 0 AND 1),
    canonical_match_threshold double precision NOT NULL DEFAULT 0.85 CHECK (canonical_match_threshold BETWEEN 0 AND 1),
    novelty_threshold double precision NOT NULL DEFAULT 0.70 CHECK (novelty_threshold BETWEEN 0 AND 1),
    complexity_threshold double precision NOT NULL DEFAULT 0.60 CHECK (complexity_threshold BETWEEN 0 AND 1),
    vagueness_threshold double precision NOT NULL DEFAULT 0.50 CHECK (vagueness_threshold BETWEEN 0 AND 1),
    clarification_enabled boolean NOT NULL DEFAULT true,
    max_clarifications_running integer NOT NULL DEFAULT 2 CHECK (max_clarifications_running >= 0),
    blocked_topics jsonb NOT NULL DEFAULT '[]',
    allowed_user_tiers jsonb NOT NULL DEFAULT '["free", "follower", "paid", "guest"]',
    availability_windows jsonb NOT NULL DEFAULT '{}',
    offer_valid_hours integer NOT NULL DEFAULT 72 CHECK (offer_valid_hours > 0),
    expected_response_hours integer NOT NULL DEFAULT 24 CHECK (expected_response_hours > 0),
    created_at timestamptz NOT NULL DEFAULT now(),
    updated_at timestamptz NOT NULL DEFAULT now(),
    answer_deadline_hours integer NOT NULL DEFAULT 168 CHECK (answer_deadline_hours > 0),
    -- The chat model that writes for the agent, one of those in the settings; '' is the default.
    chat_model text NOT NULL DEFAULT '' CHECK (length(chat_model) <= 200),
    temperature double precision NOT NULL DEFAULT 0.3 CHECK (temperature BETWEEN 0 AND 2),
    abuse_rules_enabled boolean NOT NULL DEFAULT true,
    -- 'open': messages pass while the moderation model does not answer.
    moderation_failure text NOT NULL DEFAULT 'open' CHECK (moderation_failure IN ('open', 'closed')),
    trust_mode text NOT NULL DEFAULT 'asking' CHECK (trust_mode IN ('asking', 'cautious', 'immediate')),
    wrong_answers_target double precision NOT NULL DEFAULT 0.05 CHECK (wrong_answers_target > 0 AND wrong_answers_target <= 0.5),
    trust_cards_per_day integer NOT NULL DEFAULT 3 CHECK (trust_cards_per_day BETWEEN 0 AND 50),
    -- Whether a chat model may confirm matches just below what is served.
    model_confirms_matches boolean NOT NULL DEFAULT false,
    -- Messages to the creator past the agent.
    direct_messages_enabled boolean NOT NULL DEFAULT true,
    direct_message_tiers jsonb NOT NULL DEFAULT '["free", "follower", "paid"]',
    max_direct_messages_per_day integer NOT NULL DEFAULT 50 CHECK (max_direct_messages_per_day >= 0),
    max_direct_messages_per_person integer NOT NULL DEFAULT 10 CHECK (max_direct_messages_per_person >= 0),
    -- People without an account: whether they may ask, how much each of them, and their share of the limits above.
    guests_enabled boolean NOT NULL DEFAULT true,
    guest_messages_per_day integer NOT NULL DEFAULT 20 CHECK (guest_messages_per_day >= 0),
    guest_escalations_per_day integer NOT NULL DEFAULT 3 CHECK (guest_escalations_per_day >= 0),
    guest_escalations_per_week integer NOT NULL DEFAULT 15 CHECK (guest_escalations_per_week >= 0),
    -- Messages and decisions older than this are deleted; 0 keeps them.
    retention_days integer NOT NULL DEFAULT 0 CHECK (retention_days BETWEEN 0 AND 3650),
    -- Whether what those who only answer write is sent by an editor or the owner.
    second_signature boolean NOT NULL DEFAULT false
);

ALTER TABLE orchestrator_configs ENABLE ROW LEVEL SECURITY;
ALTER TABLE orchestrator_configs FORCE ROW LEVEL SECURITY;
CREATE POLICY schema_owner ON orchestrator_configs TO CURRENT_USER USING (true) WITH CHECK (true);
CREATE POLICY team_reads ON orchestrator_configs FOR SELECT USING (avee_id IN (SELECT team_avees('viewer')));
CREATE POLICY editors ON orchestrator_configs
    USING (avee_id IN (SELECT team_avees('editor')))
    WITH CHECK (avee_id IN (SELECT team_avees('editor')));

GRANT SELECT, INSERT, UPDATE, DELETE ON orchestrator_configs TO {runtime_role};
