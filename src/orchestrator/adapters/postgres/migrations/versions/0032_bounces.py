"""Mails that come back later: how far a mailbox was read, and mails by their ids alone."""

from alembic import op

revision = "0032_bounces"
down_revision = "0031_teams"

DELTA = """
CREATE TABLE mailbox_positions (
    mailbox text PRIMARY KEY,
    uid_validity bigint NOT NULL,
    last_uid bigint NOT NULL,
    updated_at timestamptz NOT NULL DEFAULT now()
);
ALTER TABLE mailbox_positions ENABLE ROW LEVEL SECURITY;
ALTER TABLE mailbox_positions FORCE ROW LEVEL SECURITY;
CREATE POLICY schema_owner ON mailbox_positions TO CURRENT_USER USING (true) WITH CHECK (true);
CREATE INDEX mails_id ON mails (id);
"""


def upgrade() -> None:
    op.execute(DELTA)
