"""The loop: accepting, answering, grouping, versions of answers, feedback."""

from importlib import resources

from alembic import context

from orchestrator.adapters.postgres.migrations.scripts import run_script

revision = "0003"
down_revision = "0002"

SQL = resources.files("orchestrator.adapters.postgres.migrations") / "sql"


def upgrade() -> None:
    width = int(context.config.attributes["embedding_width"])
    run_script((SQL / "0003_loop.sql").read_text().replace("{width}", str(width)))
