"""Documents: a new version replaces the old one when it is ready, and tries of reading are counted."""

from alembic import op

revision = "0003_document_versions"
down_revision = "0009_metric_days"


def upgrade() -> None:
    op.execute("""
        ALTER TABLE documents
            DROP CONSTRAINT documents_status_check,
            ADD CONSTRAINT documents_status_check CHECK (status IN ('pending', 'held', 'ready', 'failed')),
            ADD COLUMN failure_code text,
            ADD COLUMN tries integer NOT NULL DEFAULT 0,
            ADD COLUMN interruptions integer NOT NULL DEFAULT 0,
            ADD COLUMN if_exists text CHECK (if_exists IN ('replace', 'keep_both')),
            ADD COLUMN replaces uuid,
            ADD COLUMN same_title_as uuid,
            ADD FOREIGN KEY (avee_id, replaces) REFERENCES documents ON DELETE SET NULL (replaces),
            ADD FOREIGN KEY (avee_id, same_title_as) REFERENCES documents ON DELETE SET NULL (same_title_as)
    """)
    op.execute("CREATE INDEX documents_replaces ON documents (avee_id, replaces)")
    op.execute("CREATE INDEX documents_same_title_as ON documents (avee_id, same_title_as)")
    op.execute("CREATE INDEX documents_source ON documents (avee_id, source)")
    op.execute("CREATE INDEX documents_title ON documents (avee_id, lower(title)) WHERE status = 'ready'")
