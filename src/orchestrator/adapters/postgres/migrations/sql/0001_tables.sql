-- Tables. Every tenant table carries avee_id first in its primary key and in its foreign keys to other tenant tables.
-- {width} is the embedder's width, an integer put in by the migration.

CREATE EXTENSION IF NOT EXISTS vector;

-- Ordered: 'public' < 'friends' < 'intimate', so that "may see" is a comparison.
CREATE TYPE layer AS ENUM ('public', 'friends', 'intimate');

CREATE TABLE embedding_model (
    only_row boolean PRIMARY KEY DEFAULT true CHECK (only_row),
    name text NOT NULL,
    width integer NOT NULL CHECK (width > 0),
    created_at timestamptz NOT NULL DEFAULT now()
);

CREATE TABLE users (
    id uuid PRIMARY KEY,
    email text NOT NULL,
    handle text NOT NULL,
    display_name text NOT NULL,
    avatar text,
    password_hash text NOT NULL,
    created_at timestamptz NOT NULL DEFAULT now(),
    updated_at timestamptz NOT NULL DEFAULT now()
);
CREATE UNIQUE INDEX users_email ON users (lower(email));
CREATE UNIQUE INDEX users_handle ON users (handle);

CREATE TABLE user_sessions (
    id uuid PRIMARY KEY,
    user_id uuid NOT NULL REFERENCES users ON DELETE CASCADE,
    secret_hash bytea NOT NULL,
    created_at timestamptz NOT NULL DEFAULT now(),
    expires_at timestamptz NOT NULL
);
CREATE UNIQUE INDEX user_sessions_secret_hash ON user_sessions (secret_hash);
CREATE INDEX user_sessions_user_id ON user_sessions (user_id);

CREATE TABLE api_tokens (
    id uuid PRIMARY KEY,
    user_id uuid NOT NULL REFERENCES users ON DELETE CASCADE,
    name text NOT NULL,
    secret_hash bytea NOT NULL,
    created_at timestamptz NOT NULL DEFAULT now()
);
CREATE UNIQUE INDEX api_tokens_secret_hash ON api_tokens (secret_hash);
CREATE INDEX api_tokens_user_id ON api_tokens (user_id);

CREATE TABLE avees (
    id uuid PRIMARY KEY,
    owner_id uuid NOT NULL REFERENCES users ON DELETE CASCADE,
    handle text NOT NULL,
    display_name text NOT NULL,
    persona text NOT NULL DEFAULT '',
    created_at timestamptz NOT NULL DEFAULT now(),
    updated_at timestamptz NOT NULL DEFAULT now()
);
CREATE UNIQUE INDEX avees_handle ON avees (handle);
CREATE INDEX avees_owner_id ON avees (owner_id);

CREATE TABLE avee_members (
    avee_id uuid NOT NULL REFERENCES avees ON DELETE CASCADE,
    user_id uuid NOT NULL REFERENCES users ON DELETE CASCADE,
    tier text NOT NULL DEFAULT 'free' CHECK (tier IN ('free', 'follower', 'paid')),
    layer layer NOT NULL DEFAULT 'public',
    created_at timestamptz NOT NULL DEFAULT now(),
    updated_at timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (avee_id, user_id)
);
CREATE INDEX avee_members_user_id ON avee_members (user_id);

CREATE TABLE documents (
    avee_id uuid NOT NULL REFERENCES avees ON DELETE CASCADE,
    id uuid NOT NULL,
    layer layer NOT NULL DEFAULT 'public',
    title text NOT NULL,
    source text NOT NULL,
    -- What was sent, until it is read; then its text.
    upload bytea,
    content text NOT NULL DEFAULT '',
    content_hash bytea NOT NULL,
    status text NOT NULL DEFAULT 'pending' CHECK (status IN ('pending', 'ready', 'failed')),
    failure text,
    chunk_count integer NOT NULL DEFAULT 0,
    created_at timestamptz NOT NULL DEFAULT now(),
    updated_at timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (avee_id, id)
);
CREATE UNIQUE INDEX documents_content_hash ON documents (avee_id, content_hash);

