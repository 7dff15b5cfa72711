"""Asking a running server: one at an address, or the one that this home serves."""

from collections.abc import Mapping
from pathlib import Path
from uuid import UUID

from orchestrator.client import AsyncClient, ClientError, ProblemError, UnreadableAnswer, models
from orchestrator.domain.accounts.token_scope import TokenScope
from orchestrator.domain.errors import Conflict, Forbidden, Invalid, Limited, NotFound, OrchestratorError, Unauthenticated, Unavailable
from orchestrator.engine.accounts.signing_in.tokens import create_token, delete_token
from orchestrator.engine.services import Services

SERVED_AT = "served-at"
"""The file of a home that holds the address of its server while that runs."""
TIMEOUT_S = 120.0
"""A chat model may take its time."""
LOOK_S = 2.0
"""So long a server may take to say that it is there."""
ERRORS: Mapping[int, type[OrchestratorError]] = {
    401: Unauthenticated, 403: Forbidden, 404: NotFound, 409: Conflict, 413: Invalid, 422: Invalid, 429: Limited,
}  # fmt: skip


async def find_home_server(home: Path) -> str | None:
    """The address at which this home's server answers; None where none does."""
    try:
        url = (home / SERVED_AT).read_text().strip()
        async with AsyncClient(url, timeout_s=LOOK_S) as client:
            await client.health()
    except (OSError, ValueError, ClientError):
        # A server that was killed left the address behind.
        return None
    return url


async def ask_home_server(
    services: Services, url: str, person: UUID, message: str, handle: str, continues: bool
) -> models.RoutingOut | None:
    """Asks as the person, with a token that ends with the answer. None where the server does not know it, as it serves another database.

    Raises the errors of the API.
    """
    made = await create_token(services, person, "orchestrator ask", TokenScope.read, days=1)
    try:
        async with AsyncClient(url, made.secret, timeout_s=TIMEOUT_S) as client:
            return await _ask(client, message, handle, continues)
    except ProblemError as error:
        if error.status == 401:
            return None
        raise read_error(error) from error
    except ClientError as error:
        raise read_error(error) from error
    finally:
        await delete_token(services, person, made.token.id)


async def ask_server(url: str, message: str, handle: str, email: str | None, password: str, continues: bool) -> models.RoutingOut:
    """Asks as the person with this address and password, else as a guest of the agent. Raises the errors of the API."""
    if continues and email is None:
        raise Invalid("nothing_to_continue", "A guest has no earlier conversation: say who asks with --as.")
    try:
        async with AsyncClient(url, timeout_s=TIMEOUT_S) as nobody:
            if email is None:
                guest = await nobody.become_guest(models.GuestIn(handle=handle.removeprefix("@")))
                return await _ask(nobody.with_token(guest.token), message, handle, continues)
            person = await nobody.signed_in(email, password)
            try:
                return await _ask(person, message, handle, continues)
            finally:
                await person.sign_out()
    except ClientError as error:
        raise read_error(error) from error


async def _ask(client: AsyncClient, message: str, handle: str, continues: bool) -> models.RoutingOut:
    avee = await client.show_avee(handle.removeprefix("@"))
    conversation = await _last_conversation(client, avee.id) if continues else None
    if conversation is None:
        conversation = (await client.start_conversation(models.ConversationIn(avee_id=avee.id))).id
    return await client.route_message(models.AskIn(conversation_id=conversation, message=message))


async def _last_conversation(client: AsyncClient, avee_id: UUID) -> UUID | None:
    async for each in client.iter_conversations(side="asker", limit=100):
        if each.avee_id == avee_id and each.kind == "agent":
            return each.id
    return None


def read_error(error: ClientError) -> OrchestratorError:
    """The error of the program that says the same."""
    match error:
        case ProblemError():
            return ERRORS.get(error.status, Unavailable)(error.code, error.detail, **error.fields)
        case UnreadableAnswer():
            return Unavailable("unreadable_answer", str(error))
        case _:
            return Unavailable("server_unreachable", str(error))
