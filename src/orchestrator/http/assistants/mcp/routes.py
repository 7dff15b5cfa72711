"""The Model Context Protocol at /mcp (Streamable HTTP), by its official SDK. No session is kept: each request stands alone, so any
process can serve it.
"""

import asyncio
from importlib import import_module

from fastapi import APIRouter, Request
from starlette.responses import Response
from starlette.types import Receive, Scope, Send

from orchestrator.http.assistants.mcp.caller import ToolCaller
from orchestrator.http.auth import TheCaller
from orchestrator.http.rates import TheRates, limit_messages

SERVER = "orchestrator.http.assistants.mcp.server"

router = APIRouter(tags=["assistants"])


@router.post(
    "/mcp", response_class=Response, responses={200: {"description": "The answer of JSON-RPC 2.0.", "content": {"application/json": {}}}}
)
async def serve_assistants(caller: TheCaller, rates: TheRates, request: Request) -> Response:
    """The Model Context Protocol, for assistants: tools that ask agents and their creators, and answer questions for a team.

    Send an API token as `Authorization: Bearer`. `ask`, `ask_creator`, `get_ticket` and `search_answers` need the scope `ask`, `list_queue` needs `read`,
    and `answer_question` needs `manage`.
    """

    async def count_message() -> None:
        await limit_messages(request, rates, caller)

    return _McpResponse(ToolCaller(caller.services, caller.person, count_message))


class _McpResponse(Response):
    """What the SDK answers to the request."""

    def __init__(self, caller: ToolCaller) -> None:
        super().__init__()
        self._caller = caller

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        server = await asyncio.to_thread(import_module, SERVER)
        await server.answer(self._caller, scope, receive, send)
