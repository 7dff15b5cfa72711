"""The Host header: checked against PUBLIC_URL, and never repeated in a redirect."""

from urllib.parse import urlsplit

from starlette.datastructures import MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from orchestrator.http.errors import problem

# A browser that is led astray by a name cannot send one of these for it.
LOOPBACK = frozenset({"localhost", "127.0.0.1", "::1"})
# Load balancers and monitors ask by address.
OF_OPERATORS = frozenset({"/health", "/ready", "/metrics"})


class Hosts:
    """Middleware that refuses foreign hosts where PUBLIC_URL is set, and makes redirects relative.

    A redirect to a path with a slash less is built by the web framework from the Host header, which the sender chooses.
    """

    def __init__(self, app: ASGIApp, public_url: str | None = None) -> None:
        self._app = app
        self._host = urlsplit(public_url).hostname if public_url else None

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        host = dict(scope["headers"]).get(b"host", b"").decode("latin-1")
        if self._host is not None and scope["path"] not in OF_OPERATORS and _name_of(host) not in {self._host, *LOOPBACK}:
            await problem(421, "wrong_host", "This server answers at the host of its PUBLIC_URL only.")(scope, receive, send)
            return

        async def send_relative(message: Message) -> None:
            if message["type"] == "http.response.start" and 300 <= message["status"] < 400:
                headers = MutableHeaders(scope=message)
                if "location" in headers:
                    headers["location"] = _relative(headers["location"], host)
            await send(message)

        await self._app(scope, receive, send_relative)


def _name_of(host: str) -> str | None:
    """The name or address of a Host header, without the port; None if it cannot be read."""
    try:
        return urlsplit(f"//{host}").hostname
    except ValueError:
        return None


def _relative(location: str, host: str) -> str:
    """The path of a location on this host. It begins with one slash, because two would name another host."""
    try:
        parts = urlsplit(location)
    except ValueError:
        return "/"
    if parts.netloc and parts.netloc != host:
        return location
    path = "/" + parts.path.lstrip("/\\")
    return f"{path}?{parts.query}" if parts.query else path
