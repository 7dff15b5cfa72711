"""The hot path in one statement a step, which names the person and does the step; and each bank's middle, kept."""

from importlib import resources

from alembic import context

from orchestrator.adapters.postgres.migrations.scripts import run_script

revision = "0018"
down_revision = "0017"

SQL = resources.files("orchestrator.adapters.postgres.migrations") / "sql"


def upgrade() -> None:
    width = int(context.config.attributes["embedding_width"])
    run_script((SQL / "0018_one_trip.sql").read_text().replace("{width}", str(width)))
