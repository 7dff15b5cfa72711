"""Receipts say who gave them and to whom as it was when the money was taken; mails tell what became of it."""

from alembic import op

revision = "0042_receipts"
down_revision = "0041_payments"


KINDS = """
ALTER TABLE notifications DROP CONSTRAINT notifications_kind_check;
ALTER TABLE notifications ADD CONSTRAINT notifications_kind_check CHECK (kind IN (
    'question_accepted', 'assigned', 'answered', 'declined', 'expired', 'corrected', 'asker_wrote', 'trust_voided', 'webhook_disabled',
    'channel_trouble', 'source_trouble', 'source_changed', 'payment_disputed', 'money_owed'));
UPDATE notification_settings SET kinds = kinds || '["payment_disputed", "money_owed"]' WHERE kinds ? 'webhook_disabled';
"""


def upgrade() -> None:
    op.execute(KINDS)
    op.execute("ALTER TABLE price_lists ADD COLUMN receipt_details text NOT NULL DEFAULT '' CHECK (length(receipt_details) <= 1000)")
    op.execute("ALTER TABLE payments ADD COLUMN receipt_seller text, ADD COLUMN receipt_details text, ADD COLUMN receipt_buyer text")
    op.execute("ALTER TABLE mail_news DROP CONSTRAINT mail_news_kind_check")
    op.execute(
        "ALTER TABLE mail_news ADD CONSTRAINT mail_news_kind_check"
        " CHECK (kind IN ('answered', 'declined', 'expired', 'corrected', 'wrote', 'paid', 'given_back'))"
    )
