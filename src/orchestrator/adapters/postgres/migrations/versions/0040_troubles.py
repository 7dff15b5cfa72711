"""Which job sends in a thread of a channel, and what of an agent needs somebody: a channel or a source that
has failed. And webhooks that two people may edit."""

from alembic import op

revision = "0040_troubles"
down_revision = "0039_mail_channel"

CHANGES = """
ALTER TABLE channel_threads ADD COLUMN sending_by uuid, ADD COLUMN sending_until timestamptz;
ALTER TABLE sources ADD COLUMN failing_since timestamptz;
ALTER TABLE webhooks ADD COLUMN version integer NOT NULL DEFAULT 1;
ALTER TABLE notifications DROP CONSTRAINT notifications_kind_check;
ALTER TABLE notifications ADD CONSTRAINT notifications_kind_check CHECK (kind IN (
    'question_accepted', 'assigned', 'answered', 'declined', 'expired', 'corrected', 'asker_wrote', 'trust_voided', 'webhook_disabled',
    'channel_trouble', 'source_trouble', 'source_changed'));
UPDATE notification_settings SET kinds = kinds || '["channel_trouble", "source_trouble", "source_changed"]'
    WHERE kinds ? 'webhook_disabled';
"""


def upgrade() -> None:
    op.execute(CHANGES)
