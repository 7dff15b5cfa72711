"""Receipts say who gave them and to whom as it was when the money was taken; mails tell what became of it."""

from alembic import op

revision = "0042_receipts"
down_revision = "0041_payments"


def upgrade() -> None:
    op.execute("ALTER TABLE price_lists ADD COLUMN receipt_details text NOT NULL DEFAULT '' CHECK (length(receipt_details) <= 1000)")
    op.execute("ALTER TABLE payments ADD COLUMN receipt_seller text, ADD COLUMN receipt_details text, ADD COLUMN receipt_buyer text")
    op.execute("ALTER TABLE mail_news DROP CONSTRAINT mail_news_kind_check")
    op.execute(
        "ALTER TABLE mail_news ADD CONSTRAINT mail_news_kind_check"
        " CHECK (kind IN ('answered', 'declined', 'expired', 'corrected', 'wrote', 'paid', 'given_back'))"
    )
