"""Monitoring for operators: liveness, readiness, and metrics for Prometheus."""

import time

from fastapi import APIRouter, Request, Response
from fastapi.responses import JSONResponse
from prometheus_client import CONTENT_TYPE_LATEST, CollectorRegistry, Counter, Gauge, Histogram, generate_latest
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from orchestrator.domain.errors import Unavailable
from orchestrator.domain.paths import Path
from orchestrator.http.auth import services_of
from orchestrator.http.readiness import Readiness

registry = CollectorRegistry()
MESSAGES = Counter("orchestrator_messages", "Messages routed, by path.", ["path"], registry=registry)
JOBS = Gauge(
    "orchestrator_jobs",
    "Jobs in the queue by state; a failed job runs again after `orchestrator jobs retry`.",
    ["state"],
    registry=registry,
)
REQUESTS = Histogram("orchestrator_request_seconds", "Time to answer a request.", ["method", "route", "status"], registry=registry)

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
    """Metrics for Prometheus.

    Jobs are counted in the database, so that every process reports the same numbers; they are missing where the
    database does not answer.
    """
    try:
        jobs = await services_of(request).database.count_jobs()
    except Unavailable:
        JOBS.clear()
    else:
        for state, number in jobs.items():
            JOBS.labels(state).set(number)
    return Response(generate_latest(registry), media_type=CONTENT_TYPE_LATEST)


def count_message(path: Path) -> None:
    """Counts a routed message."""
    MESSAGES.labels(path.value).inc()


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
