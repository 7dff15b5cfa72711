"""The command `ask`: routes one message and shows the result."""

import json
import secrets
from dataclasses import asdict
from typing import Annotated
from uuid import UUID

import typer
from rich.markdown import Markdown

from orchestrator.cli.programs import find_avee, find_user, on_database, out
from orchestrator.domain.errors import NotFound
from orchestrator.domain.routing.result import Routing
from orchestrator.domain.texts import check_message
from orchestrator.engine.accounts.addresses.sign_up import Address, sign_up
from orchestrator.engine.message.conversations import list_conversations, start_conversation
from orchestrator.engine.routing.incoming import Ask
from orchestrator.engine.routing.route import route
from orchestrator.engine.services import Services
from orchestrator.http.routing.schemas import RoutingOut
from orchestrator.http.routing.streaming import show_routing
from orchestrator.ports.stores.paging import Page

VISITOR = "visitor@localhost.invalid"


def ask(
    message: Annotated[str, typer.Argument(help="What to ask.")],
    avee: Annotated[str, typer.Option(help="The agent's handle.")],
    as_: Annotated[
        str, typer.Option("--as", help="E-mail address of the asker's account; by default a visitor of the free tier.")
    ] = VISITOR,
    continues: Annotated[bool, typer.Option("--continue", help="Continue the asker's last conversation with this agent.")] = False,
    as_json: Annotated[bool, typer.Option("--json", help="Print the response of the API.")] = False,
) -> None:
    """Route one message and show the path, the reason, the signals and the reply."""
    routing = on_database(lambda services: _route(services, message, avee, as_, continues))
    if as_json:
        response = RoutingOut.model_validate(show_routing(routing)).model_dump(mode="json")
        typer.echo(json.dumps(response, indent=2, ensure_ascii=False))
    else:
        _show(routing)


async def _route(services: Services, message: str, handle: str, email: str, continues: bool) -> Routing:
    text = check_message(message)
    avee = await find_avee(services, handle)
    person = await _visitor(services) if email == VISITOR else await find_user(services, email)
    conversation_id = await _last_conversation(services, person, avee.id) if continues else None
    if conversation_id is None:
        conversation_id = (await start_conversation(services, person, avee.id)).id
    return await route(services, person, Ask(conversation_id, text))


async def _visitor(services: Services) -> UUID:
    try:
        return await find_user(services, VISITOR)
    except NotFound:
        return (await sign_up(services, VISITOR, secrets.token_urlsafe(32), "visitor", "Visitor", address=Address.unreachable)).id


async def _last_conversation(services: Services, person: UUID, avee_id: UUID) -> UUID | None:
    conversations = await list_conversations(services, person, Page(limit=100))
    return next((item.id for item in conversations if item.avee_id == avee_id and item.kind == "agent"), None)


def _show(routing: Routing) -> None:
    scores = "  ".join(f"{name} {value:.2f}" for name, value in asdict(routing.signals).items())
    out.print(f"[bold]{routing.path.value}[/bold] {routing.path.name}  [dim]({routing.rule})[/dim]", highlight=False)
    out.print(routing.reason, highlight=False)
    if routing.acted:
        out.print(f"[dim]acted: {routing.acted.value}[/dim]", highlight=False)
    out.print(f"[dim]{scores}[/dim]\n", highlight=False)
    out.print(Markdown(routing.text))
    for label, sources in (("Sources", routing.reply.sources if routing.reply else ()), ("May help", routing.suggestions)):
        if sources:
            out.print(f"\n[bold]{label}[/bold]")
            for number, source in enumerate(sources, 1):
                out.print(f"  [{number}] {source.kind.value}: {source.title}", highlight=False, markup=False)
