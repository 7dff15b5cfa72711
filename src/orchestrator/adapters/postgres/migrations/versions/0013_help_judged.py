"""A verdict may be about a source that was shown as possible help."""

from alembic import op

revision = "0013_help_judged"
down_revision = "0012_passage_sentences"


def upgrade() -> None:
    op.execute("ALTER TABLE decision_feedback ADD COLUMN source_id uuid")
