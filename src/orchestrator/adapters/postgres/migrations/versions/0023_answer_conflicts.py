"""Pairs of answers to one question, and the answers that were not compared yet: all that exist. A job compares them."""

from alembic import op

revision = "0023_answer_conflicts"
down_revision = "0022_multilingual_vectors"

DELTA = """
ALTER TABLE canonical_answers ADD COLUMN disputed_from smallint, ADD COLUMN shared_from smallint;
ALTER TABLE phrasings ADD COLUMN disputed_from smallint, ADD COLUMN shared_from smallint;
CREATE TABLE answer_conflicts (
    avee_id uuid NOT NULL,
    id uuid NOT NULL,
    first_id uuid NOT NULL,
    second_id uuid NOT NULL,
    is_certain boolean NOT NULL,
    likeness double precision NOT NULL CHECK (likeness BETWEEN 0 AND 1),
    first_wordings uuid[] NOT NULL DEFAULT '{}',
    second_wordings uuid[] NOT NULL DEFAULT '{}',
    settled_at timestamptz,
    version integer NOT NULL DEFAULT 1,
    created_at timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (avee_id, id),
    FOREIGN KEY (avee_id, first_id) REFERENCES canonical_answers ON DELETE CASCADE,
    FOREIGN KEY (avee_id, second_id) REFERENCES canonical_answers ON DELETE CASCADE,
    CHECK (first_id < second_id)
);
CREATE UNIQUE INDEX answer_conflicts_pair ON answer_conflicts (avee_id, first_id, second_id);
CREATE INDEX answer_conflicts_second ON answer_conflicts (avee_id, second_id);

ALTER TABLE answer_conflicts ENABLE ROW LEVEL SECURITY;
ALTER TABLE answer_conflicts FORCE ROW LEVEL SECURITY;
CREATE POLICY schema_owner ON answer_conflicts TO CURRENT_USER USING (true) WITH CHECK (true);
CREATE POLICY creator ON answer_conflicts
    USING (avee_id IN (SELECT owned_avees())) WITH CHECK (avee_id IN (SELECT owned_avees()));

CREATE TABLE uncompared_answers (
    avee_id uuid NOT NULL,
    answer_id uuid NOT NULL,
    marked_at timestamptz NOT NULL DEFAULT clock_timestamp(),
    PRIMARY KEY (avee_id, answer_id),
    FOREIGN KEY (avee_id, answer_id) REFERENCES canonical_answers ON DELETE CASCADE
);

ALTER TABLE uncompared_answers ENABLE ROW LEVEL SECURITY;
ALTER TABLE uncompared_answers FORCE ROW LEVEL SECURITY;
CREATE POLICY schema_owner ON uncompared_answers TO CURRENT_USER USING (true) WITH CHECK (true);
CREATE POLICY creator_reads ON uncompared_answers FOR SELECT USING (avee_id IN (SELECT owned_avees()));
CREATE POLICY creator_compares ON uncompared_answers FOR DELETE USING (avee_id IN (SELECT owned_avees()));

INSERT INTO uncompared_answers (avee_id, answer_id) SELECT avee_id, id FROM canonical_answers WHERE state = 'active';
"""


def upgrade() -> None:
    op.execute(DELTA)
