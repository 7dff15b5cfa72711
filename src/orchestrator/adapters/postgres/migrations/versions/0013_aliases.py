"""Aliases: other wordings that the creator confirmed to ask the same as an answered question."""

from importlib import resources

from alembic import context

from orchestrator.adapters.postgres.migrations.scripts import run_script

revision = "0013"
down_revision = "0012"

SQL = resources.files("orchestrator.adapters.postgres.migrations") / "sql"


def upgrade() -> None:
    width = int(context.config.attributes["embedding_width"])
    run_script((SQL / "0013_aliases.sql").read_text().replace("{width}", str(width)))
