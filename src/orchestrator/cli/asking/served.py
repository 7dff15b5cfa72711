"""Asking a running server at an address."""

from collections.abc import Mapping
from uuid import UUID

from orchestrator.client import AsyncClient, ClientError, ProblemError, UnreadableAnswer, models
from orchestrator.domain.errors import Conflict, Forbidden, Invalid, Limited, NotFound, OrchestratorError, Unauthenticated, Unavailable

TIMEOUT_S = 120.0
"""A chat model may take its time."""
ERRORS: Mapping[int, type[OrchestratorError]] = {
    401: Unauthenticated, 403: Forbidden, 404: NotFound, 409: Conflict, 413: Invalid, 422: Invalid, 429: Limited,
}  # fmt: skip


async def ask_server(url: str, message: str, handle: str, email: str | None, password: str, continues: bool) -> models.RoutingOut:
    """Asks as the person with this address and password, else as a guest of the agent. Raises the errors of the API."""
    if continues and email is None:
        raise Invalid("nothing_to_continue", "A guest has no earlier conversation: say who asks with --as.")
    try:
        async with AsyncClient(url, timeout_s=TIMEOUT_S) as nobody:
            if email is None:
                guest = await nobody.become_guest(models.GuestIn(handle=handle.removeprefix("@")))
                return await ask_with(nobody.with_token(guest.token), message, handle, continues)
            person = await nobody.signed_in(email, password)
            try:
                return await ask_with(person, message, handle, continues)
            finally:
                await person.sign_out()
    except ClientError as error:
        raise read_error(error) from error


async def ask_with(client: AsyncClient, message: str, handle: str, continues: bool) -> models.RoutingOut:
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
