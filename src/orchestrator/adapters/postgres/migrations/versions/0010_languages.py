"""Languages: which text-search configurations the documents of an avee use."""

from importlib import resources

from orchestrator.adapters.postgres.migrations.scripts import run_script

revision = "0010"
down_revision = "0009"

SQL = resources.files("orchestrator.adapters.postgres.migrations") / "sql"


def upgrade() -> None:
    run_script((SQL / "0010_languages.sql").read_text())
