-- Moderation: the built-in rules against abuse, and what becomes of messages while a moderation model does not answer.
ALTER TABLE orchestrator_configs
    ADD COLUMN abuse_rules_enabled boolean NOT NULL DEFAULT true,
    ADD COLUMN moderation_failure text NOT NULL DEFAULT 'open' CHECK (moderation_failure IN ('open', 'closed'));

-- Versions kept before there were these, as they would be read now.
UPDATE orchestrator_config_versions SET config = '{"abuse_rules_enabled": true, "moderation_failure": "open"}' || config;
