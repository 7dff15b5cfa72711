"""Trust in reuse: cards on which a creator says whether a stored answer was right, and what that proves."""

from importlib import resources

from orchestrator.adapters.postgres.migrations.scripts import run_script

revision = "0012"
down_revision = "0011"

SQL = resources.files("orchestrator.adapters.postgres.migrations") / "sql"


def upgrade() -> None:
    run_script((SQL / "0012_trust.sql").read_text())
