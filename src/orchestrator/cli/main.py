"""The `orchestrator` command: one subcommand a file, gathered here."""

import logging
import os

import typer

from orchestrator.cli import administration, answers, asking, evaluating, ingesting, maintaining, serving
from orchestrator.cli.demo import filling

app = typer.Typer(no_args_is_help=True, add_completion=False, help="Routes messages to creators' agents; see the README.")
app.command()(serving.serve)
app.command()(serving.worker)
app.command()(serving.migrate)
app.command()(filling.demo)
app.command()(asking.ask)
app.command()(evaluating.evaluate)
app.command()(ingesting.ingest)
app.command()(maintaining.reembed)
app.add_typer(maintaining.jobs, name="jobs")
app.add_typer(answers.app, name="answers")
app.add_typer(administration.users, name="users")
app.add_typer(administration.tokens, name="tokens")


def main() -> None:
    logging.basicConfig(level=os.environ.get("LOG_LEVEL", "WARNING").upper(), format="%(asctime)s %(levelname)s %(name)s: %(message)s")
    app()
