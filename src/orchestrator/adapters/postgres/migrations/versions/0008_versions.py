"""Versions of the settings: who saved each, and which older one it restores."""

from importlib import resources

from orchestrator.adapters.postgres.migrations.scripts import run_script

revision = "0008"
down_revision = "0007"

SQL = resources.files("orchestrator.adapters.postgres.migrations") / "sql"


def upgrade() -> None:
    run_script((SQL / "0008_versions.sql").read_text())
