"""An answer's layer bounds corrections and groups too; its date is that of its words."""

from importlib import resources

from orchestrator.adapters.postgres.migrations.scripts import run_script

revision = "0016"
down_revision = "0015"

SQL = resources.files("orchestrator.adapters.postgres.migrations") / "sql"


def upgrade() -> None:
    run_script((SQL / "0016_reach.sql").read_text())
