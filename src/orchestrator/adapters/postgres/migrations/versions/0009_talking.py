"""Talking as people do: several messages as one thought, and the agent silent where its creator writes."""

from importlib import resources

from orchestrator.adapters.postgres.migrations.scripts import run_script

revision = "0009"
down_revision = "0008"

SQL = resources.files("orchestrator.adapters.postgres.migrations") / "sql"


def upgrade() -> None:
    run_script((SQL / "0009_talking.sql").read_text())
