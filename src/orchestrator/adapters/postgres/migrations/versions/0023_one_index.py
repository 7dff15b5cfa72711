"""Large shelves get their indexes one after the other, each in a transaction of its own."""

from importlib import resources

from alembic import context

from orchestrator.adapters.postgres.migrations.scripts import run_script

revision = "0023"
down_revision = "0022"

SQL = resources.files("orchestrator.adapters.postgres.migrations") / "sql"


def upgrade() -> None:
    width = int(context.config.attributes["embedding_width"])
    run_script((SQL / "0023_one_index.sql").read_text().replace("{width}", str(width)))
