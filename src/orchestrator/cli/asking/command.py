"""The command `ask`: routes one message and shows the result."""

import asyncio
import json
import os
import secrets
from typing import Annotated
from uuid import UUID

import typer
from rich.markdown import Markdown

from orchestrator.cli.asking.served import ask_home_server, ask_server, find_home_server
from orchestrator.cli.programs import fail, find_avee, find_user, on_database, out
from orchestrator.client import models
from orchestrator.domain.errors import NotFound, OrchestratorError
from orchestrator.domain.texts import check_message
from orchestrator.engine.accounts.addresses.sign_up import Address, sign_up
from orchestrator.engine.message.conversations import list_conversations, start_conversation
from orchestrator.engine.routing.incoming import Ask
from orchestrator.engine.routing.route import route
from orchestrator.engine.services import Services
from orchestrator.http.routing.schemas import RoutingOut
from orchestrator.http.routing.streaming import show_routing
from orchestrator.ports.stores.paging import Page
from orchestrator.settings import Settings

VISITOR = "visitor@localhost.invalid"


def ask(
    message: Annotated[str, typer.Argument(help="What to ask.")],
    avee: Annotated[str, typer.Option(help="The agent's handle.")],
    as_: Annotated[
        str, typer.Option("--as", help="E-mail address of the asker's account; by default a visitor of the free tier.")
    ] = VISITOR,
    url: Annotated[str | None, typer.Option(help="Address of a running server; by default this home's server, where it runs.")] = None,
    continues: Annotated[bool, typer.Option("--continue", help="Continue the asker's last conversation with this agent.")] = False,
    as_json: Annotated[bool, typer.Option("--json", help="Print the response of the API.")] = False,
) -> None:
    """Route one message and show the path, the reason, the signals and the reply.

    Of the server at --url, as a guest, or with --as and a password that is asked for or taken from ORCHESTRATOR_PASSWORD; else of this
    home's running server; else with what the command starts itself.
    """
    routing = (
        _ask_at(url, message, avee, as_, continues)
        if url
        else on_database(lambda services: _ask_home(services, message, avee, as_, continues))
    )
    if as_json:
        typer.echo(json.dumps(routing.model_dump(mode="json"), indent=2, ensure_ascii=False))
    else:
        _show(routing)


def _ask_at(url: str, message: str, handle: str, email: str, continues: bool) -> models.RoutingOut:
    named = None if email == VISITOR else email
    password = (os.environ.get("ORCHESTRATOR_PASSWORD") or typer.prompt("Password", hide_input=True)) if named else ""
    try:
        return asyncio.run(ask_server(url, message, handle, named, password, continues))
    except OrchestratorError as error:
        fail(error)


async def _ask_home(services: Services, message: str, handle: str, email: str, continues: bool) -> models.RoutingOut:
    text = check_message(message)
    avee = await find_avee(services, handle)
    person = await _visitor(services) if email == VISITOR else await find_user(services, email)
    url = await find_home_server(Settings().home)
    answered = await ask_home_server(services, url, person, text, avee.handle, continues) if url else None
    return answered or await _route(services, person, avee.id, text, continues)


async def _route(services: Services, person: UUID, avee_id: UUID, text: str, continues: bool) -> models.RoutingOut:
    conversation_id = await _last_conversation(services, person, avee_id) if continues else None
    if conversation_id is None:
        conversation_id = (await start_conversation(services, person, avee_id)).id
    routing = await route(services, person, Ask(conversation_id, text))
    return models.RoutingOut.model_validate(RoutingOut.model_validate(show_routing(routing)).model_dump(mode="json"))


async def _visitor(services: Services) -> UUID:
    try:
        return await find_user(services, VISITOR)
    except NotFound:
        return (await sign_up(services, VISITOR, secrets.token_urlsafe(32), "visitor", "Visitor", address=Address.unreachable)).id


async def _last_conversation(services: Services, person: UUID, avee_id: UUID) -> UUID | None:
    conversations = await list_conversations(services, person, Page(limit=100))
    return next((item.id for item in conversations if item.avee_id == avee_id and item.kind == "agent"), None)


def _show(routing: models.RoutingOut) -> None:
    decision = routing.decision
    scores = "  ".join(f"{name} {value:.2f}" for name, value in decision.signals.model_dump().items())
    out.print(f"[bold]{routing.path}[/bold] {routing.action}  [dim]({decision.rule})[/dim]", highlight=False)
    out.print(decision.reason, highlight=False)
    if routing.acted:
        out.print(f"[dim]acted: {routing.acted.kind}[/dim]", highlight=False)
    out.print(f"[dim]{scores}[/dim]\n", highlight=False)
    out.print(Markdown(routing.reply.content if routing.reply else ""))
    for label, sources in (("Sources", routing.reply.sources if routing.reply else []), ("May help", routing.suggestions)):
        if sources:
            out.print(f"\n[bold]{label}[/bold]")
            for number, source in enumerate(sources, 1):
                out.print(f"  [{number}] {source.kind}: {source.title}", highlight=False, markup=False)
