"""The first schema: tables, functions, row security."""

from importlib import resources

from alembic import context

from orchestrator.adapters.postgres.migrations.scripts import run_script

revision = "0001"
down_revision = None

SQL = resources.files("orchestrator.adapters.postgres.migrations") / "sql"


def upgrade() -> None:
    width = int(context.config.attributes["embedding_width"])
    run_script((SQL / "0001_tables.sql").read_text().replace("{width}", str(width)))
    run_script((SQL / "0001_functions.sql").read_text())
    run_script((SQL / "0001_row_security.sql").read_text())
