"""What the commands print, and the exit codes with which they end."""

from typing import NoReturn

from rich.console import Console
from rich.markup import escape

from orchestrator.domain.errors import Kind, OrchestratorError

EXIT_CODES = {Kind.invalid: 2, Kind.not_found: 3, Kind.forbidden: 4, Kind.unauthenticated: 4, Kind.conflict: 5, Kind.unavailable: 6}

out = Console()
err = Console(stderr=True)


def fail(error: OrchestratorError) -> NoReturn:
    """Prints the error and ends the program with the exit code of its kind."""
    err.print(f"[red]{error.code}[/red]: {escape(error.detail)}", highlight=False, soft_wrap=True)
    raise SystemExit(EXIT_CODES.get(error.kind, 1))
