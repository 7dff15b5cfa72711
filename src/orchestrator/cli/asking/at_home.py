"""Asking in this home: its running server, or the router in this very process."""

import secrets
from pathlib import Path
from uuid import UUID

from orchestrator.cli.asking.served import TIMEOUT_S, ask_with, read_error
from orchestrator.cli.programs import find_avee, find_user
from orchestrator.cli.web.addresses import SERVED_AT
from orchestrator.client import AsyncClient, ClientError, ProblemError, models
from orchestrator.domain.accounts.token_scope import TokenScope
from orchestrator.domain.errors import NotFound
from orchestrator.domain.texts import check_message
from orchestrator.engine.accounts.addresses.sign_up import Address, sign_up
from orchestrator.engine.accounts.signing_in.tokens import create_token, delete_token
from orchestrator.engine.message.conversations import list_conversations, start_conversation
from orchestrator.engine.routing.incoming import Ask
from orchestrator.engine.routing.route import route
from orchestrator.engine.services import Services
from orchestrator.http.routing.schemas import RoutingOut
from orchestrator.http.routing.streaming import show_routing
from orchestrator.ports.stores.paging import Page
from orchestrator.settings import Settings

VISITOR = "visitor@localhost.invalid"
LOOK_S = 2.0
"""So long a server may take to say that it is there."""


async def ask_home(services: Services, message: str, handle: str, email: str | None, continues: bool) -> models.RoutingOut:
    """Asks as the person with this address, or as a visitor. Raises the errors of the API, and NotFound for an agent or an account that
    is not there."""
    text = check_message(message)
    avee = await find_avee(services, handle)
    person = await find_user(services, email) if email else await _visitor(services)
    url = await _find_home_server(Settings().home)
    answered = await _ask_home_server(services, url, person, text, avee.handle, continues) if url else None
    return answered or await _route(services, person, avee.id, text, continues)


async def _find_home_server(home: Path) -> str | None:
    """The address at which this home's server answers; None where none does."""
    try:
        url = (home / SERVED_AT).read_text().strip()
        async with AsyncClient(url, timeout_s=LOOK_S) as client:
            await client.health()
    except (OSError, ValueError, ClientError):
        # A server that was killed left the address behind.
        return None
    return url


async def _ask_home_server(
    services: Services, url: str, person: UUID, message: str, handle: str, continues: bool
) -> models.RoutingOut | None:
    """Asks as the person, with a token that ends with the answer. None where the server does not know it, as it serves another database.

    Raises the errors of the API.
    """
    made = await create_token(services, person, "orchestrator ask", TokenScope.read, days=1)
    try:
        async with AsyncClient(url, made.secret, timeout_s=TIMEOUT_S) as client:
            return await ask_with(client, message, handle, continues)
    except ProblemError as error:
        if error.status == 401:
            return None
        raise read_error(error) from error
    except ClientError as error:
        raise read_error(error) from error
    finally:
        await delete_token(services, person, made.token.id)


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
