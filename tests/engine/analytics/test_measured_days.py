"""How many days can be measured, by the command line too, which checks nothing itself."""

from collections.abc import Awaitable, Callable
from typing import Any

import pytest

from orchestrator.bootstrap.program import Running
from orchestrator.domain.errors import Invalid
from orchestrator.engine.accounts.agents import avees
from orchestrator.engine.analytics.measure import measure
from support.stories import add_person

Run = Callable[[Callable[[Running], Awaitable[Any]]], Any]


def test_one_to_365_days_are_measured(run: Run) -> None:
    async def story(program: Running) -> None:
        creator = await add_person(program.services, "mira")
        avee = (await avees.create_avee(program.services, creator, "mira-agent", "Mira's agent", "")).id
        for days in (1, 365):
            assert (await measure(program.services, creator, avee, days)).days == days
        for days in (0, 366):
            with pytest.raises(Invalid, match="1 to 365"):
                await measure(program.services, creator, avee, days)

    run(story)