CREATE TABLE document_chunks (
    avee_id uuid NOT NULL,
    id uuid NOT NULL,
    document_id uuid NOT NULL,
    position integer NOT NULL,
    layer layer NOT NULL,
    heading text NOT NULL DEFAULT '',
    content text NOT NULL,
    text_config regconfig NOT NULL DEFAULT 'english',
    text_search tsvector NOT NULL GENERATED ALWAYS AS
        (setweight(to_tsvector(text_config, heading), 'A') || to_tsvector(text_config, content)) STORED,
    embedding halfvec({width}) NOT NULL,
    PRIMARY KEY (avee_id, id),
    FOREIGN KEY (avee_id, document_id) REFERENCES documents ON DELETE CASCADE
);
CREATE UNIQUE INDEX document_chunks_position ON document_chunks (avee_id, document_id, position);
CREATE INDEX document_chunks_text_search ON document_chunks USING gin (text_search);
CREATE INDEX document_chunks_embedding ON document_chunks USING hnsw (embedding halfvec_ip_ops);

CREATE TABLE conversations (
    avee_id uuid NOT NULL REFERENCES avees ON DELETE CASCADE,
    id uuid NOT NULL,
    user_id uuid NOT NULL REFERENCES users ON DELETE CASCADE,
    kind text NOT NULL DEFAULT 'agent' CHECK (kind IN ('agent', 'direct')),
    created_at timestamptz NOT NULL DEFAULT now(),
    updated_at timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (avee_id, id)
);
CREATE INDEX conversations_id ON conversations (id);
CREATE INDEX conversations_user_id ON conversations (user_id, id DESC);

CREATE TABLE messages (
    avee_id uuid NOT NULL,
    id uuid NOT NULL,
    conversation_id uuid NOT NULL,
    user_id uuid NOT NULL REFERENCES users ON DELETE CASCADE,
    role text NOT NULL CHECK (role IN ('user', 'agent', 'creator')),
    content text NOT NULL,
    layer layer NOT NULL DEFAULT 'public',
    client_message_id text,
    in_reply_to uuid,
    sources jsonb NOT NULL DEFAULT '[]',
    awaits_routing boolean NOT NULL DEFAULT false,
    created_at timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (avee_id, id),
    FOREIGN KEY (avee_id, conversation_id) REFERENCES conversations ON DELETE CASCADE
);
CREATE INDEX messages_conversation ON messages (avee_id, conversation_id, id DESC);
CREATE UNIQUE INDEX messages_client_message_id ON messages (avee_id, conversation_id, client_message_id)
    WHERE client_message_id IS NOT NULL;
CREATE INDEX messages_user_id ON messages (user_id);
CREATE INDEX messages_awaits_routing ON messages (created_at) WHERE awaits_routing;

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
    allowed_user_tiers jsonb NOT NULL DEFAULT '["free", "follower"]',
    availability_windows jsonb NOT NULL DEFAULT '{}',
    offer_valid_hours integer NOT NULL DEFAULT 72 CHECK (offer_valid_hours > 0),
    expected_response_hours integer NOT NULL DEFAULT 24 CHECK (expected_response_hours > 0),
    created_at timestamptz NOT NULL DEFAULT now(),
    updated_at timestamptz NOT NULL DEFAULT now()
);

CREATE TABLE orchestrator_config_versions (
    avee_id uuid NOT NULL REFERENCES avees ON DELETE CASCADE,
    version integer NOT NULL,
    config jsonb NOT NULL,
    created_at timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (avee_id, version)
);

CREATE TABLE escalation_queue (
    avee_id uuid NOT NULL,
    id uuid NOT NULL,
    conversation_id uuid NOT NULL,
    user_id uuid NOT NULL REFERENCES users ON DELETE CASCADE,
    message_id uuid NOT NULL,
    original_message text NOT NULL,
    context_summary text NOT NULL DEFAULT '',
    escalation_reason text NOT NULL CHECK (escalation_reason IN ('novel', 'strategic', 'complex')),
    status text NOT NULL DEFAULT 'pending'
        CHECK (status IN ('pending', 'accepted', 'answered', 'declined', 'expired')),
    expected_response_hours double precision NOT NULL,
    remaining_today integer NOT NULL,
    offered_at timestamptz NOT NULL DEFAULT now(),
    expires_at timestamptz NOT NULL,
    accepted_at timestamptz,
    answered_at timestamptz,
    creator_answer text,
    answer_layer layer,
    embedding halfvec({width}) NOT NULL,
    created_at timestamptz NOT NULL DEFAULT now(),
    updated_at timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (avee_id, id),
    FOREIGN KEY (avee_id, conversation_id) REFERENCES conversations ON DELETE CASCADE,
    FOREIGN KEY (avee_id, message_id) REFERENCES messages ON DELETE CASCADE
);
CREATE INDEX escalation_queue_status ON escalation_queue (avee_id, status, accepted_at);
CREATE INDEX escalation_queue_accepted_at ON escalation_queue (avee_id, accepted_at) WHERE accepted_at IS NOT NULL;
CREATE INDEX escalation_queue_user_id ON escalation_queue (user_id, offered_at);
CREATE INDEX escalation_queue_conversation ON escalation_queue (avee_id, conversation_id);
CREATE INDEX escalation_queue_message ON escalation_queue (avee_id, message_id);
CREATE INDEX escalation_queue_embedding ON escalation_queue USING hnsw (embedding halfvec_ip_ops);

