"""Boundaries of answers, trust in automatic answers, and what a chat model confirms beside the conversation."""

from importlib import resources

from alembic import context

from orchestrator.adapters.postgres.migrations.scripts import run_script

revision = "0014"
down_revision = "0013"

SQL = resources.files("orchestrator.adapters.postgres.migrations") / "sql"


def upgrade() -> None:
    width = int(context.config.attributes["embedding_width"])
    run_script((SQL / "0014_boundaries.sql").read_text().replace("{width}", str(width)))
