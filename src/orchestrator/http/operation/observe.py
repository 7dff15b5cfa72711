"""Monitoring for operators: liveness, readiness, and metrics for Prometheus."""

import hmac
import time

from fastapi import APIRouter, Request, Response
from fastapi.responses import JSONResponse
from prometheus_client import CONTENT_TYPE_LATEST
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from orchestrator.domain.errors import NotFound, Unauthenticated, Unavailable
from orchestrator.http.auth import services_of
from orchestrator.http.edge.edge import Edge
from orchestrator.http.edge.proxies import DIRECT, read_address
from orchestrator.http.operation.counting import REQUESTS, render
from orchestrator.http.operation.readiness import Readiness

router = APIRouter(tags=["operation"])


@router.get("/health")
async def health() -> dict[str, str]:
    """Liveness: 200 whenever the process answers."""
    return {"status": "ok"}


@router.get("/ready", responses={503: {"description": "The database or the embedder does not answer; the body says which."}})
async def ready(request: Request) -> JSONResponse:
    """Readiness: 200 where the database, with the current schema, and the embedder answer within three seconds.

    The state of the chat model is reported but does not matter: without it, passages are quoted.
    """
    readiness: Readiness = request.app.state.readiness
    state = await readiness.ask(services_of(request))
    is_ready = state["database"] == state["embedder"] == "ok"
    return JSONResponse({"status": "ready" if is_ready else "not_ready"} | state, 200 if is_ready else 503)


@router.get("/metrics", response_class=Response)
async def metrics(request: Request) -> Response:
    """Metrics for Prometheus, of all processes that share a home.

    With METRICS_TOKEN set, send it as a bearer token. Without, only direct requests from the same machine are answered.
    Jobs are missing where the database does not answer.
    """
    _check_may_read_metrics(request)
    try:
        jobs = await services_of(request).database.count_jobs()
    except Unavailable:
        jobs = None
    return Response(render(jobs), media_type=CONTENT_TYPE_LATEST)


def _check_may_read_metrics(request: Request) -> None:
    """Raises Unauthenticated `metrics_token_needed`, or NotFound `no_such_path`."""
    edge: Edge = request.app.state.edge
    if edge.metrics_token is not None:
        scheme, _, sent = request.headers.get("Authorization", "").partition(" ")
        if scheme.lower() != "bearer" or not hmac.compare_digest(sent.strip().encode(), edge.metrics_token.encode()):
            raise Unauthenticated("metrics_token_needed", "Send METRICS_TOKEN as `Authorization: Bearer`.")
        return
    peer = read_address(request.client.host) if request.client else None
    if peer is None or not peer.is_loopback or not request.scope["state"][DIRECT]:
        raise NotFound("no_such_path", "Not Found")


class Timing:
    """Middleware that measures each request under its route's pattern, not under its path, which may hold ids."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        started, status = time.perf_counter(), 500

        async def send_watched(message: Message) -> None:
            nonlocal status
            if message["type"] == "http.response.start":
                status = message["status"]
            await send(message)

        try:
            await self._app(scope, receive, send_watched)
        finally:
            route = getattr(scope.get("route"), "path", "unknown")
            REQUESTS.labels(scope["method"], route, str(status)).observe(time.perf_counter() - started)
