"""Logs of changes, counts of what was deleted, who asked the question of an answer, and how long an agent keeps messages."""

from alembic import op

revision = "0030_rights"
down_revision = "0029_guests"

DELTA = """
CREATE OR REPLACE FUNCTION make_id() RETURNS uuid LANGUAGE sql VOLATILE AS
$$
    SELECT encode(set_bit(set_bit(overlay(uuid_send(gen_random_uuid())
        PLACING substring(int8send((extract(epoch FROM clock_timestamp()) * 1000)::bigint) FROM 3) FROM 1 FOR 6), 52, 1), 53, 1), 'hex')::uuid
$$;
CREATE TABLE agent_audit (
    avee_id uuid NOT NULL REFERENCES avees ON DELETE CASCADE,
    id uuid NOT NULL DEFAULT make_id(),
    kind text NOT NULL CHECK (length(kind) <= 60),
    person_id uuid REFERENCES users ON DELETE SET NULL,
    subject_id uuid,
    subject_person uuid REFERENCES users ON DELETE SET NULL,
    via text NOT NULL DEFAULT '',
    network text NOT NULL DEFAULT '',
    before jsonb,
    after jsonb,
    created_at timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (avee_id, id)
);
CREATE INDEX agent_audit_person ON agent_audit (person_id, id);
CREATE INDEX agent_audit_subject ON agent_audit (subject_person);
CREATE INDEX agent_audit_created_at ON agent_audit (created_at);

ALTER TABLE agent_audit ENABLE ROW LEVEL SECURITY;
ALTER TABLE agent_audit FORCE ROW LEVEL SECURITY;
CREATE POLICY schema_owner ON agent_audit TO CURRENT_USER USING (true) WITH CHECK (true);
CREATE POLICY creator ON agent_audit FOR SELECT USING (avee_id IN (SELECT owned_avees()));
CREATE POLICY myself ON agent_audit FOR SELECT USING (person_id = (SELECT current_person()));

CREATE TABLE account_audit (
    user_id uuid NOT NULL REFERENCES users ON DELETE CASCADE,
    id uuid NOT NULL DEFAULT make_id(),
    kind text NOT NULL CHECK (length(kind) <= 60),
    subject_id uuid,
    via text NOT NULL DEFAULT '',
    network text NOT NULL DEFAULT '',
    before jsonb,
    after jsonb,
    created_at timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (user_id, id)
);
CREATE INDEX account_audit_created_at ON account_audit (created_at);

ALTER TABLE account_audit ENABLE ROW LEVEL SECURITY;
ALTER TABLE account_audit FORCE ROW LEVEL SECURITY;
CREATE POLICY schema_owner ON account_audit TO CURRENT_USER USING (true) WITH CHECK (true);
CREATE POLICY myself ON account_audit FOR SELECT USING (user_id = (SELECT current_person()));

CREATE TABLE past_counts (
    avee_id uuid NOT NULL REFERENCES avees ON DELETE CASCADE,
    bin_at timestamptz NOT NULL,
    path text NOT NULL CHECK (path IN ('A', 'B', 'C', 'D', 'E', 'F')),
    is_small_talk boolean NOT NULL,
    messages bigint NOT NULL,
    PRIMARY KEY (avee_id, bin_at, path, is_small_talk)
);

ALTER TABLE past_counts ENABLE ROW LEVEL SECURITY;
ALTER TABLE past_counts FORCE ROW LEVEL SECURITY;
CREATE POLICY schema_owner ON past_counts TO CURRENT_USER USING (true) WITH CHECK (true);
CREATE POLICY creator ON past_counts FOR SELECT USING (avee_id IN (SELECT owned_avees()));

ALTER TABLE canonical_answers ADD COLUMN asked_by uuid REFERENCES users ON DELETE SET NULL;
CREATE INDEX canonical_answers_asked_by ON canonical_answers (asked_by);
UPDATE canonical_answers a SET asked_by = q.user_id FROM escalation_queue q WHERE q.avee_id = a.avee_id AND q.id = a.escalation_id;
ALTER TABLE orchestrator_configs ADD COLUMN retention_days integer NOT NULL DEFAULT 0 CHECK (retention_days BETWEEN 0 AND 3650);
UPDATE orchestrator_config_versions SET config = config || '{"retention_days": 0}';
-- It returns one more column now; an earlier delta may have dropped it already.
DROP FUNCTION IF EXISTS get_public_avees(text, uuid[]);
"""


def upgrade() -> None:
    op.execute(DELTA)
