"""The `orchestrator` command, put together from the subcommands of the other files."""

import logging
import signal
import sys

import psycopg
import typer
from pydantic import ValidationError
from sqlalchemy.exc import OperationalError

from orchestrator.cli import administration, answers, evaluating, importing, ingesting, logs, mailing, maintaining, serving
from orchestrator.cli.asking import command as asking
from orchestrator.cli.demo import filling
from orchestrator.cli.programs import fail
from orchestrator.domain.errors import Invalid, Unavailable

log = logging.getLogger(__name__)

# A traceback with the values of all variables fills screens, and may show secrets.
app = typer.Typer(
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    help="Route messages to the agents of creators; see the README.",
)
app.command()(serving.serve)
app.command()(serving.worker)
app.command()(serving.migrate)
app.command()(filling.demo)
app.command()(asking.ask)
app.command()(evaluating.evaluate)
app.command()(ingesting.ingest)
app.command("import")(importing.import_)
app.command()(maintaining.reembed)
app.add_typer(maintaining.jobs, name="jobs")
app.add_typer(answers.app, name="answers")
app.add_typer(administration.users, name="users")
app.add_typer(administration.tokens, name="tokens")
app.add_typer(mailing.app, name="mail")


def main() -> None:
    """The entry point: sets up logging and runs the command."""
    try:
        logs.install()
    except Invalid as error:
        fail(error)
    # As an exception, the signal lets a command stop its database and its processes; `serve` and `worker` do more.
    signal.signal(signal.SIGTERM, lambda number, frame: sys.exit(128 + number))
    try:
        app()
    except ValidationError as error:
        # The error names the setting and the problem only, because the value may be a secret.
        problems = "; ".join(": ".join([*map(str, problem["loc"]), problem["msg"]]) for problem in error.errors())
        fail(Invalid("invalid_settings", f"The environment holds invalid settings. {problems}."))
    except (OSError, psycopg.OperationalError, OperationalError) as error:
        # A full disk or a database that goes away in the middle of the work is nothing that a traceback explains.
        log.debug("the command failed", exc_info=error)
        fail(
            Unavailable(
                "outside_failed", f"Something outside the program failed: {str(error).splitlines()[0]} (LOG_LEVEL=DEBUG tells more)"
            )
        )
