"""Documents say what of them could not be read, and which version of the reader read them.

Earlier readers stored text that no reader of the file sees. The text of a Markdown or plain file is its source, so those
with the signs of a comment or of HTML are read again from it. Of other files the source was not kept: their creator is asked
to add them again.
"""

from alembic import op

revision = "0004_reading_warnings"
down_revision = "0001_baseline"

FIRST_CLEAN_READER = 2


def upgrade() -> None:
    op.execute("ALTER TABLE documents ADD COLUMN warning text")
    op.execute("ALTER TABLE documents ADD COLUMN reader_version integer NOT NULL DEFAULT 1")
    op.execute(r"""
        UPDATE documents SET status = 'pending', upload = convert_to(content, 'UTF8')
        WHERE status = 'ready' AND lower(source) ~ '\.(md|markdown|mdx|txt)$' AND content ~ '<[A-Za-z!]|\{[%#{/:>]|%%|\]:'
    """)
    op.execute(r"""
        UPDATE documents SET warning = 'It was read by an earlier version, which may have kept text that readers of the file do not see. Add the file again.'
        WHERE status = 'ready' AND lower(source) !~ '\.(md|markdown|mdx|txt|csv|json|jsonl)$'
    """)
