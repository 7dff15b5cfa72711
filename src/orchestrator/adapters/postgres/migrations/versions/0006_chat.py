"""Chat models: which one writes for an agent, how freely, and how private each turn is that it may be shown."""

from importlib import resources

from orchestrator.adapters.postgres.migrations.scripts import run_script

revision = "0006"
down_revision = "0005"

SQL = resources.files("orchestrator.adapters.postgres.migrations") / "sql"


def upgrade() -> None:
    run_script((SQL / "0006_chat.sql").read_text())
