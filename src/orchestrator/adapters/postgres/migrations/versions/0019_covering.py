"""Vectors stand in the key of `quotables`, so that a small avee among many is read from few pages."""

from importlib import resources

from alembic import context

from orchestrator.adapters.postgres.migrations.scripts import run_script

revision = "0019"
down_revision = "0018"

SQL = resources.files("orchestrator.adapters.postgres.migrations") / "sql"


def upgrade() -> None:
    width = int(context.config.attributes["embedding_width"])
    run_script((SQL / "0019_covering.sql").read_text().replace("{width}", str(width)))
