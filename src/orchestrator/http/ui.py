"""Serving the built web app: its page, its files, and the security headers of every response."""

import mimetypes
from pathlib import Path

from fastapi import APIRouter, FastAPI, Request
from fastapi.responses import FileResponse, HTMLResponse, Response
from starlette.datastructures import MutableHeaders
from starlette.exceptions import HTTPException
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from orchestrator.http.errors import problem, render_http_error

BUILT = Path(__file__).parent / "ui_dist"
PAGES = (
    "/", "/sign-in", "/sign-up", "/forgot-password", "/reset-password/{token}",
    "/confirm-email/{token}", "/new-address/{token}", "/undo-address/{token}",
    "/unsubscribe/{token}", "/open-thread/{token}/{conversation}", "/join", "/join-team/{token}", "/join-chat/{token}", "/paid/{payment}", "/member/{membership}",
    "/agents/{avee}/prices", "/@{handle}", "/messages", "/messages/{rest:path}", "/my-agents", "/my-agents/new", "/my-agents/{handle}",
    "/my-agents/{handle}/{rest:path}", "/settings",
)  # fmt: skip
"""The paths of the web app, as in ui/src/app/router.tsx. Every other path belongs to the API."""
NOT_BUILT = """<!doctype html><title>Orchestrator</title><p>The web app was not built with this installation;
run <code>python hatch_build.py</code> in its folder. The API is described at <a href="/openapi.json">/openapi.json</a>."""

# Inline styles are allowed, because the component library sets sizes and colours on elements. Inline scripts and
# resources of other sites are not.
POLICY = "; ".join(
    (
        "default-src 'self'", "script-src 'self'", "style-src 'self' 'unsafe-inline'", "img-src 'self' data:", "font-src 'self'",
        "connect-src 'self'", "object-src 'none'", "base-uri 'none'", "form-action 'self'", "frame-ancestors 'none'",
    )
)  # fmt: skip
SECURE = {
    "Content-Security-Policy": POLICY,
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "X-Frame-Options": "DENY",
    # Answers are private, except for the files of the web app, which say so themselves.
    "Cache-Control": "no-store",
}
FOREVER = "public, max-age=31536000, immutable"

router = APIRouter(include_in_schema=False)


async def show_app(request: Request) -> Response:
    """The web app's only page, for each of its paths.

    It is not cached; its assets are, as their names contain their hash.
    """
    return _page(request, "index.html")


@router.get("/docs")
async def show_docs(request: Request) -> Response:
    """Interactive API documentation. Its assets come from this server."""
    return _page(request, "docs.html")


@router.get("/assets/{name}")
async def show_asset(request: Request, name: str) -> Response:
    """A file of the web app, in its precompressed form where the browser accepts gzip."""
    return _file(built_folder(request) / "assets", name, FOREVER, "gzip" in request.headers.get("accept-encoding", ""))


@router.get("/favicon.svg")
async def show_icon(request: Request) -> Response:
    """The icon of the web app."""
    return _file(built_folder(request), "favicon.svg", "public, max-age=86400", False)


for path in PAGES:
    router.add_api_route(path, show_app, methods=["GET"], name=f"app {path}")


def install(app: FastAPI) -> None:
    """Makes an address that does not exist show the app's own page for that to people, and a problem to programs.

    Replaces the handler of `errors.install`.
    """
    app.add_exception_handler(HTTPException, _render_http_error)


async def _render_http_error(request: Request, error: Exception) -> Response:
    assert isinstance(error, HTTPException)  # as registered
    # 405 is an address that programs may only post to.
    if error.status_code in (404, 405) and request.method == "GET" and is_for_a_person(request):
        return _page(request, "index.html", error.status_code)
    return await render_http_error(request, error)


def is_for_a_person(request: Request) -> bool:
    """Whether a browser asks for a page: it names HTML among what it accepts, and programs do not."""
    return "text/html" in request.headers.get("accept", "")


def built_folder(request: Request) -> Path:
    """Where the built web app is."""
    folder: Path = request.app.state.ui
    return folder


def _page(request: Request, name: str, status: int = 200) -> Response:
    page = built_folder(request) / name
    if not page.is_file():
        return HTMLResponse(NOT_BUILT, 503)
    return FileResponse(page, status, headers={"Cache-Control": "no-cache"}, media_type="text/html")


def _file(folder: Path, name: str, cache_control: str, accepts_gzip: bool) -> Response:
    file = folder / name
    if file.parent != folder or not file.is_file():
        return problem(404, "no_such_path", "Not Found")
    kind = mimetypes.guess_type(name)[0]
    headers = {"Cache-Control": cache_control, "Vary": "Accept-Encoding"}
    compressed = file.with_name(f"{name}.gz")
    if accepts_gzip and compressed.is_file():
        return FileResponse(compressed, headers=headers | {"Content-Encoding": "gzip"}, media_type=kind)
    return FileResponse(file, headers=headers, media_type=kind)


class Headers:
    """Middleware that adds the security headers to every response, and forbids storing it unless it says otherwise."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return

        async def send_secured(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                for name, value in SECURE.items():
                    # It knows no list of sites; where a page names some, its policy says more.
                    if name != "X-Frame-Options" or "frame-ancestors 'self'" not in headers["Content-Security-Policy"]:
                        headers.setdefault(name, value)
            await send(message)

        await self._app(scope, receive, send_secured)
