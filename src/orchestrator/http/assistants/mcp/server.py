"""The server of the Model Context Protocol by its official SDK. Imported with the first request: the SDK takes half a second."""

import logging
from collections.abc import Awaitable, Callable
from functools import cache, wraps
from importlib.metadata import version
from typing import Any, ParamSpec, TypeVar

from mcp.server.mcpserver import MCPServer
from mcp.server.mcpserver.exceptions import ToolError
from mcp.server.streamable_http_manager import StreamableHTTPSessionManager
from mcp_types import ToolAnnotations
from starlette.types import Receive, Scope, Send

from orchestrator.domain.errors import OrchestratorError
from orchestrator.http.assistants.mcp import tools
from orchestrator.http.assistants.mcp.caller import CALLER, ToolCaller

INSTRUCTIONS = (
    "Agents of content creators, each named by a handle. `ask` gets an answer from what the creator wrote. Where it offers to ask the creator, "
    "and the person you work for wants that, `ask_creator` puts the question into the creator's inbox and returns a ticket. Creators' time is "
    "limited: ask before you use it, and never in a loop."
)

P = ParamSpec("P")
R = TypeVar("R")

# The SDK tells of each request at the level of information.
logging.getLogger("mcp.server").setLevel(logging.WARNING)


async def answer(caller: ToolCaller, scope: Scope, receive: Receive, send: Send) -> None:
    """Answers a request for the person of the token."""
    manager = StreamableHTTPSessionManager(make_server()._lowlevel_server, json_response=True, stateless=True)
    token = CALLER.set(caller)
    try:
        async with manager.run():
            await manager.handle_request(scope, receive, send)
    finally:
        CALLER.reset(token)


@cache
def make_server() -> MCPServer[Any]:
    """The server with its tools, the same for everyone: the person of a request is in CALLER."""
    server = MCPServer(
        "orchestrator",
        title="Orchestrator",
        version=version("orchestrator"),
        instructions=INSTRUCTIONS,
        subscriptions=False,
        log_level="WARNING",
    )
    reads, changes = ToolAnnotations(read_only_hint=True), ToolAnnotations(read_only_hint=False, destructive_hint=False)
    for tool, hints in (
        (tools.ask, changes),
        (tools.ask_creator, changes),
        (tools.get_ticket, reads),
        (tools.search_answers, reads),
        (tools.list_queue, reads),
        (tools.answer_question, changes),
    ):
        server.add_tool(_saying_errors(tool), annotations=hints)
    return server


def _saying_errors(tool: Callable[P, Awaitable[R]]) -> Callable[P, Awaitable[R]]:
    """The tool with its expected errors told to the assistant: the stable code, then a sentence."""

    @wraps(tool)
    async def told(*args: P.args, **kwargs: P.kwargs) -> R:
        try:
            return await tool(*args, **kwargs)
        except OrchestratorError as error:
            raise ToolError(f"{error.code}: {error.detail}") from None

    return told
