-- How each message was routed: path, rule, reason, signals and evidence.
CREATE TABLE orchestrator_decisions (
    avee_id uuid NOT NULL,
    id uuid NOT NULL,
    conversation_id uuid NOT NULL,
    user_id uuid NOT NULL REFERENCES users ON DELETE CASCADE,
    message_id uuid NOT NULL,
    -- NULL if the creator is present in the thread and the agent stays silent.
    reply_message_id uuid,
    message_content text NOT NULL,
    decision_path text NOT NULL CHECK (decision_path IN ('A', 'B', 'C', 'D', 'E', 'F')),
    confidence_score integer NOT NULL CHECK (confidence_score BETWEEN 0 AND 10000),
    novelty_score integer NOT NULL CHECK (novelty_score BETWEEN 0 AND 10000),
    complexity_score integer NOT NULL CHECK (complexity_score BETWEEN 0 AND 10000),
    similarity double precision NOT NULL CHECK (similarity BETWEEN 0 AND 1),
    rule text NOT NULL,
    reason text NOT NULL,
    similar_answer_id uuid,
    escalation_id uuid,
    policy_version integer NOT NULL,
    evidence jsonb NOT NULL,
    timings jsonb NOT NULL,
    created_at timestamptz NOT NULL DEFAULT now(),
    -- Milliseconds from a message's arrival until its reply was stored; NULL if it was not measured.
    reply_ms integer CHECK (reply_ms >= 0),
    -- 0 for the decision that stands for the message; the message's other questions follow.
    part smallint NOT NULL DEFAULT 0 CHECK (part >= 0),
    -- What became of a message that a stored answer may fit: served alone by its 'words' or by its 'score', served after
    -- the asker's 'yes', 'asked' about, or 'waited' where an answer was likely and neither served nor asked about. NULL
    -- for any other message. Kept beside the evidence, so that counting need not read that.
    reuse text GENERATED ALWAYS AS (CASE
        WHEN rule = 'known_question' AND evidence -> 'signals' ->> 'is_confirmed' = 'true' THEN 'yes'
        WHEN rule = 'known_question' AND evidence ->> 'is_unmistakable' = 'true' THEN 'words'
        WHEN rule = 'known_question' THEN 'score'
        WHEN rule = 'close_question' THEN 'asked'
        WHEN rule IN ('worth_asking', 'gate_closed') AND evidence -> 'close' <> '[]' THEN 'waited' END) STORED,
    PRIMARY KEY (avee_id, id),
    FOREIGN KEY (avee_id, conversation_id) REFERENCES conversations ON DELETE CASCADE,
    FOREIGN KEY (avee_id, message_id) REFERENCES messages ON DELETE CASCADE,
    -- An answer that a decision names can be retired but not deleted. The check is deferred, so that an avee can be
    -- deleted with all its data.
    FOREIGN KEY (avee_id, similar_answer_id) REFERENCES canonical_answers DEFERRABLE INITIALLY DEFERRED
)
-- The newest rows are read most often, and index-only scans work only for rows that a vacuum has seen.
WITH (autovacuum_vacuum_insert_scale_factor = 0.02);
-- One decision for each question of a message. If a message is routed twice (by its sender and by the job for lost messages), the
-- second attempt fails.
CREATE UNIQUE INDEX orchestrator_decisions_message ON orchestrator_decisions (avee_id, message_id, part);
CREATE INDEX orchestrator_decisions_conversation ON orchestrator_decisions (avee_id, conversation_id);
CREATE INDEX orchestrator_decisions_user_id ON orchestrator_decisions (user_id, id DESC);
CREATE INDEX orchestrator_decisions_answer ON orchestrator_decisions (avee_id, similar_answer_id);
-- Covers the columns that the metrics count, so that the wide table (evidence, texts) is not read.
CREATE INDEX orchestrator_decisions_analytics ON orchestrator_decisions (avee_id, created_at)
    INCLUDE (decision_path, rule, conversation_id, user_id, reply_ms);
CREATE INDEX orchestrator_decisions_served ON orchestrator_decisions (avee_id, created_at)
    INCLUDE (similar_answer_id) WHERE decision_path = 'C';
-- Covers what the costs of reuse count; user_id is for row-level security.
CREATE INDEX orchestrator_decisions_reuse ON orchestrator_decisions (avee_id, created_at)
    INCLUDE (reuse, id, message_id, part, user_id) WHERE reuse IS NOT NULL;
CREATE INDEX orchestrator_decisions_unanswered ON orchestrator_decisions (avee_id, created_at)
    WHERE rule IN ('worth_asking', 'gate_closed');
-- For the log: together with decision_feedback it finds decisions with a verdict without reading the table.
CREATE INDEX orchestrator_decisions_log ON orchestrator_decisions (avee_id, id DESC) INCLUDE (created_at, decision_path, rule);

ALTER TABLE orchestrator_decisions ENABLE ROW LEVEL SECURITY;
ALTER TABLE orchestrator_decisions FORCE ROW LEVEL SECURITY;
CREATE POLICY schema_owner ON orchestrator_decisions TO CURRENT_USER USING (true) WITH CHECK (true);
CREATE POLICY asker_reads ON orchestrator_decisions FOR SELECT USING (user_id = (SELECT current_person()));
CREATE POLICY asker_writes ON orchestrator_decisions FOR INSERT WITH CHECK (
    user_id = (SELECT current_person())
    AND EXISTS (SELECT 1 FROM conversations c WHERE c.avee_id = orchestrator_decisions.avee_id
                AND c.id = orchestrator_decisions.conversation_id AND c.user_id = orchestrator_decisions.user_id));
CREATE POLICY team_reads ON orchestrator_decisions FOR SELECT USING (avee_id IN (SELECT team_avees('viewer')));

-- Rows are added and read, never changed or deleted.
GRANT SELECT, INSERT ON orchestrator_decisions TO {runtime_role};
