"""The job queue's own tables and functions, as its library ships them."""

from procrastinate.schema import SchemaManager

from orchestrator.adapters.postgres.migrations.scripts import run_script

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    run_script(SchemaManager.get_schema())
