"""What each routed message asked, as a vector."""

from importlib import resources

from alembic import context

from orchestrator.adapters.postgres.migrations.scripts import run_script

revision = "0011"
down_revision = "0010"

SQL = resources.files("orchestrator.adapters.postgres.migrations") / "sql"


def upgrade() -> None:
    width = int(context.config.attributes["embedding_width"])
    run_script((SQL / "0011_asked.sql").read_text().replace("{width}", str(width)))
