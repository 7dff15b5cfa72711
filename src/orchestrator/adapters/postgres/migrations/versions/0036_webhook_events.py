"""Webhooks: when a delivery was last posted once more by hand, and an index of the people that deliveries name."""

from alembic import op

revision = "0036_webhook_events"
down_revision = "0035_embedding"

DELTA = """
ALTER TABLE webhook_deliveries ADD COLUMN redelivered_at timestamptz;
CREATE INDEX webhook_deliveries_person ON webhook_deliveries ((body -> 'data' ->> 'user_id')) WHERE body -> 'data' ->> 'user_id' IS NOT NULL;
CREATE INDEX webhook_deliveries_redelivered ON webhook_deliveries (avee_id, webhook_id, redelivered_at) WHERE redelivered_at IS NOT NULL;
"""


def upgrade() -> None:
    op.execute(DELTA)
