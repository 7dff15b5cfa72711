"""Which job sends in a thread of a channel."""

from alembic import op

revision = "0040_troubles"
down_revision = "0038_channels"

CHANGES = """
ALTER TABLE channel_threads ADD COLUMN sending_by uuid, ADD COLUMN sending_until timestamptz;
"""


def upgrade() -> None:
    op.execute(CHANGES)
