"""The `orchestrator` command, put together from the subcommands of the other files."""

import gc
import logging
import signal
import sys
from collections.abc import Callable
from importlib import import_module
from typing import Any

import typer
from typer.core import TyperGroup
from typer.main import get_command, get_group

from orchestrator.cli import logs
from orchestrator.cli.console import fail
from orchestrator.domain.errors import Invalid, Unavailable

COMMANDS = {
    "serve": "serving:serve",
    "worker": "serving:worker",
    "migrate": "serving:migrate",
    "demo": "demo.filling:demo",
    "ask": "asking.command:ask",
    "evaluate": "evaluating:evaluate",
    "ingest": "ingesting:ingest",
    "import": "importing:import_",
    "reembed": "maintaining:reembed",
    "jobs": "maintaining:jobs",
    "answers": "answers:app",
    "users": "administration:users",
    "tokens": "administration:tokens",
    "mail": "mailing:app",
}
"""Where each subcommand is: a module of `orchestrator.cli`, and in it a function or a group."""

log = logging.getLogger(__name__)


class Commands(TyperGroup):
    """Imports a subcommand when it is asked for: all of them together take seconds."""

    def list_commands(self, ctx: Any) -> list[str]:
        return list(COMMANDS)

    def get_command(self, ctx: Any, cmd_name: str) -> Any:
        return load_command(cmd_name) if cmd_name in COMMANDS else None


def load_command(name: str) -> Any:
    module, _, attribute = COMMANDS[name].partition(":")
    # What is imported stays to the end; looking through it for garbage again and again is a fifth of the time.
    gc.disable()
    try:
        found: typer.Typer | Callable[..., None] = getattr(import_module(f"orchestrator.cli.{module}"), attribute)
    finally:
        gc.freeze()
        gc.enable()
    if isinstance(found, typer.Typer):
        command: Any = get_group(found)
    else:
        alone = typer.Typer(add_completion=False)
        alone.command(name)(found)
        command = get_command(alone)
    command.name = name
    return command


# A traceback with the values of all variables fills screens, and may show secrets.
app = typer.Typer(cls=Commands, no_args_is_help=True, add_completion=False, pretty_exceptions_enable=False)


@app.callback()
def orchestrator() -> None:
    """Route messages to the agents of creators; see the README."""


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
    except _invalid_settings() as error:
        # The error names the setting and the problem only, because the value may be a secret.
        problems = "; ".join(": ".join([*map(str, problem["loc"]), problem["msg"]]) for problem in error.errors())
        fail(Invalid("invalid_settings", f"The environment holds invalid settings. {problems}."))
    except _outside_errors() as error:
        # A full disk or a database that goes away in the middle of the work is nothing that a traceback explains.
        log.debug("the command failed", exc_info=error)
        fail(
            Unavailable(
                "outside_failed", f"Something outside the program failed: {str(error).splitlines()[0]} (LOG_LEVEL=DEBUG tells more)"
            )
        )


def _invalid_settings() -> Any:
    from pydantic import ValidationError

    return ValidationError


def _outside_errors() -> Any:
    from psycopg import OperationalError
    from sqlalchemy.exc import OperationalError as EngineError

    return OSError, OperationalError, EngineError
