"""The command `ask`: routes one message and shows the result."""

import asyncio
import json
import os
from typing import Annotated

import typer

from orchestrator.cli.asking.served import ask_server
from orchestrator.cli.console import fail, out
from orchestrator.client import models
from orchestrator.domain.errors import OrchestratorError


def ask(
    message: Annotated[str, typer.Argument(help="What to ask.")],
    avee: Annotated[str, typer.Option(help="The agent's handle.")],
    as_: Annotated[
        str | None, typer.Option("--as", help="E-mail address of the asker's account; by default a visitor of the free tier.")
    ] = None,
    url: Annotated[str | None, typer.Option(help="Address of a running server; by default this home's server, where it runs.")] = None,
    continues: Annotated[bool, typer.Option("--continue", help="Continue the asker's last conversation with this agent.")] = False,
    as_json: Annotated[bool, typer.Option("--json", help="Print the response of the API.")] = False,
) -> None:
    """Route one message and show the path, the reason, the signals and the reply.

    Of the server at --url, as a guest, or with --as and a password that is asked for or taken from ORCHESTRATOR_PASSWORD; else of this
    home's running server; else with what the command starts itself.
    """
    routing = _ask_at(url, message, avee, as_, continues) if url else _ask_at_home(message, avee, as_, continues)
    if as_json:
        typer.echo(json.dumps(routing.model_dump(mode="json"), indent=2, ensure_ascii=False))
    else:
        _show(routing)


def _ask_at(url: str, message: str, handle: str, email: str | None, continues: bool) -> models.RoutingOut:
    password = (os.environ.get("ORCHESTRATOR_PASSWORD") or typer.prompt("Password", hide_input=True)) if email else ""
    try:
        return asyncio.run(ask_server(url, message, handle, email, password, continues))
    except OrchestratorError as error:
        fail(error)


def _ask_at_home(message: str, handle: str, email: str | None, continues: bool) -> models.RoutingOut:
    from orchestrator.cli.asking.at_home import ask_home  # seconds, which a server at an address does not need
    from orchestrator.cli.programs import on_database

    return on_database(lambda services: ask_home(services, message, handle, email, continues))


def _show(routing: models.RoutingOut) -> None:
    decision = routing.decision
    scores = "  ".join(f"{name} {value:.2f}" for name, value in decision.signals.model_dump().items())
    out.print(f"[bold]{routing.path}[/bold] {routing.action}  [dim]({decision.rule})[/dim]", highlight=False)
    out.print(decision.reason, highlight=False)
    if routing.acted:
        out.print(f"[dim]acted: {routing.acted.kind}[/dim]", highlight=False)
    out.print(f"[dim]{scores}[/dim]\n", highlight=False)
    from rich.markdown import Markdown

    out.print(Markdown(routing.reply.content if routing.reply else ""))
    for label, sources in (("Sources", routing.reply.sources if routing.reply else []), ("May help", routing.suggestions)):
        if sources:
            out.print(f"\n[bold]{label}[/bold]")
            for number, source in enumerate(sources, 1):
                out.print(f"  [{number}] {source.kind}: {source.title}", highlight=False, markup=False)