CREATE TABLE canonical_answers (
    avee_id uuid NOT NULL REFERENCES avees ON DELETE CASCADE,
    id uuid NOT NULL,
    escalation_id uuid,
    question_pattern text NOT NULL,
    answer_content text NOT NULL,
    layer layer NOT NULL DEFAULT 'public',
    state text NOT NULL DEFAULT 'active' CHECK (state IN ('active', 'retired')),
    version integer NOT NULL DEFAULT 1,
    times_reused bigint NOT NULL DEFAULT 0,
    content_hash bytea NOT NULL,
    expires_at timestamptz,
    embedding halfvec({width}) NOT NULL,
    created_at timestamptz NOT NULL DEFAULT now(),
    updated_at timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (avee_id, id),
    -- An asker who goes takes their question along; the answer stays.
    FOREIGN KEY (avee_id, escalation_id) REFERENCES escalation_queue ON DELETE SET NULL (escalation_id)
)
-- Half of each page stays free, so that counting a reuse rewrites the row in its page and leaves every index, HNSW above all, alone.
WITH (fillfactor = 50);
CREATE UNIQUE INDEX canonical_answers_content_hash ON canonical_answers (avee_id, content_hash) WHERE state = 'active';
CREATE INDEX canonical_answers_escalation ON canonical_answers (avee_id, escalation_id);
CREATE INDEX canonical_answers_embedding ON canonical_answers USING hnsw (embedding halfvec_ip_ops);

CREATE TABLE orchestrator_decisions (
    avee_id uuid NOT NULL,
    id uuid NOT NULL,
    conversation_id uuid NOT NULL,
    user_id uuid NOT NULL REFERENCES users ON DELETE CASCADE,
    message_id uuid NOT NULL,
    reply_message_id uuid NOT NULL,
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
    PRIMARY KEY (avee_id, id),
    FOREIGN KEY (avee_id, conversation_id) REFERENCES conversations ON DELETE CASCADE,
    FOREIGN KEY (avee_id, message_id) REFERENCES messages ON DELETE CASCADE,
    -- An answer on record cannot be deleted, only retired; deferred, so that it can go together with its whole avee.
    FOREIGN KEY (avee_id, similar_answer_id) REFERENCES canonical_answers DEFERRABLE INITIALLY DEFERRED
);
-- One decision a message: a message routed twice (by its sender and by the job that picks up lost ones) fails the second time.
CREATE UNIQUE INDEX orchestrator_decisions_message ON orchestrator_decisions (avee_id, message_id);
CREATE INDEX orchestrator_decisions_log ON orchestrator_decisions (avee_id, id DESC);
CREATE INDEX orchestrator_decisions_analytics ON orchestrator_decisions (avee_id, created_at, decision_path);
CREATE INDEX orchestrator_decisions_conversation ON orchestrator_decisions (avee_id, conversation_id);
CREATE INDEX orchestrator_decisions_user_id ON orchestrator_decisions (user_id, id DESC);
CREATE INDEX orchestrator_decisions_answer ON orchestrator_decisions (avee_id, similar_answer_id);

-- What was served to whom, in which version: the ledger behind times_reused.
CREATE TABLE answer_deliveries (
    avee_id uuid NOT NULL,
    id uuid NOT NULL,
    answer_id uuid NOT NULL,
    answer_version integer NOT NULL,
    user_id uuid NOT NULL REFERENCES users ON DELETE CASCADE,
    message_id uuid NOT NULL,
    created_at timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (avee_id, id),
    FOREIGN KEY (avee_id, answer_id) REFERENCES canonical_answers DEFERRABLE INITIALLY DEFERRED,
    FOREIGN KEY (avee_id, message_id) REFERENCES messages ON DELETE CASCADE
);
CREATE INDEX answer_deliveries_answer ON answer_deliveries (avee_id, answer_id);
CREATE INDEX answer_deliveries_message ON answer_deliveries (avee_id, message_id);
CREATE INDEX answer_deliveries_user_id ON answer_deliveries (user_id);
