"""The application: routes, errors and limits put together."""

from collections.abc import Callable
from contextlib import AbstractAsyncContextManager
from importlib.metadata import version
from pathlib import Path

from fastapi import FastAPI

from orchestrator.http import errors, observe, ui
from orchestrator.http.limits import BodyLimit
from orchestrator.http.rates import RateRules, Rates
from orchestrator.http.routes import (
    accounts,
    answer_files,
    avees,
    boundaries,
    conversations,
    events,
    knowledge,
    metrics,
    notifications,
    orchestrator,
    policy,
    queue,
    trust,
    webhooks,
)
from orchestrator.http.schemas import DemoOut


def build_app(
    lifespan: Callable[[FastAPI], AbstractAsyncContextManager[None]],
    demo: DemoOut | None = None,
    built_ui: Path = ui.BUILT,
    rates: Rates | None = None,
) -> FastAPI:
    """`lifespan` puts the World into `app.state.world`; `demo` is offered to whoever is not signed in; `built_ui` is the web app's folder.

    Without `rates` nothing is limited.
    """
    app = FastAPI(
        title="Orchestrator",
        version=version("orchestrator"),
        description="Routes every message to a creator's agent down one of six paths.",
        lifespan=lifespan,
        docs_url=None,
        redoc_url=None,
    )
    app.state.demo = demo or DemoOut()
    app.state.ui = built_ui
    app.state.rates = rates or Rates(RateRules())
    errors.install(app)
    app.add_middleware(ui.Headers)
    app.add_middleware(BodyLimit)
    app.add_middleware(observe.Timing)
    # Asked in this order whose a path is: messages, of which there are most, first.
    for module in (
        orchestrator,
        accounts,
        answer_files,
        avees,
        boundaries,
        knowledge,
        conversations,
        policy,
        queue,
        trust,
        metrics,
        events,
        notifications,
        webhooks,
        observe,
    ):
        app.include_router(module.router)
    app.include_router(ui.router)
    return app
