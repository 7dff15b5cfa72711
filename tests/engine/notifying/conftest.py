import dataclasses
from collections.abc import Awaitable, Callable
from typing import Any

import pytest

from orchestrator.adapters.postgres.server.embedded import EmbeddedServer
from orchestrator.bootstrap.program import Running
from support.outbox import FakeOutside, Outbox, WithPost
from support.stories import build_house

Run = Callable[[Callable[[Running], Awaitable[Any]]], Any]


@pytest.fixture
def with_post(run: Run, database: EmbeddedServer) -> WithPost:
    def run_story(story: Callable[[Outbox], Awaitable[None]]) -> None:
        async def whole(program: Running) -> None:
            outside = FakeOutside()
            services = dataclasses.replace(program.services, notifier=outside, webhooks=outside)
            await story(Outbox(services, outside, await build_house(services), database.owner_url))

        run(whole)

    return run_story
