"""Reuses are counted without waiting for whoever reuses at that moment."""

from importlib import resources

from orchestrator.adapters.postgres.migrations.scripts import run_script

revision = "0021"
down_revision = "0020"

SQL = resources.files("orchestrator.adapters.postgres.migrations") / "sql"


def upgrade() -> None:
    run_script((SQL / "0021_counting.sql").read_text())
