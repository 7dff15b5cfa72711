"""Moderation: whether the built-in rules hold, and what happens while a moderation model does not answer."""

from importlib import resources

from orchestrator.adapters.postgres.migrations.scripts import run_script

revision = "0007"
down_revision = "0006"

SQL = resources.files("orchestrator.adapters.postgres.migrations") / "sql"


def upgrade() -> None:
    run_script((SQL / "0007_moderation.sql").read_text())
