"""Whether a question pattern is in the creator's words, so that it may be shown to askers."""

from alembic import op

revision = "0017_own_wording"
down_revision = "0015_persona_fields"


def upgrade() -> None:
    op.execute("ALTER TABLE canonical_answers ADD COLUMN is_own_wording boolean NOT NULL DEFAULT true")
    # Which of the answered questions were reworded is not known: none of them is shown.
    op.execute("UPDATE canonical_answers SET is_own_wording = false WHERE escalation_id IS NOT NULL")
