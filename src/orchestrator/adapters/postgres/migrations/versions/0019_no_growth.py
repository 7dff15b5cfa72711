"""What a message costs does not grow with what its agent and all others have: keys that hold what is read of them."""

from importlib import resources

from alembic import context

from orchestrator.adapters.postgres.migrations.scripts import run_script

revision = "0019"
down_revision = "0018"

SQL = resources.files("orchestrator.adapters.postgres.migrations") / "sql"


def upgrade() -> None:
    width = int(context.config.attributes["embedding_width"])
    run_script((SQL / "0019_no_growth.sql").read_text().replace("{width}", str(width)))
