"""The FastAPI application: routes, error handlers and middleware are assembled here."""

from collections.abc import Callable
from contextlib import AbstractAsyncContextManager
from functools import cache
from importlib.metadata import version
from pathlib import Path

from fastapi import APIRouter, Depends, FastAPI

from orchestrator.http import errors, ui
from orchestrator.http.accounts import avatar_routes as avatars
from orchestrator.http.accounts import device_routes as devices
from orchestrator.http.accounts import guest_routes as guests
from orchestrator.http.accounts import link_routes as links
from orchestrator.http.accounts import routes as accounts
from orchestrator.http.accounts.agents import routes as avees
from orchestrator.http.accounts.agents import team_routes as teams
from orchestrator.http.accounts.embedding import frame_routes as frames
from orchestrator.http.accounts.embedding import routes as embedding
from orchestrator.http.accounts.identities import callback as identity_callback
from orchestrator.http.accounts.identities import routes as identities
from orchestrator.http.accounts.schemas import DemoOut
from orchestrator.http.analytics import routes as metrics
from orchestrator.http.assistants.mcp import routes as mcp
from orchestrator.http.assistants.openai import routes as compatible
from orchestrator.http.channels import routes as channels
from orchestrator.http.channels.unsigned import RememberedChannels
from orchestrator.http.edge.edge import Edge
from orchestrator.http.edge.hosts import Hosts
from orchestrator.http.edge.limits import BodyLimit
from orchestrator.http.edge.proxies import Proxies
from orchestrator.http.edge.query import known_parameters
from orchestrator.http.escalation import routes as queue
from orchestrator.http.escalation import work_routes as work
from orchestrator.http.matching import boundary_routes as boundaries
from orchestrator.http.matching import conflict_routes as conflicts
from orchestrator.http.matching import file_routes as answer_files
from orchestrator.http.matching import routes as knowledge
from orchestrator.http.matching import teaching_routes as teaching
from orchestrator.http.matching.public import routes as public
from orchestrator.http.message import routes as conversations
from orchestrator.http.message import team_routes as threads
from orchestrator.http.methods import Heads
from orchestrator.http.notifying import event_routes as events
from orchestrator.http.notifying import mail_routes as mail
from orchestrator.http.notifying import routes as notifications
from orchestrator.http.notifying import webhook_routes as webhooks
from orchestrator.http.openapi import DescribedApp
from orchestrator.http.operation import observe
from orchestrator.http.operation.readiness import Readiness
from orchestrator.http.payments import papers
from orchestrator.http.payments import price_routes as prices
from orchestrator.http.payments import routes as payments
from orchestrator.http.policy import routes as policy
from orchestrator.http.rates import RateRules, Rates
from orchestrator.http.rights import routes as rights
from orchestrator.http.routing import routes as orchestrator
from orchestrator.http.sources import proposal_routes as proposed_answers
from orchestrator.http.sources import routes as sources
from orchestrator.http.trust import routes as trust

# Routers are tried in this order, so the router of messages, which get most requests, is first.
MODULES = (
    orchestrator,
    compatible,
    accounts,
    devices,
    identities,
    avatars,
    guests,
    answer_files,
    avees,
    embedding,
    boundaries,
    conflicts,
    knowledge,
    teaching,
    sources,
    proposed_answers,
    conversations,
    threads,
    policy,
    queue,
    work,
    teams,
    trust,
    metrics,
    rights,
    events,
    notifications,
    links,
    mail,
    webhooks,
    channels,
    prices,
    papers,
    payments,
    mcp,
    observe,
)


def build_app(
    lifespan: Callable[[FastAPI], AbstractAsyncContextManager[None]],
    demo: DemoOut | None = None,
    built_ui: Path = ui.BUILT,
    rates: Rates | None = None,
    edge: Edge | None = None,
) -> FastAPI:
    """Builds the application.

    `lifespan` must put the Services into `app.state.services`. `demo` is shown to people who are not signed in.
    `built_ui` is the folder of the built web app. Without `rates` there are no rate limits. `edge` says what lies
    before the application; by default nothing.
    """
    app = DescribedApp(
        title="Orchestrator",
        version=version("orchestrator"),
        description="Routes every message to a creator's agent along one of six paths.\n\nEvery path with GET has HEAD. Another method "
        "than those of a path is answered with 405 and `Allow`. Errors are problem details (RFC 9457) with a stable `code`.",
        lifespan=lifespan,
        docs_url=None,
        redoc_url=None,
    )
    edge = app.state.edge = edge or Edge()
    app.state.demo = demo or DemoOut()
    app.state.ui = built_ui
    app.state.rates = rates or Rates(RateRules())
    app.state.remembered_channels = RememberedChannels()
    app.state.readiness = Readiness()
    errors.install(app)
    ui.install(app)
    app.add_middleware(ui.Headers)
    app.add_middleware(BodyLimit)
    app.add_middleware(observe.Timing)
    app.add_middleware(Heads)
    app.add_middleware(Hosts, public_url=edge.public_url)
    # Added last, so it is the first to see a request.
    app.add_middleware(Proxies, trusted=edge.trusted_proxies)
    app.router.routes.extend(assemble_routes().routes)
    app.state.api_routes = [route for module in (*MODULES, identity_callback, public, frames, ui) for route in module.router.routes]
    return app


@cache
def assemble_routes() -> APIRouter:
    """All routes. Made once a process, because reading the parameters of 130 routes takes 0.3 s, which applications share."""
    every = APIRouter()
    for module in MODULES:
        every.include_router(module.router, dependencies=[Depends(known_parameters)])
    # Addresses that other sites lead to may have parameters that nobody here knows.
    every.include_router(identity_callback.router)
    every.include_router(public.router)
    every.include_router(frames.router)
    every.include_router(ui.router)
    return every
