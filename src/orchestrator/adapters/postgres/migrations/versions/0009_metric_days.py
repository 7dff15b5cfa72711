"""The days of the metrics are those of a time zone: two functions have one argument more. Their files create them anew."""

from alembic import op

revision = "0009_metric_days"
down_revision = "0005_receivers"


def upgrade() -> None:
    op.execute("DROP FUNCTION IF EXISTS get_orchestrator_metrics(uuid, integer)")
    op.execute("DROP FUNCTION IF EXISTS count_messages(uuid, timestamptz, timestamptz)")
