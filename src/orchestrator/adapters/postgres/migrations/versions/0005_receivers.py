"""Receivers of notifications and webhooks: what is shown of an address, why one is out of use, slowness and pauses.

The masked form of an address that is already stored names its service only: reading more out of it needs the library
that sends.
"""

from alembic import op

revision = "0005_receivers"
down_revision = "0008_hand_over"

KINDS = "'question_accepted', 'answered', 'declined', 'expired', 'corrected', 'asker_wrote', 'trust_voided', 'webhook_disabled'"


def upgrade() -> None:
    op.execute("ALTER TABLE notification_targets ADD COLUMN masked text")
    op.execute("UPDATE notification_targets SET masked = lower(split_part(url, '://', 1)) || '://****'")
    op.execute("ALTER TABLE notification_targets ALTER COLUMN masked SET NOT NULL")
    op.execute("ALTER TABLE notification_targets ADD COLUMN disabled_reason text, ADD COLUMN is_slow boolean NOT NULL DEFAULT false")
    op.execute("ALTER TABLE webhooks ADD COLUMN paused_until timestamptz, ADD COLUMN is_slow boolean NOT NULL DEFAULT false")
    op.execute("ALTER TABLE notifications DROP CONSTRAINT notifications_kind_check")
    op.execute(f"ALTER TABLE notifications ADD CONSTRAINT notifications_kind_check CHECK (kind IN ({KINDS}))")
    op.execute("DROP FUNCTION enqueue_job(text, text, jsonb)")
