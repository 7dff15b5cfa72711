"""Methods: which a path has, for the header Allow of 405, and HEAD, which every path with GET has."""

from collections.abc import Iterable, Sequence

from fastapi.routing import APIRoute
from starlette.routing import BaseRoute
from starlette.types import ASGIApp, Message, Receive, Scope, Send


def allowed_methods(routes: Iterable[BaseRoute], path: str) -> Sequence[str]:
    """The methods of a path, in alphabetical order; () where there is no such path."""
    found = {method for route in routes if isinstance(route, APIRoute) and route.path_regex.match(path) for method in route.methods or ()}
    return sorted(found | {"HEAD"} if "GET" in found else found)


class Heads:
    """Middleware that answers HEAD like GET, without the body."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http" or scope["method"] != "HEAD":
            await self._app(scope, receive, send)
            return
        is_complete = False

        async def receive_end() -> Message:
            # An endless answer, such as the event stream, ends as if the client had gone.
            return {"type": "http.disconnect"} if is_complete else await receive()

        async def send_head(message: Message) -> None:
            nonlocal is_complete
            if message["type"] == "http.response.start":
                await send(message)
            elif not is_complete:
                is_complete = True
                await send({"type": "http.response.body", "body": b"", "more_body": False})

        await self._app({**scope, "method": "GET"}, receive_end, send_head)
