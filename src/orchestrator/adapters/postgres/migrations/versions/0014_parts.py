"""A message with several questions has a decision for each of them."""

from alembic import op

revision = "0014_parts"
down_revision = "0013_help_judged"

DELTA = """
ALTER TABLE orchestrator_decisions ADD COLUMN part smallint NOT NULL DEFAULT 0 CHECK (part >= 0);
DROP INDEX orchestrator_decisions_message;
CREATE UNIQUE INDEX orchestrator_decisions_message ON orchestrator_decisions (avee_id, message_id, part);
ALTER TABLE trust_cards ADD COLUMN part smallint NOT NULL DEFAULT 0 CHECK (part >= 0);
DROP INDEX trust_cards_message;
CREATE UNIQUE INDEX trust_cards_message ON trust_cards (avee_id, message_id, part, subject);
ALTER TABLE borderline_matches ADD COLUMN part smallint NOT NULL DEFAULT 0 CHECK (part >= 0);
DROP INDEX borderline_matches_message;
CREATE UNIQUE INDEX borderline_matches_message ON borderline_matches (avee_id, message_id, part);
"""


def upgrade() -> None:
    op.execute(DELTA)
