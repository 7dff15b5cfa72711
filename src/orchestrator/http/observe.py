"""What operators watch: liveness, readiness, and counters for Prometheus."""

import time

from fastapi import APIRouter, Request, Response
from fastapi.responses import JSONResponse
from prometheus_client import CONTENT_TYPE_LATEST, CollectorRegistry, Counter, Gauge, Histogram, generate_latest
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from orchestrator.domain.errors import Unavailable
from orchestrator.domain.paths import Path
from orchestrator.http.auth import services_of
from orchestrator.ports import database

registry = CollectorRegistry()
MESSAGES = Counter("orchestrator_messages", "Messages routed, by path.", ["path"], registry=registry)
JOBS = Gauge(
    "orchestrator_jobs", "Jobs in the queue by state; failed ones wait for `orchestrator jobs retry`.", ["state"], registry=registry
)
REQUESTS = Histogram("orchestrator_request_seconds", "Time to answer a request.", ["method", "route", "status"], registry=registry)

router = APIRouter(tags=["operation"])


@router.get("/health")
async def health() -> dict[str, str]:
    """The process answers."""
    return {"status": "ok"}


@router.get("/ready", responses={503: {"description": "Something it needs does not answer; the body names it."}})
async def ready(request: Request) -> JSONResponse:
    """Database (with its migrations) and embedder answer. A chat model that does not is named, and fails nothing: passages are quoted then."""
    services = services_of(request)
    state = {"database": "ok", "embedder": "ok"}
    try:
        async with services.database.transaction(database.Scope()) as tx:
            await tx.avees.find_public(handle="")
    except Unavailable as error:
        state["database"] = error.code
    try:
        # A text of its own each time, as one that was embedded before would be remembered.
        await services.embedder.embed([f"ready at {time.time_ns()}"])
    except Unavailable as error:
        state["embedder"] = error.code
    is_ready = set(state.values()) == {"ok"}
    chat = "not_configured" if services.chat is None else (await services.chat.check()).value
    return JSONResponse({"status": "ready" if is_ready else "not_ready"} | state | {"chat": chat}, 200 if is_ready else 503)


@router.get("/metrics", response_class=Response)
async def metrics(request: Request) -> Response:
    """For Prometheus. Jobs are counted in the database, so every process says the same of them; nothing where it does not answer."""
    try:
        jobs = await services_of(request).database.count_jobs()
    except Unavailable:
        JOBS.clear()
    else:
        for state, number in jobs.items():
            JOBS.labels(state).set(number)
    return Response(generate_latest(registry), media_type=CONTENT_TYPE_LATEST)


def count_message(path: Path) -> None:
    MESSAGES.labels(path.value).inc()


class Timing:
    """Observes each request under its route's pattern, never under its path, which may hold ids."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        started, status = time.perf_counter(), 500

        async def watched(message: Message) -> None:
            nonlocal status
            if message["type"] == "http.response.start":
                status = message["status"]
            await send(message)

        try:
            await self._app(scope, receive, watched)
        finally:
            route = getattr(scope.get("route"), "path", "unknown")
            REQUESTS.labels(scope["method"], route, str(status)).observe(time.perf_counter() - started)
