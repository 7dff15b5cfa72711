"""Quotables: the vectors of what may be quoted, apart from what is wide, and an index of its own for each large shelf of them."""

from importlib import resources

from alembic import context

from orchestrator.adapters.postgres.migrations.scripts import run_script

revision = "0015"
down_revision = "0014"

SQL = resources.files("orchestrator.adapters.postgres.migrations") / "sql"


def upgrade() -> None:
    width = int(context.config.attributes["embedding_width"])
    run_script((SQL / "0015_quotables.sql").read_text().replace("{width}", str(width)))
