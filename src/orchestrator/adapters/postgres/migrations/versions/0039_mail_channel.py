"""Mail as a channel: when a mailbox was looked at, whom mails came back from, and what is not answered."""

from alembic import op

revision = "0039_mail_channel"
down_revision = "0038_channels"

CHANGES = """
ALTER TABLE channels ADD COLUMN fetched_at timestamptz, ADD COLUMN fetch_error text, ADD COLUMN fetch_failing_since timestamptz;
ALTER TABLE channel_people ADD COLUMN refused text;
ALTER TABLE inbound_events ADD COLUMN set_aside text;
ALTER TABLE inbound_events DROP CONSTRAINT inbound_events_check;
ALTER TABLE inbound_events ADD CONSTRAINT inbound_events_content
    CHECK ((event IS NULL) = (handled_at IS NOT NULL AND set_aside IS NULL));
CREATE INDEX inbound_events_set_aside ON inbound_events (avee_id, channel_id, received_at DESC) WHERE set_aside IS NOT NULL;
"""


def upgrade() -> None:
    op.execute(CHANGES)
