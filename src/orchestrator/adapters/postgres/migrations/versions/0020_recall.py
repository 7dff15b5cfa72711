"""Of a very large shelf as much is found as of a large one."""

from importlib import resources

from orchestrator.adapters.postgres.migrations.scripts import run_script

revision = "0020"
down_revision = "0019"

SQL = resources.files("orchestrator.adapters.postgres.migrations") / "sql"


def upgrade() -> None:
    run_script((SQL / "0020_recall.sql").read_text())
