"""What was counted of many messages is kept for a while."""

from importlib import resources

from orchestrator.adapters.postgres.migrations.scripts import run_script

revision = "0022"
down_revision = "0021"

SQL = resources.files("orchestrator.adapters.postgres.migrations") / "sql"


def upgrade() -> None:
    run_script((SQL / "0022_kept_counts.sql").read_text())
