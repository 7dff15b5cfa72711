-- How each message was routed: path, rule, reason, signals and evidence.
CREATE TABLE orchestrator_decisions (
    avee_id uuid NOT NULL,
    id uuid NOT NULL,
    conversation_id uuid NOT NULL,
    user_id uuid NOT NULL REFERENCES users ON DELETE CASCADE,
    message_id uuid NOT NULL,
    -- NULL where the creator is present and the agent says nothing.
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
    -- Milliseconds from a message's arrival until its reply was stored; NULL where nobody measured.
    reply_ms integer CHECK (reply_ms >= 0),
    PRIMARY KEY (avee_id, id),
    FOREIGN KEY (avee_id, conversation_id) REFERENCES conversations ON DELETE CASCADE,
    FOREIGN KEY (avee_id, message_id) REFERENCES messages ON DELETE CASCADE,
    -- An answer on record cannot be deleted, only retired; deferred, so that it can go together with its whole avee.
    FOREIGN KEY (avee_id, similar_answer_id) REFERENCES canonical_answers DEFERRABLE INITIALLY DEFERRED
)
-- The newest rows are read most, and an index alone can answer only for rows that a vacuum has seen.
WITH (autovacuum_vacuum_insert_scale_factor = 0.02);
-- One decision a message: a message routed twice (by its sender and by the job that picks up lost ones) fails the second time.
CREATE UNIQUE INDEX orchestrator_decisions_message ON orchestrator_decisions (avee_id, message_id);
CREATE INDEX orchestrator_decisions_conversation ON orchestrator_decisions (avee_id, conversation_id);
CREATE INDEX orchestrator_decisions_user_id ON orchestrator_decisions (user_id, id DESC);
CREATE INDEX orchestrator_decisions_answer ON orchestrator_decisions (avee_id, similar_answer_id);
-- Covers what is counted over messages, so that the wide table itself (evidence, texts) is not read.
CREATE INDEX orchestrator_decisions_analytics ON orchestrator_decisions (avee_id, created_at)
    INCLUDE (decision_path, rule, conversation_id, user_id, reply_ms);
CREATE INDEX orchestrator_decisions_served ON orchestrator_decisions (avee_id, created_at)
    INCLUDE (similar_answer_id) WHERE decision_path = 'C';
CREATE INDEX orchestrator_decisions_unanswered ON orchestrator_decisions (avee_id, created_at)
    WHERE rule IN ('worth_asking', 'gate_closed');
-- The log's own, beside the primary key: which decisions got feedback is known without reading the table.
CREATE INDEX orchestrator_decisions_log ON orchestrator_decisions (avee_id, id DESC) INCLUDE (created_at, decision_path, rule);

ALTER TABLE orchestrator_decisions ENABLE ROW LEVEL SECURITY;
ALTER TABLE orchestrator_decisions FORCE ROW LEVEL SECURITY;
CREATE POLICY schema_owner ON orchestrator_decisions TO CURRENT_USER USING (true) WITH CHECK (true);
CREATE POLICY asker_reads ON orchestrator_decisions FOR SELECT USING (user_id = (SELECT current_person()));
CREATE POLICY asker_writes ON orchestrator_decisions FOR INSERT WITH CHECK (
    user_id = (SELECT current_person())
    AND EXISTS (SELECT 1 FROM conversations c WHERE c.avee_id = orchestrator_decisions.avee_id
                AND c.id = orchestrator_decisions.conversation_id AND c.user_id = orchestrator_decisions.user_id));
CREATE POLICY creator ON orchestrator_decisions FOR SELECT USING (avee_id IN (SELECT owned_avees()));

-- Rows are added and read, never changed or deleted.
GRANT SELECT, INSERT ON orchestrator_decisions TO {runtime_role};
