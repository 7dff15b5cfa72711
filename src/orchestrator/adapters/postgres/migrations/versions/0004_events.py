"""Live events, notifications and webhooks, all filled by triggers."""

from importlib import resources

from orchestrator.adapters.postgres.migrations.scripts import run_script

revision = "0004"
down_revision = "0003"

SQL = resources.files("orchestrator.adapters.postgres.migrations") / "sql"


def upgrade() -> None:
    run_script((SQL / "0004_events.sql").read_text())
    run_script((SQL / "0004_outbox.sql").read_text())
    run_script((SQL / "0004_triggers.sql").read_text())
