"""Asking an agent as if it were a model: `base_url` is /v1, the key is an API token with the scope `ask`."""

import asyncio
from typing import Annotated, Any

from fastapi import APIRouter, Depends, Header
from fastapi.responses import StreamingResponse

from orchestrator.domain.errors import NotFound
from orchestrator.engine.accounts.agents.avees import show_named
from orchestrator.engine.accounts.agents.known import list_known
from orchestrator.engine.message.threads import open_thread
from orchestrator.engine.routing.incoming import Ask
from orchestrator.engine.routing.listening import StreamedRouting
from orchestrator.engine.services import Services
from orchestrator.http.assistants.openai.errors import CompatibleRoute
from orchestrator.http.assistants.openai.reading import read_message, read_thread
from orchestrator.http.assistants.openai.schemas import CompletionIn, CompletionOut, ErrorOut, ModelOut, ModelsOut
from orchestrator.http.assistants.openai.showing import Shown, show_completion, stream_chunks
from orchestrator.http.auth import TheCaller
from orchestrator.http.rates import limit_messages
from orchestrator.http.routing.streaming import STREAM, route_counted
from orchestrator.ports.stores.accounts import PublicAvee

router = APIRouter(prefix="/v1", tags=["openai"], route_class=CompatibleRoute)

ERRORS: dict[int | str, dict[str, Any]] = {status: {"model": ErrorOut} for status in (400, 401, 403, 404, 503)}
ASKED = ERRORS | {409: {"model": ErrorOut}, 429: {"model": ErrorOut}}
STREAMED = {
    "description": "The answer. With `stream`, events with `chat.completion.chunk`, then `[DONE]`.",
    "content": {STREAM: {"schema": {"type": "string"}}},
}


@router.get("/models", response_model=ModelsOut, responses=ERRORS)
async def list_models(caller: TheCaller) -> dict[str, Any]:
    """The agents that you own, work on or have asked. Any other agent's handle may be used as a model, too."""
    known = await list_known(caller.services, caller.person.user_id)
    return {
        "data": [{"id": each.agent.handle, "created": int(each.since.timestamp()), "owned_by": each.agent.creator_handle} for each in known]
    }


@router.get("/models/{model}", response_model=ModelOut, responses=ERRORS)
async def show_model(caller: TheCaller, model: str) -> dict[str, Any]:
    """One agent, by its handle."""
    agent = await _find_agent(caller.services, model)
    known = {each.agent.id: each.since for each in await list_known(caller.services, caller.person.user_id)}
    since = known.get(agent.id)
    return {"id": agent.handle, "created": int(since.timestamp()) if since else 0, "owned_by": agent.creator_handle}


@router.post(
    "/chat/completions", response_model=CompletionOut, responses=ASKED | {200: STREAMED}, dependencies=[Depends(limit_messages)]
)  # fmt: skip
async def complete(caller: TheCaller, body: CompletionIn, idempotency_key: Annotated[str | None, Header(max_length=512)] = None) -> Any:
    """Routes the last message to the agent, as POST /orchestrator/message does.

    Its conversation is `metadata.conversation_id`, or has the name `user`. Without both, it is the newest one whose last question and
    answer are those in `messages`; where there is none, a new one begins, and earlier messages and system messages are left aside.
    """
    message = read_message(body)
    agent = await _find_agent(caller.services, body.model)
    wanted = read_thread(body, idempotency_key)
    conversation = await open_thread(caller.services, caller.person.user_id, agent.id, wanted)
    ask = Ask(conversation, message, client_message_id=wanted.client_message_id)
    shown = Shown(agent.handle, conversation, caller.services.chat is not None)
    if not body.stream:
        return show_completion(await route_counted(caller.services, caller.person.user_id, ask), shown)
    stream = StreamedRouting()
    stream.start(asyncio.create_task(route_counted(caller.services, caller.person.user_id, ask, stream)))
    first = await stream.begin()
    with_usage = bool(body.stream_options and body.stream_options.include_usage)
    headers = {"Cache-Control": "no-store", "X-Accel-Buffering": "no"}
    return StreamingResponse(stream_chunks(first, stream, shown, with_usage), media_type=STREAM, headers=headers)


async def _find_agent(services: Services, model: str) -> PublicAvee:
    """The agent with this handle, also with the one that it gave up. Raises NotFound `model_not_found`."""
    try:
        return await show_named(services, model)
    except NotFound:
        raise NotFound("model_not_found", f"There is no agent with the handle {model[:60]!r}.", field="model") from None
