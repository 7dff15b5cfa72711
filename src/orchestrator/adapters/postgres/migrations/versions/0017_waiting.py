"""How many people wait for the same answer, told to those who wait too."""

from importlib import resources

from orchestrator.adapters.postgres.migrations.scripts import run_script

revision = "0017"
down_revision = "0016"

SQL = resources.files("orchestrator.adapters.postgres.migrations") / "sql"


def upgrade() -> None:
    run_script((SQL / "0017_waiting.sql").read_text())
