"""What an asker adds to a question that waits is kept with it."""

from alembic import op

revision = "0011_additions"
down_revision = "0003_document_versions"


def upgrade() -> None:
    op.execute("ALTER TABLE escalation_queue ADD COLUMN additions text NOT NULL DEFAULT ''")
