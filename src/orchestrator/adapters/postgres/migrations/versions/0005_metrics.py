"""Metrics: counting what happened, in one function, from indexes."""

from importlib import resources

from orchestrator.adapters.postgres.migrations.scripts import run_script

revision = "0005"
down_revision = "0004"

SQL = resources.files("orchestrator.adapters.postgres.migrations") / "sql"


def upgrade() -> None:
    run_script((SQL / "0005_metrics.sql").read_text())
